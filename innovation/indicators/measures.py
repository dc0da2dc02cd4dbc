"""What can be measured about the records of a register."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from innovation.indicators.spans import Span
from innovation.periods import Period


@dataclass(frozen=True)
class Measure:
    """How many records there are."""

    label: Any
    # What the units it can be told in measure.
    quantity: str = "count"
    # How many of its quantity one of the amount is, as a unit's factor: money is kept in 万元.
    factor: int = 1
    # The dimension this measure decides on itself: criteria on it apply to its choice, not before.
    decides: str = ""

    def choose(self, spans: list[Span], period: Period) -> list[Span]:
        """The records that make the figure, out of those that meet the criteria."""
        return spans

    def value(self, spans: list[Span], period: Period) -> Decimal | None:
        """The figure made of the chosen records."""
        return Decimal(len(spans))

    def silent(self, spans: list[Span]) -> int:
        """How many of the chosen records do not say what is measured."""
        return 0


@dataclass(frozen=True)
class Distinct(Measure):
    """How many different ones there are: of holders, of towns, of values of a dimension."""

    of: str = "holder"

    def choose(self, spans: list[Span], period: Period) -> list[Span]:
        return list({self._key(span): span for span in reversed(spans) if self._key(span) is not None}.values())[::-1]

    def _key(self, span: Span) -> object:
        if self.of in ("holder", "town"):
            return getattr(span, self.of)
        return span.dimensions[self.of] or None


@dataclass(frozen=True)
class AtHighestLevel(Distinct):
    """How many different holders there are, each counted once, at the highest level it holds."""

    decides: str = "level"

    def choose(self, spans: list[Span], period: Period) -> list[Span]:
        return super().choose(sorted(spans, key=lambda span: span.order), period)


@dataclass(frozen=True)
class Total(Measure):
    """The sum of an amount; amounts nobody entered are left out, and records without any amount have no sum."""

    of: str = ""

    def value(self, spans: list[Span], period: Period) -> Decimal | None:
        known = [amount for span in spans if (amount := span.amounts[self.of]) is not None]
        return sum(known, Decimal(0)) if known or not spans else None

    def silent(self, spans: list[Span]) -> int:
        return sum(span.amounts[self.of] is None for span in spans)


@dataclass(frozen=True)
class Latest(Measure):
    """The amount of the latest record that has one."""

    of: str = ""

    def choose(self, spans: list[Span], period: Period) -> list[Span]:
        known = [span for span in spans if span.amounts[self.of] is not None and span.since is not None]
        return [max(known, key=lambda span: (span.since, span.pk))] if known else []

    def value(self, spans: list[Span], period: Period) -> Decimal | None:
        return spans[0].amounts[self.of] if spans else None


@dataclass(frozen=True)
class ConsecutiveYears(Measure):
    """How many years in a row, ending with the period's last year, have a record.

    None where that year has none: whether the row has ended or the year is not in yet, nobody can tell.
    """

    def choose(self, spans: list[Span], period: Period) -> list[Span]:
        years = {span.since.year for span in spans if span.since is not None}
        first = last = period.end.year if period.end else 0
        while first in years:
            first -= 1
        return [span for span in spans if span.since is not None and first < span.since.year <= last]

    def value(self, spans: list[Span], period: Period) -> Decimal | None:
        return Decimal(len({span.since.year for span in spans if span.since is not None})) if spans else None
