"""Query parameters: each declared once, which both reads it strictly and describes it in the schema."""

import difflib
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from innovation.api.errors import Fault, Refused
from innovation.periods import FIRST_YEAR, LAST_YEAR, Period, PeriodError

LONGEST = 200
MOST_VALUES = 100
# A suggestion is looked for among this many codes.
MOST_SUGGESTED = 1000

Text = str | Promise


class Wrong(ValueError):
    """The value cannot be taken; `suggestion` is one that can."""

    def __init__(self, message: str, suggestion: str = "") -> None:
        super().__init__(message)
        self.suggestion = suggestion


@dataclass(frozen=True, eq=False)
class Parameter:
    """One query parameter. `read` takes its text, or raises Wrong; with `many`, several texts divided by commas."""

    name: str
    description: Text
    read: Callable[[str], Any] = str
    schema: Mapping[str, Any] = field(default_factory=lambda: {"type": "string"})
    example: Any = None
    many: bool = False
    required: bool = False

    def value(self, texts: Sequence[str]) -> Any:
        """What was given, read: one value, or a list without repetitions."""
        for text in texts:
            refuse_unreadable(text, LONGEST * (MOST_VALUES if self.many else 1))
        if not self.many:
            if len(texts) > 1:
                raise Wrong(_("Give it once only."))
            return self._one(texts[0])
        parts = list(dict.fromkeys(part.strip() for text in texts for part in text.split(",")))
        if len(parts) > MOST_VALUES:
            raise Wrong(_("Give at most %(most)s values.") % {"most": MOST_VALUES})
        return self._all(parts)

    def _all(self, parts: list[str]) -> list[Any]:
        return [self._one(part) for part in parts]

    def _one(self, text: str) -> Any:
        return self.read(refuse_empty(text))


def refuse_unreadable(text: str, longest: int) -> None:
    """Raise Wrong if the text is too long, or holds characters that no value of ours has."""
    if len(text) > longest:
        raise Wrong(_("It is longer than %(longest)s characters.") % {"longest": longest})
    if any(unicodedata.category(character) in ("Cc", "Cs") for character in text):
        raise Wrong(_("It holds control characters."))


def refuse_empty(text: str) -> str:
    if not text.strip():
        raise Wrong(_("It has no value. Leave it out, or give one."))
    refuse_unreadable(text, LONGEST)
    return text


def read_query(given: QueryDict, parameters: Iterable[Parameter]) -> dict[str, Any]:
    """The values of the parameters that were given, or Refused with everything that is wrong."""
    known = {parameter.name: parameter for parameter in parameters}
    values: dict[str, Any] = {}
    faults: list[Fault] = []
    for name in given:
        try:
            if name not in known:
                raise Wrong(_("There is no such parameter here."), closest(name, known))
            values[name] = known[name].value(given.getlist(name))
        except Wrong as wrong:
            faults.append(Fault(shortened(name), str(wrong), wrong.suggestion))
    missing = (name for name, parameter in known.items() if parameter.required and name not in given)
    faults += [Fault(name, _("It is needed here.")) for name in missing]
    if faults:
        raise Refused(faults)
    return values


def closest(text: str, known: Iterable[str]) -> str:
    """The known word most like the text, or nothing if none is like it."""
    return next(iter(difflib.get_close_matches(text[:LONGEST], list(known), n=1, cutoff=0.6)), "")


def shortened(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:60]}…"


def unknown(text: str, known: Iterable[str] = ()) -> Wrong:
    """A code that nothing has."""
    return Wrong(_("There is no “%(code)s”.") % {"code": shortened(text)}, closest(text, known))


@dataclass(frozen=True, eq=False)
class Codes(Parameter):
    """One or several rows by their code, found in one query."""

    rows: Callable[[], QuerySet[Any]] = field(kw_only=True)
    schema: Mapping[str, Any] = field(default_factory=lambda: {"type": "string", "maxLength": 60})

    def _all(self, parts: list[str]) -> list[Any]:
        found = {row.code: row for row in self.rows().filter(code__in=[refuse_empty(part) for part in parts])}
        for part in parts:
            if part not in found:
                raise unknown(part, self.rows().values_list("code", flat=True)[:MOST_SUGGESTED])
        return [found[part] for part in parts]

    def _one(self, text: str) -> Any:
        return self._all([text])[0]


# Kinds of parameters


def text(name: str, description: Text, **options: Any) -> Parameter:
    """Free words."""
    return Parameter(name, description, schema={"type": "string", "maxLength": LONGEST}, **options)


def choice(name: str, description: Text, values: Iterable[str], **options: Any) -> Parameter:
    """One or several of a closed list."""
    known = list(values)

    def read(given: str) -> str:
        if given not in known:
            raise Wrong(
                _("“%(value)s” is not one of: %(values)s.") % {"value": shortened(given), "values": ", ".join(known)},
                closest(given, known),
            )
        return given

    return Parameter(name, description, read, {"type": "string", "enum": known}, **options)


def whole_number(name: str, description: Text, least: int, most: int, **options: Any) -> Parameter:
    """A number without decimals."""

    def read(given: str) -> int:
        if not (given.isascii() and given.isdigit() and len(given) <= len(str(most)) and least <= int(given) <= most):
            raise Wrong(_("Give a whole number between %(least)s and %(most)s.") % {"least": least, "most": most})
        return int(given)

    return Parameter(name, description, read, {"type": "integer", "minimum": least, "maximum": most}, **options)


def year(name: str, description: Text, example: int) -> Parameter:
    return whole_number(name, description, FIRST_YEAR, LAST_YEAR, example=example)


def period(name: str, description: Text, kinds: Sequence[str] = (), **options: Any) -> Parameter:
    """A time period, of certain kinds only if any are named."""

    def read(given: str) -> Period:
        try:
            found = Period.parse(given)
        except PeriodError as error:
            raise Wrong(_period_forms(kinds)) from error
        if kinds and found.kind not in kinds:
            raise Wrong(_period_forms(kinds))
        return found

    return Parameter(name, description, read, {"type": "string", "maxLength": 24}, **options)


def _period_forms(kinds: Sequence[str]) -> str:
    forms = {
        "year": "2006",
        "half-year": "2006-S1",
        "quarter": "2006-Q2",
        "month": "2006-08",
        "day": "2006-09-30",
        "span": "2005-01-01/P2Y",
        "cumulative": "../2006-09-30",
        "unknown": "_U",
    }
    return _("Write it like %(forms)s, between %(first)s and %(last)s.") % {
        "forms": ", ".join(form for kind, form in forms.items() if not kinds or kind in kinds),
        "first": FIRST_YEAR,
        "last": LAST_YEAR,
    }
