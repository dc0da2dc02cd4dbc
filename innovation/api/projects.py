"""Projects and the yearly budget."""

from django.utils.translation import gettext_lazy as _

from innovation.api.enterprises import ENTERPRISE, of_enterprise
from innovation.api.fields import Amount, AmountUnit, Coded, NamedRecord, Partner
from innovation.api.records import DatedSerializer, RecordSerializer, RegisterViewSet
from innovation.indicators.registers import REGISTERS
from innovation.models import Budget, Project


class ProjectSerializer(DatedSerializer):
    """One project of a programme; its date is the day it was approved."""

    programme = Coded()
    level = Coded()
    enterprise = NamedRecord(
        allow_null=True, help_text=_("Who undertakes it; null if that is another or not published.")
    )
    partner = Partner(allow_null=True)
    grant = Amount()
    fund = Coded(allow_null=True, help_text=_("The budget line that the grant was paid from."))
    own_funds = Amount()
    amount_unit = AmountUnit()

    class Meta:
        model = Project
        fields = (
            *DatedSerializer.OPENING,
            "number",
            "title",
            "programme",
            "level",
            "is_key",
            "enterprise",
            "undertaker",
            "partner",
            "grant",
            "fund",
            "own_funds",
            "amount_unit",
            "starts_on",
            "due_on",
            "accepted_on",
            "status",
            *DatedSerializer.CLOSING,
        )


class ProjectViewSet(RegisterViewSet):
    """Projects, those that were withdrawn among them: figures do not count these."""

    register = REGISTERS["projects"]
    serializer_class = ProjectSerializer
    related = ("programme", "level", "fund", "enterprise", "partner")
    search = ("title", "number", "undertaker", "enterprise__name", "partner__name")
    orderings = {"date": "date", "grant": "grant", "due_on": "due_on", "level": "level__order", "title": "title"}
    own_parameters = {ENTERPRISE: of_enterprise}


class BudgetSerializer(RecordSerializer):
    """One budget line of one area in one year, as far as its three amounts are known."""

    line = Coded()
    planned = Amount()
    adjusted = Amount()
    executed = Amount()
    amount_unit = AmountUnit()

    class Meta:
        model = Budget
        fields = (
            *RecordSerializer.OPENING,
            "year",
            "line",
            "planned",
            "adjusted",
            "executed",
            "amount_unit",
            "qualifier",
            *RecordSerializer.CLOSING,
        )


class BudgetViewSet(RegisterViewSet):
    """The yearly science and technology budget, line by line. A line may be part of another: do not add them up."""

    register = REGISTERS["budgets"]
    serializer_class = BudgetSerializer
    related = ("line",)
    search = ("line__name", "line__name_en")
    orderings = {"year": "year", "line": "line__order", "planned": "planned", "executed": "executed"}
    order = ("-year", "line")
