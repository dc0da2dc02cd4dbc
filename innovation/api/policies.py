"""Policy documents, honours and assessments."""

from innovation.api.fields import Coded, TitledRecord
from innovation.api.records import DatedSerializer, RecordSerializer, RegisterViewSet
from innovation.indicators.registers import REGISTERS
from innovation.models import Assessment, Honour, Policy


class PolicySerializer(DatedSerializer):
    """One policy document; its date is the day it was issued, and it is in force until it is repealed."""

    field = Coded()

    class Meta:
        model = Policy
        fields = (
            *DatedSerializer.OPENING,
            "number",
            "title",
            "issuer",
            "field",
            "repealed_on",
            *DatedSerializer.CLOSING,
        )


class PolicyViewSet(RegisterViewSet):
    """Policy documents."""

    register = REGISTERS["policies"]
    serializer_class = PolicySerializer
    related = ("field",)
    search = ("title", "number", "issuer")
    orderings = {"date": "date", "title": "title", "number": "number"}


class HonourSerializer(DatedSerializer):
    """One honour; its date is the day it was awarded, its period the year or years it honours."""

    level = Coded()
    renews = TitledRecord(allow_null=True)

    class Meta:
        model = Honour
        fields = (
            *DatedSerializer.OPENING,
            "title",
            "level",
            "period",
            "issuer",
            "grade",
            "batch",
            "renews",
            *DatedSerializer.CLOSING,
        )


class HonourViewSet(RegisterViewSet):
    """Honours the areas were given."""

    register = REGISTERS["honours"]
    serializer_class = HonourSerializer
    related = ("level", "renews")
    search = ("title", "issuer")
    orderings = {"date": "date", "level": "level__order"}
    order = ("-date", "level")


class AssessmentSerializer(RecordSerializer):
    """What an area got in an assessment of one year."""

    scheme = Coded()

    class Meta:
        model = Assessment
        fields = (
            *RecordSerializer.OPENING,
            "scheme",
            "year",
            "rank",
            "units",
            "score",
            "grade",
            "bonus",
            *RecordSerializer.CLOSING,
        )


class AssessmentViewSet(RegisterViewSet):
    """Assessments of the areas, year by year."""

    register = REGISTERS["assessments"]
    serializer_class = AssessmentSerializer
    related = ("scheme",)
    search = ("scheme__name", "scheme__name_en", "grade")
    orderings = {"year": "year", "rank": "rank", "score": "score", "scheme": "scheme__order"}
    order = ("-year", "scheme")
