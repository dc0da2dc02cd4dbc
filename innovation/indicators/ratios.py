"""One figure over another."""

from innovation.indicators.figure import Figure, Origin, Reason, Status, least_final, least_sure, missing
from innovation.models import Area, Indicator, Qualifier
from innovation.periods import Period
from innovation.rounding import half_up

# A ratio shows two decimals unless its indicator says otherwise.
DECIMALS = 2


def ratio(indicator: Indicator, area: Area, period: Period, over: Figure, under: Figure) -> Figure:
    """The quotient in the indicator's unit, as sure as the less sure of its terms."""
    if over.value is None or under.value is None:
        return missing(indicator, area, period, "", Origin.COMPUTED, Reason.NO_TERM)
    if under.value == 0:
        return missing(indicator, area, period, "", Origin.COMPUTED, Reason.ZERO_TERM)
    value = over.amount / under.amount / indicator.unit.factor
    return Figure(
        indicator,
        area,
        over.period if over.period == under.period else period,
        "",
        half_up(value, DECIMALS if indicator.decimals is None else indicator.decimals),
        unit=indicator.unit,
        qualifier=Qualifier.ABOUT if under.qualifier else over.qualifier,
        status=next((term.status for term in (over, under) if term.status != Status.NORMAL), Status.NORMAL),
        stage=least_final(over.stage, under.stage),
        basis=least_sure(over.basis, under.basis),
        origin=Origin.COMPUTED,
    )
