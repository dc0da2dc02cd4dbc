"""Whether the records of a register are all there are: from when no record means zero, and what leaves doubt."""

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import cached_property

from innovation.indicators.register import Register
from innovation.indicators.spans import Span
from innovation.models import Area, Basis, Coverage, Indicator
from innovation.periods import Period


class Completeness:
    """What is known about the completeness of all registers, read in one query when it is first asked for."""

    def __init__(self, today: dt.date) -> None:
        self.today = today

    def since(self, register: Register, area: Area) -> dt.date | None:
        """The day from which a register is complete in an area."""
        found = self._first(register, area)
        return found[0] if found else None

    def basis(self, register: Register, area: Area) -> str:
        """How sure that is, and with it every zero."""
        found = self._first(register, area)
        return found[1] if found else Basis.REPORTED

    def _first(self, register: Register, area: Area) -> tuple[dt.date, str] | None:
        codes = area.path.strip("/").split("/") if register.rolls_up else [area.code]
        return min((day for code in codes if (day := self._days.get((register.code, code)))), default=None)

    @cached_property
    def _days(self) -> dict[tuple[str, str], tuple[dt.date, str]]:
        rows = Coverage.objects.values_list("register", "area__code", "complete_since", "basis")
        return {(register, area): (since, basis) for register, area, since, basis in rows}

    def holds(
        self, register: Register, area: Area, nature: str, period: Period, met: Iterable[Span], chosen: Sequence[Span]
    ) -> bool:
        """Whether a figure of these records is surely whole.

        `met` are all records that meet its criteria, whenever they count; `chosen` those it is made of.
        """
        since = self.since(register, area)
        is_flow = nature == Indicator.Nature.FLOW
        decisive = period.start if is_flow else period.end
        if since is None or decisive is None or decisive < since:
            return False
        if register.is_yearly and set(period.years) - {span.since.year for span in chosen if span.since}:
            return False
        if is_flow:
            return not any(span.may_fall_in(period) for span in met)
        end = min(period.end or self.today, self.today)
        if nature == Indicator.Nature.CUMULATIVE and any(span.since and span.since < since for span in chosen):
            # Records from before it was complete: others of that time may not be on file.
            return False
        return not any(span.may_begin_after(end, self.today) for span in chosen)
