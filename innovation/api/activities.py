"""Organisations, activities and facilities."""

from django.utils.translation import gettext_lazy as _

from innovation.api.fields import Coded, Partner
from innovation.api.records import DatedSerializer, RegisterViewSet
from innovation.indicators.registers import REGISTERS
from innovation.models import Activity, Facility, Organisation


class OrganisationSerializer(DatedSerializer):
    """A club, association, team or innovation platform; its date is the day it was set up."""

    kind = Coded()
    level = Coded(allow_null=True)
    partner = Partner(allow_null=True)
    first_in = Coded(allow_null=True, help_text=_("The area in which it claims to be the first of its kind."))

    class Meta:
        model = Organisation
        fields = (
            *DatedSerializer.OPENING,
            "name",
            "kind",
            "level",
            "detail",
            "host",
            "partner",
            "members",
            "first_in",
            "closed_on",
            *DatedSerializer.CLOSING,
        )


class OrganisationViewSet(RegisterViewSet):
    """Clubs, associations, teams and innovation platforms."""

    register = REGISTERS["organisations"]
    serializer_class = OrganisationSerializer
    related = ("kind", "level", "partner", "first_in")
    search = ("name", "host", "partner__name")
    orderings = {"date": "date", "name": "name", "members": "members"}


class ActivitySerializer(DatedSerializer):
    """One activity that took place. Persons and attendances differ and are never added."""

    kind = Coded()
    series = Coded(allow_null=True)
    partner = Partner(allow_null=True)

    class Meta:
        model = Activity
        fields = (
            *DatedSerializer.OPENING,
            "title",
            "kind",
            "series",
            "place",
            "partner",
            "leading_bodies",
            "persons",
            "attendances",
            "detail",
            *DatedSerializer.CLOSING,
        )


class ActivityViewSet(RegisterViewSet):
    """Meetings, visits, trainings, lectures and campaigns."""

    register = REGISTERS["activities"]
    serializer_class = ActivitySerializer
    related = ("kind", "series", "partner")
    search = ("title", "place", "partner__name")
    orderings = {"date": "date", "title": "title", "persons": "persons", "attendances": "attendances"}


class FacilitySerializer(DatedSerializer):
    """One facility, or several alike, in an area; its date is the day it came into use."""

    kind = Coded()

    class Meta:
        model = Facility
        fields = (*DatedSerializer.OPENING, "kind", "name", "number", "closed_on", *DatedSerializer.CLOSING)


class FacilityViewSet(RegisterViewSet):
    """Facilities for science popularisation."""

    register = REGISTERS["facilities"]
    serializer_class = FacilitySerializer
    related = ("kind",)
    search = ("name",)
    orderings = {"date": "date", "name": "name", "number": "number", "kind": "kind__order"}
    order = ("kind", "name")
