"""How rows are shown: marks for levels and review states, numbers, dates as far as they are known."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from innovation.models import DatedRecord, Level, Observation, Record
from innovation.rounding import half_up, natural, places


def level_mark(level: Level) -> SafeString:
    """A swatch in the colour of the level, and its name."""
    return format_html('<span class="level level-{}">{}</span>', level.code, level)


def level_marks(levels: Iterable[Level]) -> SafeString:
    return format_html_join("", "{}", ((level_mark(level),) for level in levels))


@admin.display(description=_("level"), ordering="level__order")
def level_column(row: Any) -> Any:
    return level_mark(row.level) if row.level else None


@admin.display(description=_("state"), ordering="state")
def state_column(row: Record) -> Any:
    return format_html('<span class="state state-{}">{}</span>', row.state, row.get_state_display())


@admin.display(description=_("date"), ordering="date")
def date_column(row: DatedRecord) -> Any:
    return row.date_text or None


def number_column(model: type[Model], name: str) -> Callable[[Any], Any]:
    """The column of a number: grouped in thousands, and set to the right by the style sheet."""
    field: Any = model._meta.get_field(name)

    @admin.display(description=field.verbose_name, ordering=name)
    def column(row: Any) -> Any:
        value = getattr(row, name)
        return None if value is None else f"{natural(Decimal(value)):,}"

    column.__name__ = f"number_{name}"
    return column


def as_entered(observation: Observation) -> str:
    """The value with the decimals it was printed with, and with all others it has."""
    exact = natural(observation.value or Decimal(0))
    return str(half_up(exact, max(places(exact), observation.decimals)))
