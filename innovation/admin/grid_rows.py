"""The rows of the grid: one indicator in one area, with what was stated before and what stands on file."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _

from innovation.admin.marks import as_entered
from innovation.admin.tracked import version_of
from innovation.indicators.change import WITHOUT_GROWTH, counts_in_points, percent
from innovation.indicators.figure import Figure
from innovation.indicators.statements import Statements
from innovation.models import Amendment, Area, Indicator, Observation, State, Unit
from innovation.periods import Period, today
from innovation.rounding import natural
from innovation.wording import number_text, unit_words
from innovation.wording.values import MINUS, MISSING

# What is typed in a row, in the order in which a block from a spreadsheet is pasted.
COLUMNS = ("value", "qualifier", "status", "remark")
MISSING_STATUSES = ("L", "M", "O", "Q")
ON_ITS_WAY = (State.DRAFT, State.SUBMITTED, State.RETURNED)


@dataclass
class GridRow:
    """One indicator in one area and period; its name is that of what differs from row to row.

    `last` is what is public for the period before, `present` the newest on file for this one. `typed` holds the texts
    of the controls, `candidate` what they would have stored, and `seen` the version that they rest on.
    """

    name: str
    indicator: Indicator
    area: Area
    period: Period
    last: Figure | None
    present: Observation | None
    typed: dict[str, str] = field(default_factory=dict)
    errors: dict[str, list[str]] = field(default_factory=dict)
    doubts: list[str] = field(default_factory=list)
    candidate: Observation | None = None
    seen: str = ""

    def __post_init__(self) -> None:
        self.typed = dict(self.shown)

    @property
    def key(self) -> str:
        return f"{self.indicator.pk}-{self.area.pk}"

    @cached_property
    def unit(self) -> Unit:
        """The unit in which the value is written: that of the value on file, else of the one before."""
        stated = self.present or self.last
        return stated.unit if stated else self.indicator.unit

    @cached_property
    def shown(self) -> dict[str, str]:
        """What stands on file as the controls say it."""
        row = self.present
        if row is None:
            ended = self.period.end is None or self.period.end <= today()
            status = Observation.Status.NORMAL if ended else Observation.Status.PROVISIONAL
            return {"value": "", "qualifier": "", "status": status.value, "remark": ""}
        value = "" if row.value is None else as_entered(row)
        return {
            "value": value,
            "qualifier": row.qualifier,
            "status": row.status,
            "remark": " ".join(row.remark.split()),
        }

    @property
    def version(self) -> str:
        """What names the state on file that the controls rest on."""
        return f"{self.present.pk}.{version_of(self.present)}" if self.present else "none"

    @property
    def token(self) -> str:
        """The version, and what the controls said then."""
        return f"{self.version}:{digest(*(self.shown[column] for column in COLUMNS))}"

    @property
    def doubt_mark(self) -> str:
        """What a tick confirms: this value, and these doubts about it."""
        return digest(self.typed["value"], *self.doubts)

    @property
    def is_confirmed(self) -> bool:
        return self.typed.get("confirmed") == self.doubt_mark and bool(self.typed.get("reason"))

    @property
    def is_revised_in_place(self) -> bool:
        """Whether a change goes into the row on file: it is not public, was stated today, or a change of it waits."""
        row = self.present
        return row is not None and (not row.is_public or row.stated_on == today() or bool(waiting_of(row)))

    @property
    def unit_text(self) -> str:
        """The unit and, where the last value has some, the decimals."""
        unit = unit_words(self.indicator, self.unit)
        stated = self.present or (self.last.vintages[0] if self.last else None)
        if not stated or not stated.decimals:
            return unit
        return _("%(unit)s, decimals: %(n)s") % {"unit": unit, "n": stated.decimals}

    @property
    def last_number(self) -> Decimal | None:
        """What is public for the period before, in the unit of the row."""
        return self.last.value_in(self.unit) if self.last and self.last.unit.quantity == self.unit.quantity else None

    @property
    def last_text(self) -> str:
        return MISSING if self.last_number is None else number_text(self.last_number)

    @property
    def last_marks(self) -> list[str]:
        return marks(self.last.vintages[0]) if self.last else []

    @property
    def present_text(self) -> str:
        row = self.present
        return MISSING if row is None or row.printed is None else number_text(row.printed)

    @property
    def present_marks(self) -> list[str]:
        return marks(self.present) if self.present else []

    @property
    def change_kind(self) -> str:
        """How the change to the period before is told: in points, as a difference or in percent."""
        if counts_in_points(self.unit):
            return "points"
        is_total = self.indicator.nature == Indicator.Nature.CUMULATIVE
        return "difference" if is_total or self.unit.quantity in WITHOUT_GROWTH else "percent"

    @property
    def change_text(self) -> str:
        """The change from the period before to what is typed."""
        said = self.candidate or self.present
        before = self.last_number
        if said is None or said.value is None or before is None:
            return ""
        if self.change_kind != "percent":
            return _signed(natural(said.value - before)) + (_(" points") if self.change_kind == "points" else "")
        growth = percent(said.value - before, before) if before > 0 else None
        return "" if growth is None else f"{_signed(growth)}%"


def grid_rows(
    pairs: Sequence[tuple[Indicator, Area]], period: Period, user: Any, *, by_area: bool = False
) -> list[GridRow]:
    """The rows for these indicators and areas, in their order, named by the area or the indicator."""
    indicators, areas = {i.pk: i for i, _area in pairs}, {area.pk: area for _i, area in pairs}
    statements, before = Statements(indicators, areas.values()), period.year_before()
    on_file = _on_file(indicators, areas, period, user)
    rows = []
    for indicator, area in pairs:
        last = statements.figure(indicator, area, before, "", within=True) if before else None
        name, present = str(area if by_area else indicator), _newest(on_file[indicator.pk, area.pk])
        rows.append(GridRow(name, indicator, area, period, last, present))
    return rows


def waiting_of(row: Observation) -> Any:
    """The change that waits to become of a public row."""
    return getattr(row, "waiting", None)


def marks(row: Observation) -> list[str]:
    """What keeps a value from being exact and final, in words."""
    words = [row.get_qualifier_display()] if row.qualifier else []
    return words + ([row.get_status_display()] if row.status != Observation.Status.NORMAL else [])


def digest(*texts: str) -> str:
    """A short text that is another one for other texts."""
    return hashlib.sha256("\x1f".join(texts).encode()).hexdigest()[:16]


def _on_file(
    indicators: dict[int, Indicator], areas: dict[int, Area], period: Period, user: Any
) -> dict[tuple[int, int], list[Observation]]:
    """What the user may see of the totals of the period, each as it is to be: with the change that waits."""
    rows = Observation.objects.visible_to(user).filter(indicator__in=indicators, area__in=areas)
    rows = rows.filter(period=period.code, category="").select_related("unit", "changed_by")
    found: dict[tuple[int, int], list[Observation]] = defaultdict(list)
    waiting = _waiting(rows)
    for row in rows:
        row.indicator, row.area = indicators[row.indicator_id], areas[row.area_id]
        found[row.indicator_id, row.area_id].append(row)
        if change := waiting.get(row.pk):
            row.waiting = change
            if not change.withdraws:
                change.apply_to(row)
    return found


def _waiting(rows: Iterable[Observation]) -> dict[int, Amendment]:
    content_type = ContentType.objects.get_for_model(Observation)
    keys = [row.pk for row in rows if row.is_public]
    changes = Amendment.objects.filter(content_type=content_type, object_id__in=keys)
    return {change.object_id: change for change in changes.select_related("content_type", "changed_by")}


def _newest(rows: list[Observation]) -> Observation | None:
    """What is on its way to the public, else what is public; what was withdrawn only if it stands in today's way."""
    kept = [row for row in rows if row.state != State.WITHDRAWN or row.stated_on == today()]
    ranked = [(row.state in ON_ITS_WAY, row.is_public, row.stated_on, row.pk) for row in kept]
    return kept[ranked.index(max(ranked))] if kept else None


def _signed(number: Decimal) -> str:
    sign = "+" if number > 0 else MINUS if number < 0 else ""
    return f"{sign}{number_text(abs(number))}"
