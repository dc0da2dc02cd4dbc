"""What is computed from figures, beside what was reported: growth, share, rank, compound growth, average."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from innovation.indicators.figure import Figure, Status, least_final, least_sure
from innovation.indicators.figures import Figures
from innovation.models import Basis, Indicator, Unit
from innovation.rounding import half_up, natural

HUNDRED = Decimal(100)
# From 1 year in a row to 2, or from rank 2 to rank 1, is no growth by percent.
WITHOUT_GROWTH = ("years", "rank")


@dataclass(frozen=True)
class Change:
    """From one figure to the next: the difference, in points between percentages, and the growth in percent.

    `growth` is None where it means nothing: from zero, from below zero, between percentages. `approximate` says that
    a term is.
    """

    base: Figure
    current: Figure
    difference: Decimal
    growth: Decimal | None
    in_points: bool
    approximate: bool


@dataclass(frozen=True)
class Rank:
    """A place among areas: ties share it and the next place is skipped. It is as sure as the least sure of them."""

    place: int
    of: int
    tied: bool
    basis: str = Basis.REPORTED
    stage: str = ""


def change(base: Figure, current: Figure) -> Change | None:
    """What changed between two figures that follow each other; None where nobody can tell."""
    if base.value is None or current.value is None or not are_comparable([base, current]):
        return None
    # The difference is that of the values as printed, so that a reader finds the same; the rate is that of the exact.
    difference = current.value - (base.value_in(current.unit) or Decimal(0))
    approximate = bool(base.qualifier or current.qualifier)
    if approximate and difference == 0:
        # "More than 2500" twice: it may have risen or fallen.
        return None
    in_points = counts_in_points(current.unit)
    growth = None if in_points or _has_no_rate(current) else percent(current.amount - base.amount, base.amount)
    return Change(base, current, difference, growth if base.amount > 0 else None, in_points, approximate)


def _has_no_rate(figure: Figure) -> bool:
    """Whether its growth means nothing: of a running total, which can only grow, of ranks and of runs of years."""
    return figure.indicator.nature == Indicator.Nature.CUMULATIVE or figure.unit.quantity in WITHOUT_GROWTH


def are_comparable(series: Sequence[Figure]) -> bool:
    """Whether figures, in their order, tell of one thing, each of the whole of it.

    Not if a register was incomplete, a period still runs, or there is a break or another definition between them.
    """
    whole = not any(figure.runs or figure.status == Status.UNSURE for figure in series)
    unbroken = not any(figure.status == Status.BREAK for figure in series[1:])
    return whole and unbroken and len({figure.status == Status.DIFFERENT for figure in series}) <= 1


def counts_in_points(unit: Unit) -> bool:
    """Whether the unit is percent: the difference of two percentages is one of points."""
    return unit.quantity == "ratio" and unit.factor * HUNDRED == 1


def over(series: Sequence[Figure]) -> Change | None:
    """What changed from the first to the last known figure of a series; None where they do not compare."""
    known = [figure for figure in series if figure.value is not None and not figure.runs]
    if len(known) < 2 or not are_comparable(known):
        return None
    return change(known[0], known[-1])


def on_year_before(figures: Figures, figure: Figure) -> Change | None:
    """The change against the same period a year earlier (同比)."""
    before = figure.period.year_before()
    if before is None:
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
    return percent(part.amount, whole.amount, decimals)


def rank(figures: Iterable[Figure], own: Figure) -> Rank | None:
    """The place of `own` among the figures of its peers that have a value, it included.

    None where approximate values leave it open, and where a peer is told for another day of the same time.
    """
    if own.value is None or own.status == Status.UNSURE:
        return None
    known = [figure for figure in figures if figure.value is not None and figure.status != Status.UNSURE]
    others = [figure for figure in known if figure.area.code != own.area.code]
    if any(other.period != own.period or _may_stand_otherwise(other, own) for other in others):
        return None
    lower_is_better = own.indicator.direction == Indicator.Direction.DOWN
    ahead = [o for o in others if (o.amount < own.amount if lower_is_better else o.amount > own.amount)]
    tied = any(other.amount == own.amount for other in others)
    all_of_them = [own, *others]
    return Rank(
        len(ahead) + 1,
        len(all_of_them),
        tied,
        least_sure(*(figure.basis for figure in all_of_them)),
        least_final(*(figure.stage for figure in all_of_them)),
    )


def _may_stand_otherwise(one: Figure, other: Figure) -> bool:
    """Whether what their qualifiers leave open may change which of the two is larger."""
    if one.amount == other.amount:
        return bool(one.qualifier or other.qualifier)
    smaller, larger = sorted((one, other), key=lambda figure: figure.amount)
    return smaller.qualifier.startswith(("gt", "ge")) or larger.qualifier in ("lt", "under")


def compound_growth(series: Sequence[Figure]) -> Decimal | None:
    """The yearly growth in percent that leads from the first to the last known year.

    None unless both are exact and above zero, where they do not compare, and of percentages, ranks and runs of years.
    """
    moved = over(series)
    if moved is None or moved.growth is None or moved.approximate:
        return None
    first, last = moved.base, moved.current
    if first.period.end is None or last.period.end is None or last.amount <= 0:
        return None
    years = last.period.end.year - first.period.end.year
    if years < 1:
        return None
    yearly = (last.amount / first.amount) ** (Decimal(1) / years)
    return half_up((yearly - 1) * HUNDRED, 1)


def total(series: Sequence[Figure]) -> Decimal | None:
    """The sum over a series in the unit of its last, None where a value is missing: a sum without it would mislead."""
    if not series or any(figure.value is None for figure in series):
        return None
    return natural(sum((figure.amount for figure in series), Decimal(0)) / series[-1].unit.factor)


def average(series: Sequence[Figure], decimals: int = 1) -> Decimal | None:
    """The mean over a series, None where a value is missing."""
    summed = total(series)
    return None if summed is None else half_up(summed / len(series), decimals)
