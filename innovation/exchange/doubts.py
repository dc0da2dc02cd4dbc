"""What is odd about a record that could be right all the same: somebody has to say that it is."""

import datetime as dt
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from innovation.models import Certification, Enterprise, credit_code_check
from innovation.periods import today

# The bureaus began then; an earlier year is more likely a slip of the finger.
FIRST_LIKELY_YEAR = 1949
# Dates that are set for what is to come; all others tell of what has happened.
AHEAD = {"valid_from", "valid_to", "starts_on", "due_on", "repealed_on"}


def doubts_of(row: models.Model) -> Iterator[tuple[str, str]]:
    """Each doubt about a row: the field it is about, and a sentence that says what to check."""
    for name in _dates(type(row)):
        day: dt.date | None = getattr(row, name)
        if day and day.year < FIRST_LIKELY_YEAR:
            yield name, _("The year %(year)d is long ago. Check it.") % {"year": day.year}
        elif day and name not in AHEAD and day > today():
            yield name, _("The day %(day)s has not come yet. Check it.") % {"day": day.isoformat()}
    if isinstance(row, Enterprise) and row.credit_code:
        yield from _doubtful_code(row.credit_code)
    if isinstance(row, Certification) and row.number:
        yield from _doubtful_number(row)


@lru_cache
def _dates(model: type[models.Model]) -> tuple[str, ...]:
    return tuple(f.name for f in model._meta.concrete_fields if type(f) is models.DateField and f.editable)


def _doubtful_code(code: str) -> Iterator[tuple[str, str]]:
    right = credit_code_check(code)
    if code[17] != right:
        message = _(
            "By the standard the last character would be %(right)s. Any of the characters may be wrong: compare them "
            "with the licence."
        )
        yield "credit_code", message % {"right": right}


def _doubtful_number(certificate: Any) -> Iterator[tuple[str, str]]:
    if not certificate.scheme.is_usual(certificate.number):
        message = _("Numbers of %(scheme)s look otherwise. Compare it with the certificate.")
        yield "number", message % {"scheme": certificate.scheme.label}
