"""What must be said beside a value, so that nobody takes it for more than it is."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from innovation.indicators.figure import Figure, Status
from innovation.models import Basis, Record


@dataclass(frozen=True)
class Mark:
    """What keeps a figure from being final and plain."""

    code: str
    label: Any
    title: Any


BUDGET = Mark("budget", gettext_lazy("budget"), gettext_lazy("A budget, not yet a final account"))
ADJUSTED = Mark("budget", gettext_lazy("adjusted budget"), gettext_lazy("An adjusted budget, not yet a final account"))
PROVISIONAL = Mark("provisional", gettext_lazy("provisional"), gettext_lazy("Not final; may be revised"))
ESTIMATED = Mark("estimated", gettext_lazy("derived"), gettext_lazy("Computed back, not reported"))
UNSURE = Mark(
    "unsure", gettext_lazy("incomplete"), gettext_lazy("The register was not complete then; there may be more")
)
CONTRADICTED = Mark(
    "unsure", gettext_lazy("to be checked"), gettext_lazy("What follows from the records is another value")
)
REVISED = Mark("revised", gettext_lazy("revised"), gettext_lazy("Changed since it was first stated"))
ASSUMED = Mark(
    "assumed", gettext_lazy("assumed"), gettext_lazy("The source has the figure; its year or its details are assumed")
)
ILLUSTRATIVE = Mark("illustrative", gettext_lazy("illustrative"), gettext_lazy("Generated to illustrate; no fact"))

OF_STAGE = {"budget": BUDGET, "adjusted": ADJUSTED}
BREAK = Mark(
    "revised", gettext_lazy("break"), gettext_lazy("A break in the series: not comparable with the years before")
)
DIFFERENT = Mark("revised", gettext_lazy("other definition"), gettext_lazy("Defined otherwise than the other years"))
FORECAST = Mark("provisional", gettext_lazy("forecast"), gettext_lazy("A forecast, not yet a fact"))

OF_STATUS = {
    Status.PROVISIONAL: PROVISIONAL,
    Status.ESTIMATED: ESTIMATED,
    Status.UNSURE: UNSURE,
    Status.BREAK: BREAK,
    Status.DIFFERENT: DIFFERENT,
    Status.FORECAST: FORECAST,
}
OF_BASIS = {Basis.ASSUMED: ASSUMED, Basis.ILLUSTRATIVE: ILLUSTRATIVE}


def marks_of(figure: Figure) -> list[Mark]:
    """All that must be said beside the value."""
    if figure.is_missing:
        return []
    revised = REVISED if figure.is_revised else None
    found = (
        # A budget is provisional by itself.
        OF_STAGE.get(figure.stage) or OF_STATUS.get(Status(figure.status)),
        UNSURE if figure.stage and figure.status == Status.UNSURE else None,
        revised,
        CONTRADICTED if figure.is_contradicted else None,
        OF_BASIS.get(Basis(figure.basis)),
    )
    return [mark for mark in found if mark]


def labels_of(figure: Figure) -> list[str]:
    """The marks in words."""
    return [str(mark.label) for mark in marks_of(figure)]


def mark_words(figure: Figure, said: Collection[str] = ()) -> str:
    """（预算、假定）, for a sentence: all that has not been said already; else nothing."""
    labels = [label for label in labels_of(figure) if label not in said]
    return _(" (%(stage)s)") % {"stage": _(", ").join(labels)} if labels else ""


def marks_of_record(record: Any) -> list[Mark]:
    """What must be said beside a record."""
    mark = OF_BASIS.get(Basis(record.basis)) if isinstance(record, Record) else None
    return [mark] if mark else []


def chart_mark(figure: Figure) -> str:
    """How its bar is drawn: pending, derived, missing or plain."""
    if figure.is_missing:
        return "missing"
    if figure.stage:
        return "budget"
    return {Status.PROVISIONAL: "provisional", Status.ESTIMATED: "estimated"}.get(Status(figure.status), "")
