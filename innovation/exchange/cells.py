"""How the text of a cell is read. Each kind of cell says what it expects when it cannot read one."""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import translation
from django.utils.translation import gettext as _

from innovation.exchange.lookups import Lookups, Unfound
from innovation.models import Precision
from innovation.periods import Period, PeriodError


class CellError(ValueError):
    """The cell cannot be read; the message says what belongs there."""


class Cell:
    """Text as it stands, without the blanks around it."""

    def fields(self, field: str) -> tuple[str, ...]:
        """The fields that one cell fills."""
        return (field,)

    def values(self, field: str, text: str, lookups: Lookups) -> dict[str, Any]:
        """What a cell that is not empty puts into its fields."""
        return {field: self.read(text, lookups)}

    def read(self, text: str, lookups: Lookups) -> Any:
        return text


class Whole(Cell):
    """A whole number."""

    def read(self, text: str, lookups: Lookups) -> int:
        number = read_number(text)
        if number != number.to_integral_value():
            raise CellError(_("“%(text)s” is no whole number.") % {"text": text})
        return int(number)


class Number(Cell):
    """A number with or without decimals."""

    def read(self, text: str, lookups: Lookups) -> Decimal:
        return read_number(text)


class Printed(Number):
    """A number that keeps the decimals it was printed with: 13.0 is not 13."""

    def fields(self, field: str) -> tuple[str, ...]:
        return (field, "decimals")

    def values(self, field: str, text: str, lookups: Lookups) -> dict[str, Any]:
        number = read_number(text)
        return {field: number, "decimals": max(0, -int(number.as_tuple().exponent))}


class Day(Cell):
    """A date."""

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


class TimePeriod(Cell):
    """The code of a time period."""

    def read(self, text: str, lookups: Lookups) -> str:
        try:
            return Period.parse(unicodedata.normalize("NFKC", text)).code
        except PeriodError as error:
            raise CellError(str(error)) from None


class YesNo(Cell):
    """Yes or no."""

    WORDS = {"是": True, "yes": True, "true": True, "1": True, "否": False, "no": False, "false": False, "0": False}

    def read(self, text: str, lookups: Lookups) -> bool:
        try:
            return self.WORDS[text.casefold()]
        except KeyError:
            raise CellError(_("Write 是 or 否, not “%(text)s”.") % {"text": text}) from None


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

    def read(self, text: str, lookups: Lookups) -> models.Model:
        try:
            return lookups.find(self.model, self.keys, self.also, text)
        except Unfound as error:
            raise CellError(self._advice(text, error)) from None

    def _advice(self, text: str, error: Unfound) -> str:
        """What to do about a name under which there is not just one row."""
        known = {"kind": self.model._meta.verbose_name, "text": text, "near": _list(error.near)}
        if error.several:
            return _("There are several of the kind “%(kind)s” under “%(text)s”: write the code or number.") % known
        if error.near:
            return _("There is no %(kind)s “%(text)s”. Do you mean %(near)s?") % known
        return _("There is no %(kind)s “%(text)s”. Enter it first, or correct the cell.") % known


_GROUPED = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?", re.ASCII)
_PLAIN = re.compile(r"[+-]?\d+(\.\d+)?", re.ASCII)
_DATE = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)?|年)?", re.ASCII)
# What a spreadsheet makes of 2006.10, which it takes for a number.
_CUT = re.compile(r"\d{4}\.1", re.ASCII)


def read_number(text: str) -> Decimal:
    plain = unicodedata.normalize("NFKC", text)
    if _GROUPED.fullmatch(plain):
        plain = plain.replace(",", "")
    if not _PLAIN.fullmatch(plain):
        raise CellError(
            _("“%(text)s” is no number. Write digits only; the unit has a column of its own.") % {"text": text}
        )
    return Decimal(plain)


def read_date(text: str) -> tuple[dt.date, Precision]:
    plain = unicodedata.normalize("NFKC", text)
    if _CUT.fullmatch(plain):
        raise CellError(_("“%(text)s” may be January or October. Write 2006-01 or 2006-10.") % {"text": text})
    match = _DATE.fullmatch(plain)
    year, month, day = match.groups() if match else (None, None, None)
    try:
        date = dt.date(int(year or 0), int(month or 1), int(day or 1))
        Period.year(date.year)
    except ValueError:
        message = _("“%(text)s” is no date. Write 2006-08-11, or 2006-08 or 2006 if no more is known.")
        raise CellError(message % {"text": text}) from None
    return date, Precision.DAY if day else Precision.MONTH if month else Precision.YEAR


def _list(names: Iterable[str]) -> str:
    return "、".join(names) if (translation.get_language() or "").startswith("zh") else ", ".join(names)
