"""What is computed from figures, beside what was reported: growth, share, rank, compound growth, average."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from innovation.indicators.figure import Figure, Status
from innovation.indicators.figures import Figures
from innovation.models import Indicator
from innovation.rounding import half_up

HUNDRED = Decimal(100)
# From 1 year in a row to 2, or from rank 2 to rank 1, is no growth by percent.
WITHOUT_GROWTH = ("ratio", "years", "rank")


@dataclass(frozen=True)
class Change:
    """From one figure to the next: the difference, in points between percentages, and the growth in percent.

    `growth` is None where it means nothing: from zero, from below zero, between percentages. `approximate` says that
    a term is.
    """

    base: Figure
    difference: Decimal
    growth: Decimal | None
    in_points: bool
    approximate: bool


@dataclass(frozen=True)
class Rank:
    """A place among areas: ties share it and the next place is skipped."""

    place: int
    of: int
    tied: bool


def change(base: Figure, current: Figure) -> Change | None:
    """What changed between two figures, None where either has no value or comes from an incomplete register."""
    if base.value is None or current.value is None or Status.UNSURE in (base.status, current.status):
        return None
    before, now = _in_one_unit(base, current)
    in_points = current.unit.quantity == "ratio"
    without = current.unit.quantity in WITHOUT_GROWTH or before <= 0
    growth = None if without else percent(now - before, before)
    return Change(base, now - before, growth, in_points, bool(base.qualifier or current.qualifier))


def on_year_before(figures: Figures, figure: Figure) -> Change | None:
    """The change against the same period a year earlier (同比).

    None for what happened during a period that still runs: a part of a year does not compare with a whole one.
    """
    before = figure.period.year_before()
    runs = figure.period.end is not None and figure.period.end > figures.today
    if before is None or (runs and figure.indicator.nature == Indicator.Nature.FLOW):
        return None
    return change(figures.at(figure.indicator, figure.area, before, figure.category), figure)


def reported(figures: Figures, figure: Figure, aspect: str) -> Figure | None:
    """The growth or rank that somebody reported for this figure."""
    indicator = figures.catalogue.aspect(figure.indicator, aspect)
    if indicator is None:
        return None
    told = figures.at(indicator, figure.area, figure.period, figure.category)
    return None if told.is_missing else told


def percent(part: Decimal, whole: Decimal, decimals: int = 1) -> Decimal | None:
    """`part` in percent of `whole`, None where the whole is zero."""
    return None if whole == 0 else half_up(part / whole * HUNDRED, decimals)


def share(part: Figure, whole: Figure, decimals: int = 2) -> Decimal | None:
    """The part in percent of its whole, whatever their units; None where either is missing or the whole is zero."""
    if part.value is None or whole.value is None:
        return None
    inside, all_of_it = _in_one_unit(part, whole)
    return percent(inside, all_of_it, decimals)


def rank(figures: Iterable[Figure], own: Figure) -> Rank | None:
    """The place of `own` among the figures of its peers that have a value, it included."""
    values = [figure.amount for figure in figures if figure.value is not None and figure.status != Status.UNSURE]
    if own.value is None or own.status == Status.UNSURE or not values:
        return None
    lower_is_better = own.indicator.direction == Indicator.Direction.DOWN
    ahead = [value for value in values if (value < own.amount if lower_is_better else value > own.amount)]
    return Rank(len(ahead) + 1, len(values), values.count(own.amount) > 1)


def compound_growth(series: Sequence[Figure]) -> Decimal | None:
    """The yearly growth in percent that leads from the first to the last year.

    None unless both are above zero, where a register was incomplete, and of percentages: those change by points.
    """
    if any(figure.unit.quantity == "ratio" or figure.status == Status.UNSURE for figure in series):
        return None
    known = [figure for figure in series if figure.value is not None and figure.period.end is not None]
    if len(known) < 2:
        return None
    first, last = known[0], known[-1]
    years = last.period.end.year - first.period.end.year  # type: ignore[union-attr]
    if years < 1 or first.amount <= 0 or last.amount <= 0:
        return None
    yearly = (last.amount / first.amount) ** (Decimal(1) / years)
    return half_up((yearly - 1) * HUNDRED, 1)


def total(series: Sequence[Figure]) -> Decimal | None:
    """The sum over a series in the unit of its last, None where a value is missing: a sum without it would mislead."""
    if not series or any(figure.value is None for figure in series):
        return None
    return sum((figure.amount for figure in series), Decimal(0)) / series[-1].unit.factor


def average(series: Sequence[Figure], decimals: int = 1) -> Decimal | None:
    """The mean over a series, None where a value is missing."""
    summed = total(series)
    return None if summed is None else half_up(summed / len(series), decimals)


def _in_one_unit(base: Figure, current: Figure) -> tuple[Decimal, Decimal]:
    """Both values in the unit of the second."""
    return base.amount / current.unit.factor, current.amount / current.unit.factor
