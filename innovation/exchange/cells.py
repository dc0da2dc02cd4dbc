"""How the text of a cell is read, and written so that it reads the same. Each kind says what it cannot read."""

import datetime as dt
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple

from django.conf import settings
from django.db import models
from django.utils import translation
from django.utils.translation import gettext as _

from innovation.exchange.amounts import Amount, read_amount, read_number
from innovation.exchange.days import day_of_serial, read_date, read_period
from innovation.exchange.held import Unfound
from innovation.exchange.lookups import Lookups, Names
from innovation.exchange.problems import CellError
from innovation.models import Precision
from innovation.rounding import half_up, natural, places

# Under which a cell hands over unit and qualifier that were written into it.
SAID_WITH = "said_with"


class Said(NamedTuple):
    """What a cell puts into its fields, and what has to be confirmed about it."""

    values: dict[str, Any]
    doubt: str = ""


class Cell:
    """Text as it stands, without the blanks around it."""

    # Whether a spreadsheet may take it for a number and lose nothing.
    is_number = False

    def fields(self, field: str) -> tuple[str, ...]:
        """The fields that one cell fills."""
        return (field,)

    def values(self, field: str, text: str, lookups: Lookups) -> dict[str, Any]:
        """What a cell that is not empty puts into its fields."""
        return {field: self.read(text, lookups)}

    def said(self, field: str, text: str, lookups: Lookups) -> Said:
        """The same, with what has to be confirmed about it."""
        return Said(self.values(field, text, lookups))

    def text(self, row: models.Model, field: str, names: Names) -> str:
        """What to write for the fields of a row, so that `values` gives them back."""
        value = getattr(row, field)
        return "" if value in (None, "") else self.write(value)

    def read(self, text: str, lookups: Lookups) -> Any:
        return text

    def write(self, value: Any) -> str:
        """The text that `read` takes for the value."""
        return str(value)


class Whole(Cell):
    """A whole number."""

    is_number = True

    def read(self, text: str, lookups: Lookups) -> int:
        return self._whole(read_number(text), text)

    def said(self, field: str, text: str, lookups: Lookups) -> Said:
        """Also with the thing that is counted, as in 42人 and 2万册; 50% and 200x count nothing."""
        amount = without_qualifier(read_amount(text), text)
        if amount.unit.isascii():
            return super().said(field, text, lookups)
        number = self._whole(amount.number * amount.power, text)
        return Said({field: number}, read_as(text, f"{number}"))

    def _whole(self, number: Decimal, text: str) -> int:
        if number != number.to_integral_value():
            raise CellError(_("“%(text)s” is no whole number.") % {"text": text})
        return int(number)


class Number(Cell):
    """A number with or without decimals."""

    is_number = True

    def read(self, text: str, lookups: Lookups) -> Decimal:
        return read_number(text)

    def write(self, value: Any) -> str:
        return f"{natural(value):f}"


class Money(Number):
    """An amount in 万元; one with another unit behind it is converted."""

    def said(self, field: str, text: str, lookups: Lookups) -> Said:
        amount = without_qualifier(read_amount(text), text)
        if amount.is_plain:
            return Said({field: amount.number})
        if amount.unit.lstrip("百千万亿") not in ("", "元"):
            raise CellError(_("“%(text)s” is no amount in yuan. Write it in 10,000 yuan.") % {"text": text})
        number = natural(amount.number * amount.power / 10_000)
        return Said({field: number}, read_as(text, _("%(n)s (10,000 yuan)") % {"n": f"{number:f}"}))


class Printed(Number):
    """A number that keeps the decimals it was printed with: 13.0 is not 13."""

    # A spreadsheet makes 13 of 13.0.
    is_number = False

    def fields(self, field: str) -> tuple[str, ...]:
        return (field, "decimals")

    def values(self, field: str, text: str, lookups: Lookups) -> dict[str, Any]:
        return self._printed(field, read_number(text))

    def said(self, field: str, text: str, lookups: Lookups) -> Said:
        """Also with unit and qualifier, under SAID_WITH for the sheet to settle with the cells beside it."""
        amount = read_amount(text)
        values = self._printed(field, amount.number)
        return Said(values if amount.is_plain else values | {SAID_WITH: amount})

    def _printed(self, field: str, number: Decimal) -> dict[str, Any]:
        return {field: number, "decimals": places(number)}

    def text(self, row: models.Model, field: str, names: Names) -> str:
        value = getattr(row, field)
        if value is None:
            return ""
        exact = natural(value)
        return f"{half_up(exact, max(places(exact), row.decimals)):f}"  # type: ignore[attr-defined]


class Day(Cell):
    """A date."""

    def said(self, field: str, text: str, lookups: Lookups) -> Said:
        """Also of the number that a spreadsheet keeps a day under."""
        if day := day_of_serial(text):
            return Said({field: day}, read_as(text, day.isoformat()))
        return super().said(field, text, lookups)

    def read(self, text: str, lookups: Lookups) -> dt.date:
        date, precision = read_date(text)
        if precision != Precision.DAY:
            raise CellError(_("“%(text)s” lacks the day. Write a date like 2006-08-11.") % {"text": text})
        return date


class PartialDate(Cell):
    """A date as far as it is known: 2006-08-11, 2006-08 or 2006."""

    def fields(self, field: str) -> tuple[str, ...]:
        return (field, "precision")

    def values(self, field: str, text: str, lookups: Lookups) -> dict[str, Any]:
        date, precision = read_date(text)
        return {field: date, "precision": precision}

    def said(self, field: str, text: str, lookups: Lookups) -> Said:
        """Also of the number that a spreadsheet keeps a day under."""
        if day := day_of_serial(text):
            return Said({field: day, "precision": Precision.DAY}, read_as(text, day.isoformat()))
        return super().said(field, text, lookups)

    def text(self, row: models.Model, field: str, names: Names) -> str:
        return row.date_text  # type: ignore[attr-defined]


class TimePeriod(Cell):
    """The code of a time period."""

    def read(self, text: str, lookups: Lookups) -> str:
        return read_period(text)


class YesNo(Cell):
    """Yes or no."""

    WORDS = {"是": True, "yes": True, "true": True, "1": True, "否": False, "no": False, "false": False, "0": False}

    def read(self, text: str, lookups: Lookups) -> bool:
        try:
            return self.WORDS[text.casefold()]
        except KeyError:
            raise CellError(_("Write 是 or 否, not “%(text)s”.") % {"text": text}) from None

    def write(self, value: Any) -> str:
        return _("yes") if value else _("no")


class Choice(Cell):
    """One of the choices of a closed list, by its code or by its name in any language of the product."""

    def __init__(self, choices: type[models.TextChoices]) -> None:
        self.choices = choices

    def read(self, text: str, lookups: Lookups) -> str:
        try:
            return self._values[text.casefold()]
        except KeyError:
            known = _list(str(label) for code, label in self.choices.choices if code)
            raise CellError(
                _("“%(text)s” is not known here. Write one of: %(known)s.") % {"text": text, "known": known}
            ) from None

    def write(self, value: Any) -> str:
        return str(self.choices(value).label)

    @cached_property
    def _values(self) -> dict[str, str]:
        values = {str(code).casefold(): code for code, label in self.choices.choices}
        for language, _name in settings.LANGUAGES:
            with translation.override(language):
                values |= {str(label).casefold(): code for code, label in self.choices.choices}
        return values


class Reference(Cell):
    """A row on file, found by any of its keys; a key is one field, or several written with a blank between them."""

    def __init__(self, model: type[models.Model], *keys: str, also: tuple[str, ...] = ()) -> None:
        self.model = model
        self.keys = keys or ("code", "name")
        self.also = also

    def expect(self, texts: Iterator[str], lookups: Lookups) -> None:
        """Tell which texts are read next."""
        lookups.expect(self.model, self.keys, self.also, texts)

    def read(self, text: str, lookups: Lookups) -> models.Model:
        try:
            return lookups.find(self.model, self.keys, self.also, text)
        except Unfound as error:
            raise CellError(self._advice(text, error), error.near[0] if len(error.near) == 1 else "") from None

    def text(self, row: models.Model, field: str, names: Names) -> str:
        key = getattr(row, f"{field}_id")
        return "" if key is None else names.of(self.model, self.keys, key)

    def _advice(self, text: str, error: Unfound) -> str:
        """What to do about a name under which there is not just one row."""
        known = {"kind": self.model._meta.verbose_name, "text": text, "near": _list(error.near)}
        if error.several:
            return _("There are several of the kind “%(kind)s” under “%(text)s”: write the code or number.") % known
        if error.near:
            return _("There is no %(kind)s “%(text)s”. Do you mean %(near)s?") % known
        return _("There is no %(kind)s “%(text)s”. Enter it first, or correct the cell.") % known


def without_qualifier(amount: Amount, text: str) -> Amount:
    """The amount, or CellError if a word makes it approximate: there is nowhere to keep that."""
    if amount.qualifier:
        raise CellError(
            _("“%(text)s” is not exact. Write the number; the word belongs into the note.") % {"text": text}
        )
    return amount


def read_as(text: str, said: str) -> str:
    """What has to be confirmed of a text that was understood."""
    return _("“%(text)s” was read as %(said)s.") % {"text": text, "said": said}


def _list(names: Iterable[str]) -> str:
    return "、".join(names) if (translation.get_language() or "").startswith("zh") else ", ".join(names)
