"""Figures as an official writes them: 6300万元, 2500余人, 增长14.6%, 位居全市第一."""

from innovation.wording.changes import (
    brief_words,
    change_words,
    computed_words,
    doubt_words,
    growth_words,
    rank_words,
    reported_growth_words,
    reported_rank_words,
    reported_words,
)
from innovation.wording.periods import figure_period_words, period_words, years_words
from innovation.wording.values import Written, amount_text, figure_text, number_text, reason_words, unit_words, written

__all__ = [
    "Written",
    "amount_text",
    "brief_words",
    "change_words",
    "computed_words",
    "doubt_words",
    "figure_period_words",
    "figure_text",
    "growth_words",
    "number_text",
    "period_words",
    "rank_words",
    "reason_words",
    "reported_growth_words",
    "reported_rank_words",
    "reported_words",
    "unit_words",
    "written",
    "years_words",
]
