"""Every register, declared once."""

from django.db.models import Case, Q, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from innovation import models
from innovation.indicators.measures import AtHighestLevel, ConsecutiveYears, Distinct, Latest, Measure, Total
from innovation.indicators.register import Dimension, Register, yes_no
from innovation.models import Area, Precision
from innovation.models.certifications import renewed_on

RECORDS = Measure(_("records"))
MONEY, TEN_THOUSAND = "CNY", 10_000
PERSONS = "persons"
YEAR = Precision.YEAR
DAY = Precision.DAY
YES_NO = {"yes": _("yes"), "no": _("no")}
LEVEL = Dimension(_("level"), "level__code", models.Level)

REGISTERS: dict[str, Register] = {
    register.code: register
    for register in (
        Register(
            code="areas",
            label=_("areas"),
            model=Area,
            of_areas=True,
            since="valid_from",
            precision=DAY,
            last_day="valid_to",
            dimensions={"type": Dimension(_("type"), "type", choices=dict(Area.Type.choices))},
            measures={"records": RECORDS},
        ),
        Register(
            code="enterprises",
            label=_("enterprises"),
            model=models.Enterprise,
            since="founded_on",
            precision=DAY,
            ended_on=("closed_on",),
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
            last_day="expires_on",
            ended_on=("revoked_on", "renewed_on", "enterprise__closed_on"),
            annotations={"renewed_on": renewed_on()},
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
                "key": Dimension(_("key project"), "is_key", choices=YES_NO, code=yes_no),
                "fund": Dimension(_("granted from"), "fund__code", models.BudgetLine),
                "status": Dimension(_("status today"), "status", choices=dict(models.Project.Status.choices)),
            },
            measures={
                "records": Measure(_("projects")),
                "enterprises": Distinct(_("enterprises, each once")),
                "grant": Total(_("grant"), MONEY, TEN_THOUSAND, of="grant"),
            },
        ),
        Register(
            code="budgets",
            label=_("budgets"),
            model=models.Budget,
            rolls_up=False,
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
            parts_by="line",
            measures={"amount": Total(_("amount"), MONEY, TEN_THOUSAND, of="amount")},
        ),
        Register(
            code="exhibitions",
            label=_("exhibitions"),
            model=models.Exhibition,
            rolls_up=False,
            dimensions={},
            measures={
                "records": Measure(_("editions")),
                "projects": Total(_("projects signed, all parties"), of="projects"),
                "value": Total(_("value signed, all parties"), MONEY, TEN_THOUSAND, of="value"),
                "cost": Total(_("cost"), MONEY, TEN_THOUSAND, of="cost"),
                "consecutive-years": ConsecutiveYears(_("consecutive years"), "years"),
            },
        ),
        Register(
            code="contracts",
            label=_("technology contracts"),
            model=models.Contract,
            holder="enterprise_id",
            dimensions={
                "type": Dimension(_("kind of contract"), "type__code", models.ContractType),
                "exhibition": Dimension(_("signed at an exhibition"), "exhibition_id", choices=YES_NO, code=yes_no),
            },
            measures={
                "records": Measure(_("contracts")),
                "amount": Total(_("contract value"), MONEY, TEN_THOUSAND, of="amount"),
                "technology-amount": Total(_("value of the technology"), MONEY, TEN_THOUSAND, of="technology_amount"),
            },
        ),
        Register(
            code="organisations",
            label=_("organisations"),
            model=models.Organisation,
            ended_on=("closed_on",),
            dimensions={"kind": Dimension(_("kind"), "kind__code", models.OrganisationKind), "level": LEVEL},
            measures={"records": RECORDS, "members": Total(_("members"), PERSONS, of="members")},
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
                "persons": Total(_("persons"), PERSONS, of="persons"),
                "attendances": Total(_("attendances"), "person-times", of="attendances"),
                "leading-bodies": Total(_("leading bodies taking part"), of="leading_bodies"),
                "consecutive-years": ConsecutiveYears(_("consecutive years"), "years"),
            },
        ),
        Register(
            code="facilities",
            label=_("facilities"),
            model=models.Facility,
            ended_on=("closed_on",),
            dimensions={"kind": Dimension(_("kind"), "kind__code", models.FacilityKind)},
            measures={
                "number": Total(_("facilities"), of="number"),
                "towns": Distinct(_("towns and subdistricts that have one"), of="town"),
            },
        ),
        Register(
            code="policies",
            label=_("policy documents"),
            model=models.Policy,
            rolls_up=False,
            ended_on=("repealed_on",),
            dimensions={"field": Dimension(_("policy field"), "field__code", models.PolicyField)},
            measures={"records": RECORDS, "fields": Distinct(_("policy fields"), of="field")},
        ),
        Register(
            code="honours",
            label=_("honours"),
            model=models.Honour,
            rolls_up=False,
            dimensions={"level": LEVEL, "title": Dimension(_("title"), "title")},
            measures={"records": RECORDS},
        ),
        Register(
            code="assessments",
            label=_("assessments"),
            model=models.Assessment,
            rolls_up=False,
            since="year",
            precision=YEAR,
            dimensions={
                "scheme": Dimension(_("assessment scheme"), "scheme__code", models.AssessmentScheme),
                "bonus": Dimension(_("bonus"), "bonus", choices=dict(models.Assessment.Bonus.choices)),
                "grade": Dimension(_("grade"), "grade"),
            },
            measures={
                "records": RECORDS,
                "rank": Latest(_("rank"), "rank", of="rank"),
                "units": Latest(_("of how many"), of="units"),
                "score": Latest(_("score"), "points", of="score"),
                "consecutive-years": ConsecutiveYears(_("consecutive years"), "years"),
            },
        ),
        Register(
            code="talents",
            label=_("talents"),
            model=models.Talent,
            ended_on=("left_on",),
            dimensions={
                "field": Dimension(_("field"), "field__code", models.TalentField),
                "foreign": Dimension(_("foreign national"), "is_foreign", choices=YES_NO, code=yes_no),
            },
            measures={"records": Measure(_("persons"), PERSONS)},
            smallest_cell=5,
        ),
    )
}
