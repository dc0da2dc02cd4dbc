"""The indicators there are, read once for a page or an answer."""

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator

from innovation.indicators.register import Register
from innovation.indicators.registers import REGISTERS
from innovation.models import Indicator

logger = logging.getLogger(__name__)


class Catalogue:
    """All indicators by code, in the order they are shown in; those that are not public are only for computing with.

    One that counts by something no register has is left out: no figure of it could be told.
    """

    def __init__(self) -> None:
        everything = Indicator.objects.select_related("topic", "unit").prefetch_related("criteria")
        self._by_key = {indicator.pk: indicator for indicator in everything if _can_be_counted(indicator)}
        while broken := [key for key, indicator in self._by_key.items() if not self._has_terms(indicator)]:
            for key in broken:
                del self._by_key[key]
        self._by_code = {indicator.code: indicator for indicator in self._by_key.values()}

    def _has_terms(self, indicator: Indicator) -> bool:
        if indicator.origin != Indicator.Origin.RATIO:
            return True
        return indicator.numerator_id in self._by_key and indicator.denominator_id in self._by_key

    def __iter__(self) -> Iterator[Indicator]:
        return (indicator for indicator in self._by_key.values() if indicator.is_public)

    def get(self, code: str) -> Indicator | None:
        """The public indicator of that code."""
        indicator = self._by_code.get(code)
        return indicator if indicator and indicator.is_public else None

    def terms(self, indicator: Indicator) -> tuple[Indicator, Indicator]:
        """The numerator and the denominator of a ratio."""
        return self._by_key[indicator.numerator_id or 0], self._by_key[indicator.denominator_id or 0]

    def whole(self, indicator: Indicator) -> Indicator | None:
        """The indicator that this one is part of (其中)."""
        return self._by_key.get(indicator.part_of_id or 0)

    def parts(self, indicator: Indicator) -> list[Indicator]:
        return [part for part in self if part.part_of_id == indicator.pk]

    def subject(self, indicator: Indicator) -> Indicator | None:
        """What a reported growth or rank is about."""
        return self._by_key.get(indicator.aspect_of_id or 0)

    def aspect(self, indicator: Indicator, aspect: str) -> Indicator | None:
        """The indicator that tells the reported growth or rank of this one."""
        return next((other for other in self if other.aspect_of_id == indicator.pk and other.aspect == aspect), None)

    def with_terms(self, indicators: Iterable[Indicator]) -> dict[int, Indicator]:
        """The indicators by key, with all that they are computed from and what reports their growth and rank."""
        found: dict[int, Indicator] = {}
        waiting = list(indicators)
        while waiting:
            indicator = waiting.pop()
            if indicator.pk not in found:
                found[indicator.pk] = indicator
                if indicator.origin == Indicator.Origin.RATIO:
                    waiting += self.terms(indicator)
                waiting += [other for other in self if other.aspect_of_id == indicator.pk]
        return found


def register_of(indicator: Indicator) -> Register:
    """The register that a counted indicator counts in."""
    return REGISTERS[indicator.register]


def criteria_of(indicator: Indicator) -> dict[str, set[str]]:
    """The values each dimension must have one of."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for criterion in indicator.criteria.all():
        wanted[criterion.dimension].add(criterion.value)
    return dict(wanted)


def _can_be_counted(indicator: Indicator) -> bool:
    """Whether it names a register, a measure and dimensions that there are, if it counts at all."""
    if indicator.origin != Indicator.Origin.COUNTED:
        return True
    register = REGISTERS.get(indicator.register)
    if register and indicator.measure in register.measures and set(criteria_of(indicator)) <= set(register.dimensions):
        return True
    logger.warning("Indicator %s counts by something that is not there", indicator.code)
    return False
