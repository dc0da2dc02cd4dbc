"""What a register is: which records there are, when and where each counts, by what they divide, what is measured."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import F, Model, Q, QuerySet
from django.db.models.expressions import Combinable

from innovation.indicators.measures import Latest, Measure, Total
from innovation.indicators.spans import Span, days_of, first_day_without
from innovation.models import Area, Basis, CodeListEntry, Precision, Record


def text(value: Any) -> str:
    """The value itself; nothing for none."""
    return "" if value is None else str(value)


def yes_no(value: Any) -> str:
    """Whether there is a value."""
    return "yes" if value else "no"


@dataclass(frozen=True)
class Dimension:
    """A way to divide the records of a register: `lookup` is the path to its value, `entries` its code list."""

    label: Any
    lookup: str
    entries: type[CodeListEntry] | None = None
    choices: Mapping[str, Any] | None = None
    code: Callable[[Any], str] = text

    def labels(self) -> dict[str, str]:
        """The names of its values in their order, as far as there is a list of them."""
        if self.entries is not None:
            return {entry.code: entry.label for entry in self.entries.objects.all()}
        return {code: str(label) for code, label in (self.choices or {}).items()}


@dataclass(frozen=True)
class Register:
    """One kind of record as figures see it.

    `since` names the field with the date from which a record counts, `precision` the field that says how much of it is
    known (or a Precision). It counts through the day in `last_day` and up to, not on, the first day in `ended_on`.
    `parts_by` names the dimension whose entries are parts of others (其中): what is part of another is not added to it.
    The records of a register that does not roll up tell of their own area as a whole, and nothing of those above or
    below. Counts of a register with `smallest_cell` are withheld below it. Of a register `of_areas` the records are
    areas: each tells of those it lies in, not of itself, and one without a first day was there from the beginning.
    """

    code: str
    label: Any
    model: type[Model]
    dimensions: dict[str, Dimension]
    measures: dict[str, Measure]
    since: str = "date"
    precision: str = "precision"
    last_day: str = ""
    ended_on: tuple[str, ...] = ()
    left_out: Q | None = None
    holder: str = ""
    order: str = ""
    stage: str = ""
    qualifier: str = ""
    annotations: Mapping[str, Combinable] = field(default_factory=dict)
    parts_by: str = ""
    rolls_up: bool = True
    smallest_cell: int = 0
    of_areas: bool = False

    @property
    def is_yearly(self) -> bool:
        """Whether its records are of a year each: a year that has none was not entered, and is never zero."""
        return self.precision == Precision.YEAR

    def records(self) -> QuerySet[Any]:
        """The published records that count at all."""
        everything: Any = self.model._default_manager.all()
        records = everything.published() if issubclass(self.model, Record) else everything
        return records.exclude(self.left_out) if self.left_out is not None else records

    def spans(self, areas: Iterable[Area]) -> list[Span]:
        """All records in the areas, below them, and of those above as a whole; the ones that came first, first.

        One query reads them. What is filed for an area above may belong to a part of it.
        """
        path = "path" if self.of_areas else "area__path"
        within = Q()
        for top in _topmost(areas):
            within |= Q(**{f"{path}__startswith": top})
            if self.rolls_up and (above := _above(top)):
                within |= Q(**{f"{path}__in": above})
        columns = self._columns(path)
        rows = self.records().filter(within).alias(**self.annotations)
        rows = rows.order_by(F(self.since).asc(nulls_first=True), "pk").annotate(
            **{f"span_{name}": F(lookup) for name, lookup in columns.items()}
        )
        read = rows.values_list("pk", *(f"span_{name}" for name in columns))
        return [self._span(dict(zip(("pk", *columns), row, strict=True))) for row in read]

    def _columns(self, path: str) -> dict[str, str]:
        columns = {"path": path, "since": self.since}
        if self.precision not in Precision.values:
            columns["precision"] = self.precision
        optional = ("last_day", "holder", "order", "qualifier", "stage")
        columns |= {name: lookup for name in optional if (lookup := getattr(self, name))}
        columns |= {f"ended_on_{field}": field for field in self.ended_on}
        if issubclass(self.model, Record):
            columns |= {"basis": "basis", "source_id": "source_id"}
        columns |= {f"dimension_{code}": dimension.lookup for code, dimension in self.dimensions.items()}
        return columns | {f"amount_{name}": name for name in self._amounts}

    @cached_property
    def _amounts(self) -> tuple[str, ...]:
        measured = (measure.of for measure in self.measures.values() if isinstance(measure, Total | Latest))
        return tuple(dict.fromkeys(measured))

    def _span(self, row: dict[str, Any]) -> Span:
        since, known_to = self._days(row)
        codes = tuple(row["path"].strip("/").split("/"))
        own = codes[-1]
        return Span(
            pk=row["pk"],
            area=own,
            area_codes=codes[:-1] if self.of_areas else codes if self.rolls_up else (own,),
            since=since,
            known_to=known_to,
            ended=first_day_without(row.get("last_day"), *(row[f"ended_on_{field}"] for field in self.ended_on)),
            basis=row.get("basis", Basis.REPORTED),
            source_id=row.get("source_id"),
            stage=row.get("stage", ""),
            qualifier=row.get("qualifier", ""),
            order=row.get("order") or 0,
            holder=row.get("holder"),
            dimensions={code: d.code(row[f"dimension_{code}"]) for code, d in self.dimensions.items()},
            amounts={name: _decimal(row[f"amount_{name}"]) for name in self._amounts},
        )

    def _days(self, row: dict[str, Any]) -> tuple[dt.date | None, dt.date | None]:
        since = row["since"]
        if since is None:
            return None, dt.date.min if self.of_areas else None
        if isinstance(since, int):
            return dt.date(since, 1, 1), dt.date(since, 12, 31)
        return days_of(since, row.get("precision", self.precision))

    def wholes(self) -> dict[str, str]:
        """Of which other value of its dimension each value is a part, where there are parts (其中)."""
        if not self.parts_by:
            return {}
        entries: Any = self.dimensions[self.parts_by].entries
        return dict(entries.objects.filter(part_of__isnull=False).values_list("code", "part_of__code"))


def _decimal(value: Any) -> Decimal | None:
    return None if value is None else Decimal(value)


def _above(path: str) -> list[str]:
    """The paths of the areas above one: of a/b/c/ they are a/ and a/b/."""
    codes = path.strip("/").split("/")
    return ["".join(f"{code}/" for code in codes[:depth]) for depth in range(1, len(codes))]


def _topmost(areas: Iterable[Area]) -> list[str]:
    """The paths of the areas that lie in no other one of them."""
    paths = sorted({area.path for area in areas})
    return [path for path in paths if not any(path != other and path.startswith(other) for other in paths)]
