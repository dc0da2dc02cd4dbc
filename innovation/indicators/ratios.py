"""One figure over another."""

from innovation.indicators.figure import (
    Figure,
    Origin,
    Reason,
    least_final,
    least_final_status,
    least_sure,
    missing,
)
from innovation.models import Area, Indicator, Qualifier
from innovation.periods import Period
from innovation.rounding import bound

# A ratio shows two decimals unless its indicator says otherwise.
DECIMALS = 2


def ratio(indicator: Indicator, area: Area, period: Period, over: Figure, under: Figure) -> Figure:
    """The quotient in the indicator's unit, as sure as the less sure of its terms."""
    if over.value is None or under.value is None:
        return missing(indicator, area, period, "", Origin.COMPUTED, Reason.NO_TERM)
    if under.value == 0:
        return missing(indicator, area, period, "", Origin.COMPUTED, Reason.ZERO_TERM)
    exact = over.amount / under.amount / indicator.unit.factor
    qualifier = Qualifier.ABOUT if under.qualifier else over.qualifier
    return Figure(
        indicator,
        area,
        over.period if over.period == under.period else period,
        "",
        bound(exact, DECIMALS if indicator.decimals is None else indicator.decimals, qualifier),
        exact=exact,
        unit=indicator.unit,
        qualifier=qualifier,
        status=least_final_status(over.status, under.status),
        stage=least_final(over.stage, under.stage),
        basis=least_sure(over.basis, under.basis),
        origin=Origin.COMPUTED,
        runs=over.runs or under.runs,
    )
