"""Whether the records of a register are all there are: from when no record means zero, and what leaves doubt."""

import datetime as dt
from collections.abc import Iterable
from functools import cached_property

from innovation.indicators.asked import Asked
from innovation.indicators.register import Register
from innovation.indicators.spans import Span
from innovation.models import Area, Basis, Coverage, Indicator


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

    def is_kept_below(self, register: Register, area: Area) -> bool:
        """Whether it is kept for a part of the area only: its records there are no figure of the whole."""
        if not register.rolls_up or self._first(register, area):
            return False
        return any(code == register.code and path.startswith(area.path) for code, path in self._paths)

    def _first(self, register: Register, area: Area) -> tuple[dt.date, str] | None:
        codes = area.path.strip("/").split("/") if register.rolls_up else [area.code]
        return min((day for code in codes if (day := self._days.get((register.code, code)))), default=None)

    @cached_property
    def _rows(self) -> list[tuple[str, str, str, dt.date, str]]:
        columns = ("register", "area__code", "area__path", "complete_since", "basis")
        return list(Coverage.objects.values_list(*columns))

    @cached_property
    def _days(self) -> dict[tuple[str, str], tuple[dt.date, str]]:
        return {(register, area): (since, basis) for register, area, _path, since, basis in self._rows}

    @cached_property
    def _paths(self) -> list[tuple[str, str]]:
        return [(register, path) for register, _area, path, _since, _basis in self._rows]

    def holds(
        self, asked: Asked, chosen: list[Span], *, met: Iterable[Span], above: Iterable[Span], wholes: set[str]
    ) -> bool:
        """Whether the records that make a figure are surely all, and each says what is measured.

        `met` are all that meet its criteria, whenever they count; `above` would count and are filed for an area above
        as a whole; `wholes` are what the chosen ones are part of.
        """
        since = self.since(asked.register, asked.area)
        decisive = asked.period.start if asked.is_flow else asked.period.end
        if since is None or decisive is None or decisive < since:
            return False
        wanted = asked.wanted(asked.register.parts_by)
        # A part stands in for a whole that is not on file, though it would count.
        lacks_whole = bool(wholes if wanted is None else wholes & wanted)
        doubts = (_lacks_a_year(asked, chosen), self._is_vague(asked, chosen, met, since), lacks_whole, any(above))
        return not any(doubts) and not asked.measure.silent(chosen)

    def _is_vague(self, asked: Asked, chosen: list[Span], met: Iterable[Span], since: dt.date) -> bool:
        """Whether a record may belong to the period and may not, for all its date says."""
        if asked.is_flow:
            return any(span.may_fall_in(asked.period) for span in met)
        if asked.indicator.nature == Indicator.Nature.CUMULATIVE and any(s.since and s.since < since for s in chosen):
            # Records from before the register was complete: others of that time may not be on file.
            return True
        end = min(asked.period.end or self.today, self.today)
        return any(span.may_begin_after(end, self.today) for span in chosen)


def _lacks_a_year(asked: Asked, chosen: list[Span]) -> bool:
    """Whether a year of the period was not entered, where each has a record of its own."""
    entered = {span.since.year for span in chosen if span.since}
    return asked.register.is_yearly and bool(set(asked.period.years) - entered)
