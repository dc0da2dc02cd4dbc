"""What was typed into the grid: read, checked against what is on file, and stored whole or not at all."""

import copy
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from innovation.admin.grid_rows import COLUMNS, MISSING_STATUSES, GridRow, digest, waiting_of
from innovation.exchange.cells import CellError, Printed
from innovation.exchange.lookups import Lookups
from innovation.exchange.widths import half_width
from innovation.indicators.plausible import doubts
from innovation.models import Basis, Observation, Qualifier, State, enter, may, revise
from innovation.periods import today
from innovation.wording import unit_words

GIVEN = ("indicator", "area", "unit", "source", "release")
_WITH_UNIT = re.compile(r"([+-]?[\d,.]*\d)\s*([^\W\d_].*|[%‰])")


class TypedForm(forms.Form):
    """The controls of one row; `confirmed` names the doubts that were looked at, `version` what the row rests on."""

    value = forms.CharField(required=False, max_length=60)
    qualifier = forms.ChoiceField(required=False, choices=Qualifier.choices)
    status = forms.ChoiceField(required=False, choices=Observation.Status.choices)
    remark = forms.CharField(required=False, max_length=2000)
    reason = forms.CharField(required=False, max_length=100)
    confirmed = forms.CharField(required=False, max_length=16)
    version = forms.CharField(required=False, max_length=80)


def read(rows: Iterable[GridRow], data: Mapping[str, Any], user: Any) -> None:
    """Take what was typed into the rows: each gets a candidate if it would be stored, errors and doubts."""
    for row in rows:
        _read_row(row, data, user)
    changed = [row for row in rows if row.candidate is not None and not row.errors]
    found = doubts([row.candidate for row in changed if row.candidate is not None])
    for number, row in enumerate(changed):
        row.doubts = found.get(number, [])
        if row.doubts and row.typed["confirmed"] == row.doubt_mark and not row.typed["reason"]:
            row.errors["reason"] = [_("Say why it is so.")]


def may_be_stored(rows: Iterable[GridRow]) -> bool:
    """Whether nothing is wrong, and nothing doubtful that nobody has confirmed."""
    return not any(row.errors or (row.doubts and not row.is_confirmed) for row in rows)


@transaction.atomic
def store(rows: Iterable[GridRow], user: Any, *, submit: bool) -> tuple[int, int]:
    """Store all that was typed; the numbers of values stored and handed in for review."""
    stored = [row for row in rows if row.candidate is not None]
    for row in stored:
        _store_row(row, user, submit)
    left = [drafted for row in rows if row.candidate is None and (drafted := _draft_of(row, user))] if submit else []
    for drafted in left:
        drafted.submit(user)
    return len(stored), (len(stored) + len(left) if submit else 0)


def _read_row(row: GridRow, data: Mapping[str, Any], user: Any) -> None:
    form = TypedForm(data, prefix=row.key)
    posted = form["version"].data
    if posted is None:
        # The row was not on the page that was sent.
        return
    typed = {name: " ".join((form[name].data or "").split()) for name in form.fields}
    row.seen, _colon, said = typed["version"].rpartition(":")
    if digest(*(typed[column] for column in COLUMNS)) == said:
        return
    row.typed = typed
    if not form.is_valid():
        row.errors = _by_column(ValidationError(form.errors.as_data()))
        return
    try:
        candidate = _candidate(row)
    except CellError as error:
        row.errors = {"value": [str(error)]}
        return
    if row.present and _says(candidate) == _says(row.present):
        return
    row.candidate = candidate
    if row.seen != row.version:
        row.errors = {"value": [_conflict(row)]}
    else:
        row.errors = _faults(row, candidate, user)


def _candidate(row: GridRow) -> Observation:
    """What the row would have stored: the one on file as it was changed, or a new one stated today."""
    if row.present is not None and row.is_revised_in_place:
        said = copy.copy(row.present)
    else:
        common = {"indicator": row.indicator, "area": row.area, "period": row.period.code, "unit": row.unit}
        said = Observation(**common, stated_on=today(), basis=Basis.REPORTED)
    value = read_value(row, row.typed["value"])
    said.value, said.decimals = value["value"], value["decimals"]
    said.qualifier = row.typed["qualifier"]
    said.status = row.typed["status"] or Observation.Status.NORMAL
    if " ".join(said.remark.split()) != row.typed["remark"]:
        said.remark = row.typed["remark"]
    return said


def read_value(row: GridRow, text: str) -> dict[str, Any]:
    """The number in a text and its decimals, or CellError; the unit of the row may stand behind it."""
    if not text:
        return {"value": None, "decimals": 0}
    plain = half_width(text)
    if match := _WITH_UNIT.fullmatch(plain):
        plain, unit = match[1], match[2].strip().casefold()
        if unit not in _names(row):
            known = {"text": text, "unit": unit_words(row.indicator, row.unit)}
            raise CellError(_("“%(text)s” is not in the unit of this row, %(unit)s. Convert it.") % known)
    try:
        return Printed().values("value", plain, Lookups())
    except CellError:
        said = _("“%(text)s” is no number. Write digits only; the unit stands beside the name.")
        raise CellError(said % {"text": text}) from None


def _names(row: GridRow) -> set[str]:
    """What the unit of the row is called."""
    unit, measure_word = row.unit, row.indicator.measure_word
    names = (unit.code, unit.name, unit.name_en, unit.prefix + unit.word, unit.prefix + (measure_word or unit.word))
    return {half_width(name).casefold() for name in (*names, unit.prefix) if name}


def _says(row: Observation) -> tuple[Any, ...]:
    value = None if row.value is None else Decimal(row.value)
    return value, row.decimals, row.qualifier, row.status, " ".join(row.remark.split())


def _conflict(row: GridRow) -> str:
    """A sentence with both values, for a row that somebody else saved meanwhile."""
    newest = (waiting_of(row.present) or row.present) if row.present else None
    known = {
        "user": (newest.changed_by if newest else None) or _("Somebody"),
        "theirs": _(", ").join([row.present_text, *row.present_marks]),
        "yours": row.typed["value"] or "—",
    }
    return _("%(user)s saved %(theirs)s meanwhile; you typed %(yours)s. If yours is right, save again.") % known


def _faults(row: GridRow, said: Observation, user: Any) -> dict[str, list[str]]:
    """What forbids to store it, by column."""
    if row.present is not None and row.is_revised_in_place and not may(user, "change", said):
        return {"value": [_("This value is not yours to change.")]}
    if said.value is None and said.status not in MISSING_STATUSES:
        if row.present is not None and row.present.value is not None:
            return {"value": [_("A value is on file. Choose the status that says why there is none, or withdraw it.")]}
        return {"value": [_("Enter a value, or the status that says why there is none. Missing is not 0.")]}
    try:
        said.clean_fields(exclude=GIVEN)
        said.clean()
        said.validate_constraints()
    except ValidationError as error:
        return _by_column(error)
    return {}


def _by_column(error: ValidationError) -> dict[str, list[str]]:
    by_field = error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
    found: dict[str, list[str]] = {}
    for name, messages in by_field.items():
        found.setdefault(name if name in (*COLUMNS, "reason") else "value", []).extend(messages)
    return found


def _store_row(row: GridRow, user: Any, submit: bool) -> None:
    said = row.candidate
    assert said is not None
    reason = row.typed["reason"] if row.doubts else ""
    if reason and reason not in said.note.splitlines():
        said.note = "\n".join(filter(None, (said.note, reason)))
    if row.is_revised_in_place:
        said.waiting = waiting_of(row.present) if row.present else None
        revise(said, user, reason=reason, submit=submit)
    else:
        enter(said, user, reason=reason, submit=submit)


def _draft_of(row: GridRow, user: Any) -> Any:
    """What the page showed as drafted for the row, which waits to be handed in."""
    if row.present is None or row.seen != row.version or not may(user, "change", row.present):
        return None
    drafted = waiting_of(row.present) or row.present
    return drafted if drafted.state == State.DRAFT else None
