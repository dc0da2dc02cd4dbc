"""Dates, numbers and periods in forms, as people write them: 2006年8月11日, 20060811, 1,021, ２００６."""

import datetime as dt
import re
import unicodedata
from decimal import Decimal
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from innovation.exchange.amounts import read_number
from innovation.exchange.cells import Day
from innovation.exchange.days import read_date, read_period
from innovation.exchange.lookups import Lookups
from innovation.exchange.problems import CellError
from innovation.models import Precision
from innovation.periods import today
from innovation.rounding import natural

_QUALIFIED = re.compile(r"(近|约|超过|不足)?([\d,.]+)(余|多|以上|左右)?\D*", re.ASCII)
DATE_HELP = _("Like 2006-08-11 or 2006年8月11日; 2006-08 or 2006 if no more is known. Empty if nobody knows.")


class Known(NamedTuple):
    """A date, and how much of it is known."""

    date: dt.date
    precision: Precision


class DateInput(forms.DateInput):
    """A date to be typed, with a button for the product's own today beside it."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"class": "vDateField", "size": 14, "autocomplete": "off"} | (attrs or {}), "%Y-%m-%d")

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        button = {"data-today": today().isoformat(), "data-today-label": gettext("Today")}
        return super().get_context(name, value, button | (attrs or {}))


class WrittenDate(forms.DateField):
    """A whole date."""

    widget = DateInput

    def to_python(self, value: Any) -> dt.date | None:
        if value in self.empty_values or isinstance(value, dt.date):
            return value or None
        return _read(Day().read, value.strip(), Lookups())


class WrittenPartDate(forms.Field):
    """A date as far as it is known, with what is known of it."""

    widget = DateInput

    def to_python(self, value: Any) -> Known | None:
        text = str(value or "").strip()
        return Known(*_read(read_date, text.strip())) if text else None

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True


class WrittenNumber(forms.DecimalField):
    """A number with digits of any width, grouped or not."""

    def __init__(self, *, qualifier: bool = False, **kwargs: Any) -> None:
        self.qualifier = qualifier
        super().__init__(**kwargs | {"widget": _typed("decimal")})

    def prepare_value(self, value: Any) -> Any:
        return str(natural(value)) if isinstance(value, Decimal) else value

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values or isinstance(value, Decimal):
            return value if isinstance(value, Decimal) else None
        if self.qualifier:
            _refuse_qualifier(str(value))
        return super().to_python(_read(read_number, str(value).strip()))


class WrittenWhole(forms.IntegerField):
    """A whole number with digits of any width, grouped or not."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs | {"widget": _typed("numeric")})

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values or isinstance(value, int):
            return value if isinstance(value, int) else None
        return super().to_python(_read(read_number, str(value).strip()))


class WrittenPeriod(forms.CharField):
    """A time period, also in words: 2006年上半年, 2003-2004年."""

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return _read(read_period, text) if text else text


def _typed(kind: str) -> forms.TextInput:
    return forms.TextInput({"class": "vIntegerField", "inputmode": kind, "autocomplete": "off"})


def _read(read: Any, *args: Any) -> Any:
    try:
        return read(*args)
    except CellError as error:
        raise ValidationError(str(error), code="invalid") from None


def _refuse_qualifier(text: str) -> None:
    """Raise ValidationError if a word makes the number approximate: it has a field of its own."""
    match = _QUALIFIED.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if match and (word := match[1] or match[3]):
        message = gettext("“%(text)s” is no bare number. Write %(number)s, and put “%(word)s” into the qualifier.")
        raise ValidationError(message % {"text": text, "number": match[2], "word": word}, code="invalid")
