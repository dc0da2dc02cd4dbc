"""Exhibitions and technology contracts."""

from django.utils.translation import gettext_lazy as _

from innovation.api.enterprises import ENTERPRISE, of_enterprise
from innovation.api.fields import Amount, AmountUnit, Coded, NamedRecord, Partner
from innovation.api.records import DatedSerializer, RegisterViewSet
from innovation.indicators.registers import REGISTERS
from innovation.models import Contract, Exhibition


class ExhibitionSerializer(DatedSerializer):
    """One edition of an exhibition. Projects and value are those of all parties."""

    value = Amount()
    cost = Amount()
    amount_unit = AmountUnit()

    class Meta:
        model = Exhibition
        fields = (
            *DatedSerializer.OPENING,
            "name",
            "edition",
            "place",
            "projects",
            "value",
            "cost",
            "amount_unit",
            *DatedSerializer.CLOSING,
        )


class ExhibitionViewSet(RegisterViewSet):
    """Exhibitions, edition by edition."""

    register = REGISTERS["exhibitions"]
    serializer_class = ExhibitionSerializer
    search = ("name", "place")
    orderings = {"date": "date", "edition": "edition", "value": "value"}
    order = ("-edition",)


class ContractSerializer(DatedSerializer):
    """One technology contract, registered at its seller's place; its date is the day it was signed."""

    type = Coded()
    enterprise = NamedRecord(allow_null=True, help_text=_("The seller; null if that is another or not published."))
    partner = Partner(allow_null=True)
    exhibition = NamedRecord(allow_null=True, help_text=_("The exhibition it was signed at."))
    amount = Amount(allow_null=False)
    technology_amount = Amount()
    amount_unit = AmountUnit()

    class Meta:
        model = Contract
        fields = (
            *DatedSerializer.OPENING,
            "number",
            "title",
            "type",
            "enterprise",
            "partner",
            "exhibition",
            "amount",
            "technology_amount",
            "amount_unit",
            *DatedSerializer.CLOSING,
        )


class ContractViewSet(RegisterViewSet):
    """Technology contracts."""

    register = REGISTERS["contracts"]
    serializer_class = ContractSerializer
    related = ("type", "enterprise", "partner", "exhibition")
    search = ("number", "title", "enterprise__name", "partner__name")
    orderings = {"date": "date", "amount": "amount", "number": "number"}
    own_parameters = {ENTERPRISE: of_enterprise}
