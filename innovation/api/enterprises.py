"""Enterprises and their certificates."""

from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from innovation.api.fields import Coded, NamedRecord, NumberedRecord, PublicSerializer
from innovation.api.query import Parameter, unknown
from innovation.api.records import RecordSerializer, RegisterViewSet
from innovation.indicators.registers import REGISTERS
from innovation.models import Certification, Enterprise, FormerName


def published_enterprise(text: str) -> Enterprise:
    """The published enterprise of a key; one that is not published is as unknown as one that is not there."""
    found = None
    if text.isascii() and text.isdigit() and len(text) <= 18:
        found = Enterprise.objects.published().filter(pk=int(text)).first()
    if found is None:
        raise unknown(text)
    return found


ENTERPRISE = Parameter(
    "enterprise",
    _("Only those of the enterprise with this id."),
    published_enterprise,
    {"type": "integer", "minimum": 1},
)


def of_enterprise(enterprise: Enterprise) -> Q:
    return Q(enterprise=enterprise)


class FormerNameSerializer(PublicSerializer):
    """A name an enterprise bore until a day."""

    class Meta:
        model = FormerName
        fields = ("name", "until")


class EnterpriseSerializer(RecordSerializer):
    """One enterprise; its area is the town or subdistrict it is registered in."""

    industry = Coded(allow_null=True)
    ownership = Coded(allow_null=True)
    former_names = FormerNameSerializer(many=True)

    class Meta:
        model = Enterprise
        fields = (
            *RecordSerializer.OPENING,
            "name",
            "credit_code",
            "former_names",
            "industry",
            "ownership",
            "founded_on",
            "closed_on",
            "staff",
            *RecordSerializer.CLOSING,
        )


class EnterpriseViewSet(RegisterViewSet):
    """Enterprises."""

    register = REGISTERS["enterprises"]
    serializer_class = EnterpriseSerializer
    related = ("industry", "ownership")
    search = ("name", "credit_code")
    orderings = {"name": "name", "founded_on": "founded_on", "staff": "staff"}
    order = ("name",)

    def get_queryset(self) -> QuerySet[Any]:
        return super().get_queryset().prefetch_related(Prefetch("former_names", FormerName.objects.published()))

    @classmethod
    def matching(cls, words: str) -> Q:
        """Former names are searched too."""
        names: Any = FormerName.objects
        formerly = names.published().filter(name__icontains=words).values("enterprise")
        return super().matching(words) | Q(pk__in=formerly)


class CertificationSerializer(RecordSerializer):
    """One certificate. Whether it is valid on a day follows from its dates and its renewals."""

    scheme = Coded()
    level = Coded()
    enterprise = NamedRecord(allow_null=True, help_text=_("Who holds it; null if that is another or not published."))
    organisation = NamedRecord(allow_null=True, help_text=_("Who holds it; null if that is another or not published."))
    renews = NumberedRecord(allow_null=True, help_text=_("The certificate it renews."))

    class Meta:
        model = Certification
        fields = (
            *RecordSerializer.OPENING,
            "scheme",
            "level",
            "enterprise",
            "organisation",
            "product",
            "holder_name",
            "number",
            "batch",
            "notice_on",
            "issued_on",
            "valid_to",
            "expires_on",
            "revoked_on",
            "renews",
            *RecordSerializer.CLOSING,
        )


class CertificationViewSet(RegisterViewSet):
    """Certificates of enterprises, institutions and products."""

    register = REGISTERS["certifications"]
    serializer_class = CertificationSerializer
    related = ("scheme", "level", "enterprise", "organisation", "renews")
    search = ("number", "holder_name", "product", "enterprise__name", "organisation__name")
    orderings = {"issued_on": "issued_on", "expires_on": "expires_on", "number": "number", "level": "level__order"}
    order = ("-issued_on",)
    own_parameters = {ENTERPRISE: of_enterprise}
