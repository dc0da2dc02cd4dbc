"""Every register, declared once: which records there are, when each counts, where, along which dimensions, and what
can be measured about them."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Case, F, Model, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from innovation import models
from innovation.indicators.measures import AtHighestLevel, ConsecutiveYears, Distinct, Latest, Measure, Total
from innovation.indicators.spans import Span, days_of, first_day_without
from innovation.models import Area, Precision, Record


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _yes_no(value: Any) -> str:
    return "yes" if value else "no"


@dataclass(frozen=True)
class Dimension:
    """A way to divide the records of a register: `lookup` is the path to its value, `entries` its code list."""

    label: Any
    lookup: str
    entries: type[models.CodeListEntry] | None = None
    choices: Mapping[str, Any] | None = None
    code: Callable[[Any], str] = _text


@dataclass(frozen=True)
class Register:
    """One kind of record as figures see it.

    `since` names the field with the date from which a record counts, `precision` the field that says how much of it is
    known (or a Precision). It counts through the day in `last_day` and up to, not on, the day in `ended_on`.
    Counts of a register with `smallest_cell` are withheld below it.
    """

    code: str
    label: Any
    model: type[Model]
    dimensions: dict[str, Dimension]
    measures: dict[str, Measure]
    since: str = "date"
    precision: str = "precision"
    last_day: str = ""
    ended_on: str = ""
    left_out: Q | None = None
    holder: str = ""
    order: str = ""
    area: str = "area"
    stage: str = ""
    qualifier: str = ""
    annotations: Mapping[str, Combinable] = field(default_factory=dict)
    smallest_cell: int = 0
    always_complete: bool = False

    def records(self) -> QuerySet[Any]:
        """The published records that count at all."""
        everything: Any = self.model._default_manager.all()
        records = everything.published() if issubclass(self.model, Record) else everything
        return records.exclude(self.left_out) if self.left_out is not None else records

    def spans(self, areas: Iterable[Area]) -> list[Span]:
        """All records in the areas and below them, in one query, the ones that came first, first."""
        path = f"{self.area}__path" if self.area else "path"
        within = Q()
        for top in _topmost(areas):
            within |= Q(**{f"{path}__startswith": top})
        columns = {name: F(lookup) for name, lookup in self._columns(path).items()} | dict(self.annotations)
        rows = self.records().filter(within).annotate(**{f"span_{n}": c for n, c in columns.items()})
        return [
            self._span({name: row[f"span_{name}"] for name in columns} | {"pk": row["pk"]})
            for row in rows.order_by(F(self.since).asc(nulls_first=True), "pk").values(
                "pk", *(f"span_{name}" for name in columns)
            )
        ]

    def _columns(self, path: str) -> dict[str, str]:
        columns = {"path": path, "since": self.since}
        if self.precision not in Precision.values:
            columns["precision"] = self.precision
        optional = ("last_day", "ended_on", "holder", "order", "qualifier")
        columns |= {name: lookup for name in optional if (lookup := getattr(self, name))}
        if issubclass(self.model, Record):
            columns |= {"basis": "basis", "source_id": "source_id"}
        columns |= {f"dimension_{code}": dimension.lookup for code, dimension in self.dimensions.items()}
        amounts = {measure.of for measure in self.measures.values() if isinstance(measure, Total | Latest)}
        return columns | {f"amount_{name}": name for name in amounts - self.annotations.keys()}

    def _span(self, row: dict[str, Any]) -> Span:
        since, known_to = self._days(row)
        codes = tuple(row["path"].strip("/").split("/"))
        return Span(
            pk=row["pk"],
            area=codes[-1],
            area_codes=codes,
            since=since,
            known_to=known_to,
            ended=first_day_without(row.get("last_day"), row.get("ended_on")),
            basis=row.get("basis", models.Basis.REPORTED),
            source_id=row.get("source_id"),
            stage=row.get("stage", ""),
            qualifier=row.get("qualifier", ""),
            order=row.get("order") or 0,
            holder=row.get("holder"),
            dimensions={code: d.code(row[f"dimension_{code}"]) for code, d in self.dimensions.items()},
            amounts={
                measure.of: _decimal(row.get(f"amount_{measure.of}", row.get(measure.of)))
                for measure in self.measures.values()
                if isinstance(measure, Total | Latest)
            },
        )

    def _days(self, row: dict[str, Any]) -> tuple[dt.date | None, dt.date | None]:
        since = row["since"]
        if since is None:
            return None, None
        if isinstance(since, int):
            return dt.date(since, 1, 1), dt.date(since, 12, 31)
        return days_of(since, row.get("precision", self.precision))


def _decimal(value: Any) -> Decimal | None:
    return None if value is None else Decimal(value)


def _topmost(areas: Iterable[Area]) -> list[str]:
    """The paths of the areas that lie in no other one of them."""
    paths = sorted({area.path for area in areas})
    return [path for path in paths if not any(path != other and path.startswith(other) for other in paths)]


RECORDS = Measure(_("records"))
TEN_THOUSAND = 10_000
YEAR = Precision.YEAR
DAY = Precision.DAY
LEVEL = Dimension(_("level"), "level__code", models.Level)

REGISTERS: dict[str, Register] = {
    register.code: register
    for register in (
        Register(
            code="areas",
            label=_("areas"),
            model=Area,
            area="",
            since="valid_from",
            precision=DAY,
            last_day="valid_to",
            dimensions={"type": Dimension(_("type"), "type", choices=dict(Area.Type.choices))},
            measures={"records": RECORDS},
            always_complete=True,
        ),
        Register(
            code="enterprises",
            label=_("enterprises"),
            model=models.Enterprise,
            since="founded_on",
            precision=DAY,
            ended_on="closed_on",
            dimensions={
                "industry": Dimension(_("industry"), "industry__code", models.Industry),
                "ownership": Dimension(_("ownership"), "ownership__code", models.Ownership),
            },
            measures={"records": RECORDS},
        ),
        Register(
            code="certifications",
            label=_("certifications"),
            model=models.Certification,
            since="issued_on",
            precision=DAY,
            last_day="valid_to",
            ended_on="revoked_on",
            holder="enterprise_id",
            order="level__order",
            dimensions={"scheme": Dimension(_("scheme"), "scheme__code", models.Scheme), "level": LEVEL},
            measures={
                "records": Measure(_("certificates")),
                "enterprises": Distinct(_("enterprises, each once")),
                "enterprises-highest": AtHighestLevel(_("enterprises, each at its highest level")),
            },
        ),
        Register(
            code="projects",
            label=_("projects"),
            model=models.Project,
            left_out=Q(status=models.Project.Status.WITHDRAWN),
            holder="enterprise_id",
            dimensions={
                "programme": Dimension(_("programme"), "programme__code", models.Programme),
                "level": LEVEL,
                "key": Dimension(_("key project"), "is_key", code=_yes_no),
                "status": Dimension(_("status"), "status", choices=dict(models.Project.Status.choices)),
            },
            measures={
                "records": Measure(_("projects")),
                "enterprises": Distinct(_("enterprises, each once")),
                "grant": Total(_("grant"), factor=TEN_THOUSAND, of="grant"),
            },
        ),
        Register(
            code="budgets",
            label=_("budgets"),
            model=models.Budget,
            since="year",
            precision=YEAR,
            stage="stage",
            qualifier="qualifier",
            annotations={
                "amount": Coalesce("executed", "adjusted", "planned"),
                "stage": Case(
                    When(executed__isnull=False, then=Value("")),
                    When(adjusted__isnull=False, then=Value("adjusted")),
                    default=Value("budget"),
                ),
            },
            dimensions={"line": Dimension(_("budget line"), "line__code", models.BudgetLine)},
            measures={"amount": Total(_("amount"), factor=TEN_THOUSAND, of="amount")},
        ),
        Register(
            code="exhibitions",
            label=_("exhibitions"),
            model=models.Exhibition,
            dimensions={},
            measures={
                "records": Measure(_("editions")),
                "projects": Total(_("projects signed, all parties"), of="projects"),
                "value": Total(_("value signed, all parties"), factor=TEN_THOUSAND, of="value"),
                "cost": Total(_("cost"), factor=TEN_THOUSAND, of="cost"),
                "consecutive-years": ConsecutiveYears(_("consecutive years")),
            },
        ),
        Register(
            code="contracts",
            label=_("technology contracts"),
            model=models.Contract,
            holder="enterprise_id",
            dimensions={
                "type": Dimension(_("kind of contract"), "type__code", models.ContractType),
                "exhibition": Dimension(_("signed at an exhibition"), "exhibition_id", code=_yes_no),
            },
            measures={
                "records": Measure(_("contracts")),
                "amount": Total(_("contract value"), factor=TEN_THOUSAND, of="amount"),
                "technology-amount": Total(_("value of the technology"), factor=TEN_THOUSAND, of="technology_amount"),
            },
        ),
        Register(
            code="organisations",
            label=_("organisations"),
            model=models.Organisation,
            ended_on="closed_on",
            dimensions={"kind": Dimension(_("kind"), "kind__code", models.OrganisationKind), "level": LEVEL},
            measures={"records": RECORDS, "members": Total(_("members"), of="members")},
        ),
        Register(
            code="activities",
            label=_("activities"),
            model=models.Activity,
            dimensions={
                "kind": Dimension(_("kind"), "kind__code", models.ActivityKind),
                "series": Dimension(_("recurring activity"), "series__code", models.ActivitySeries),
            },
            measures={
                "records": RECORDS,
                "persons": Total(_("persons"), of="persons"),
                "attendances": Total(_("attendances"), of="attendances"),
                "leading-bodies": Total(_("leading bodies taking part"), of="leading_bodies"),
                "consecutive-years": ConsecutiveYears(_("consecutive years")),
            },
        ),
        Register(
            code="facilities",
            label=_("facilities"),
            model=models.Facility,
            ended_on="closed_on",
            dimensions={"kind": Dimension(_("kind"), "kind__code", models.FacilityKind)},
            measures={
                "number": Total(_("facilities"), of="number"),
                "areas": Distinct(_("areas that have one"), of="area"),
            },
        ),
        Register(
            code="policies",
            label=_("policy documents"),
            model=models.Policy,
            ended_on="repealed_on",
            dimensions={"field": Dimension(_("policy field"), "field__code", models.PolicyField)},
            measures={"records": RECORDS, "fields": Distinct(_("policy fields"), of="field")},
        ),
        Register(
            code="honours",
            label=_("honours"),
            model=models.Honour,
            dimensions={"level": LEVEL, "title": Dimension(_("title"), "title")},
            measures={"records": RECORDS},
        ),
        Register(
            code="assessments",
            label=_("assessments"),
            model=models.Assessment,
            since="year",
            precision=YEAR,
            dimensions={
                "scheme": Dimension(_("assessment scheme"), "scheme__code", models.AssessmentScheme),
                "bonus": Dimension(_("bonus"), "bonus", choices=dict(models.Assessment.Bonus.choices)),
                "grade": Dimension(_("grade"), "grade"),
            },
            measures={
                "records": RECORDS,
                "rank": Latest(_("rank"), of="rank"),
                "units": Latest(_("of how many"), of="units"),
                "score": Latest(_("score"), of="score"),
                "consecutive-years": ConsecutiveYears(_("consecutive years")),
            },
        ),
        Register(
            code="talents",
            label=_("talents"),
            model=models.Talent,
            ended_on="left_on",
            dimensions={
                "field": Dimension(_("field"), "field__code", models.TalentField),
                "foreign": Dimension(_("foreign national"), "is_foreign", code=_yes_no),
            },
            measures={"records": RECORDS},
            smallest_cell=5,
        ),
    )
}
