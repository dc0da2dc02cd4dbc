"""Parts that rows of several kinds are made of."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from innovation.models import DatedRecord, Record, State
from innovation.rounding import natural

# The code of the unit, 万元, that all money of records is kept in.
KEPT_IN = "cny-10k"


class Coded(serializers.Serializer):
    """Something with a code and its names."""

    code = serializers.CharField(help_text=_("Its code, which does not change."))
    name = serializers.CharField(help_text=_("Its Chinese name."))
    name_en = serializers.CharField(help_text=_("Its English name; empty if it has none."))


class Partner(serializers.Serializer):
    """An institution that takes part as a partner."""

    name = serializers.CharField(help_text=_("Its Chinese name."))
    name_en = serializers.CharField(help_text=_("Its English name; empty if it has none."))
    kind = serializers.CharField(help_text=_("university, institute, government or other."))
    place = serializers.CharField(help_text=_("Its province or country."))


class PublishedOnly(serializers.Serializer):
    """A record that another one points to: null unless it is published itself."""

    id = serializers.IntegerField(help_text=_("The key of the record."))

    def to_representation(self, instance: Record) -> Any:
        return super().to_representation(instance) if instance.state == State.PUBLISHED else None


class NamedRecord(PublishedOnly):
    """A published record that another one points to, null if there is none."""

    name = serializers.CharField(help_text=_("Its name."))


class NumberedRecord(PublishedOnly):
    """A published certificate that another one points to, null if there is none."""

    number = serializers.CharField(help_text=_("Its number."))


class TitledRecord(PublishedOnly):
    """A published honour that another one points to, null if there is none."""

    title = serializers.CharField(help_text=_("Its title."))


class Amount(serializers.DecimalField):
    """An amount of money without trailing zeros, as text so that no decimal is lost."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("allow_null", True)
        super().__init__(max_digits=15, decimal_places=4, read_only=True, **kwargs)

    def to_representation(self, value: Decimal) -> str:
        return str(natural(value))


class KnownDate(serializers.CharField):
    """A date as far as it is known: 2006-08-11, 2006-08 or 2006, null if nobody knows."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(source="*", read_only=True, allow_null=True, **kwargs)

    def to_representation(self, record: DatedRecord) -> str | None:  # type: ignore[override]
        return record.date_text or None


class PublicSerializer(serializers.ModelSerializer):
    """A row as it is read: every field is there, and none can be written."""

    def get_fields(self) -> dict[str, Any]:
        fields = super().get_fields()
        for field in fields.values():
            field.read_only, field.required = True, False
        return fields


@extend_schema_field({"type": "string"})
class AmountUnit(serializers.ReadOnlyField):
    """The unit that the amounts of a record are kept in: 万元, whatever the record."""

    def __init__(self) -> None:
        super().__init__(source="*", help_text=_("The unit of the amounts in this row: a code of the code list units."))

    def to_representation(self, value: Any) -> str:
        return KEPT_IN
