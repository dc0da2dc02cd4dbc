"""One figure that is asked for, and what is counted for it."""

from dataclasses import dataclass
from functools import cached_property

from innovation.indicators.catalogue import criteria_of, register_of
from innovation.indicators.figure import Figure, Origin, Reason, missing
from innovation.indicators.measures import Measure
from innovation.indicators.register import Register
from innovation.models import Area, Indicator
from innovation.periods import Period


@dataclass(frozen=True)
class Asked:
    """The figure of a counted indicator for an area, a period and, unless it is a total, a category."""

    indicator: Indicator
    area: Area
    period: Period
    category: str

    @cached_property
    def register(self) -> Register:
        return register_of(self.indicator)

    @cached_property
    def measure(self) -> Measure:
        return self.register.measures[self.indicator.measure]

    @cached_property
    def criteria(self) -> dict[str, set[str]]:
        return criteria_of(self.indicator)

    @cached_property
    def division(self) -> tuple[str, str]:
        """The dimension and the value of the category, empty for a total."""
        dimension, _sign, value = self.category.partition("=")
        return dimension, value

    def wanted(self, dimension: str) -> set[str] | None:
        """The values that a dimension must have one of, the category included; None if any will do."""
        values = self.criteria.get(dimension)
        if self.category and dimension == self.division[0]:
            return {self.division[1]} & values if values is not None else {self.division[1]}
        return values

    @property
    def is_flow(self) -> bool:
        return self.indicator.nature == Indicator.Nature.FLOW

    def missing(self, reason: Reason) -> Figure:
        return missing(self.indicator, self.area, self.period, self.category, Origin.COUNTED, reason)
