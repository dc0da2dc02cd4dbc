"""One value, ready to be shown, that knows where it comes from and how sure it is."""

from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from innovation.models import Area, Basis, Indicator, Observation, Source, Unit
from innovation.periods import Period
from innovation.rounding import half_up, natural, places

Status = Observation.Status


class Origin(TextChoices):
    """How a figure came about."""

    ENTERED = "entered", _("entered")
    COUNTED = "counted", _("counted")
    COMPUTED = "computed", _("computed")


class Reason(TextChoices):
    """Why there is no value."""

    NONE = "", _("there is a value")
    NOT_STATED = "not-stated", _("not reported")
    NOT_COVERED = "not-covered", _("the register is not complete for this period")
    NOT_YET = "not-yet", _("the period has not begun")
    NO_TERM = "no-term", _("a term of the ratio is missing")
    ZERO_TERM = "zero-term", _("the denominator is zero")
    NOT_COLLECTED = "not-collected", _("not collected")
    NOT_APPLICABLE = "not-applicable", _("not applicable")
    WITHHELD = "withheld", _("withheld")


# The reasons that an entered status gives.
REASON_OF = {
    Status.NOT_COLLECTED: Reason.NOT_COLLECTED,
    Status.NOT_APPLICABLE: Reason.NOT_APPLICABLE,
    Status.MISSING: Reason.NOT_STATED,
    Status.WITHHELD: Reason.WITHHELD,
}


@dataclass(frozen=True)
class Figure:
    """The figure of one indicator for one area, period and category.

    `value` has just the decimals it is printed with, and is None where `reason` says why; `exact` is what was counted
    or computed before it was rounded. `derived` is the figure that the records give where the value was stated instead.
    `stage` is "budget" or "adjusted" where money is not yet spent. `runs` says that a part of its period is still to
    come. `records` are the keys of the records it counts, `silent` of which give no amount; `vintages` are all
    statements, the latest first.
    """

    indicator: Indicator
    area: Area
    period: Period
    category: str = ""
    value: Decimal | None = None
    exact: Decimal | None = field(default=None, kw_only=True)
    unit: Unit = field(kw_only=True)
    qualifier: str = ""
    status: str = Status.NORMAL
    stage: str = ""
    basis: str = Basis.REPORTED
    origin: str = Origin.ENTERED
    reason: str = Reason.NONE
    source: Source | None = None
    source_place: str = ""
    derived: "Figure | None" = None
    runs: bool = False
    records: tuple[int, ...] = ()
    silent: int = 0
    vintages: tuple[Observation, ...] = ()

    @property
    def is_missing(self) -> bool:
        return self.value is None

    @property
    def origin_label(self) -> str:
        """How it came about, in the language of the screen."""
        return str(Origin(self.origin).label)

    @property
    def amount(self) -> Decimal:
        """The exact value in the unit that all units of its quantity convert into; zero where there is none."""
        return ((self.value if self.exact is None else self.exact) or Decimal(0)) * self.unit.factor

    @property
    def derived_value(self) -> Decimal | None:
        """What the records give, in the unit in which the value was stated; a quotient as it would be shown."""
        if self.derived is None:
            return None
        if self.derived.origin == Origin.COMPUTED and self.derived.unit == self.unit:
            return self.derived.value
        return natural(self.derived.amount / self.unit.factor)

    @property
    def is_revised(self) -> bool:
        return len({v.value if v.value is None else v.value * v.unit.factor for v in self.vintages}) > 1

    @property
    def is_contradicted(self) -> bool:
        """Whether what complete records give, rounded as the value was stated, is not what was stated."""
        if self.value is None or self.derived is None or self.derived.status != Status.NORMAL:
            return False
        derived = half_up(self.derived.amount / self.unit.factor, places(self.value))
        match self.qualifier.partition("-")[0]:
            case "gt":
                return derived <= self.value
            case "ge":
                return derived < self.value
            case "lt" | "under":
                return derived >= self.value
            case "approx":
                return False
        return derived != self.value

    def value_in(self, unit: Unit) -> Decimal | None:
        """The value, measured in another unit of the same quantity."""
        if self.value is None or unit.factor == self.unit.factor:
            return self.value
        return natural(self.value * self.unit.factor / unit.factor)


def missing(indicator: Indicator, area: Area, period: Period, category: str, origin: Origin, reason: Reason) -> Figure:
    """The figure that has no value, and why."""
    status = Status.WITHHELD if reason == Reason.WITHHELD else Status.MISSING
    return Figure(indicator, area, period, category, unit=indicator.unit, status=status, origin=origin, reason=reason)


def least_final(*stages: str) -> str:
    """The stage of a sum of money: that of its least sure part."""
    order = ["", "adjusted", "budget"]
    return max(stages, key=lambda stage: order.index(stage), default="")


def least_sure(*bases: str) -> str:
    """What may be said of something that rests on all of these: no more than of the least sure."""
    order: list[str] = [Basis.REPORTED, Basis.ASSUMED, Basis.ILLUSTRATIVE]
    return max(bases, key=lambda basis: order.index(basis), default=Basis.REPORTED)


def least_final_status(*statuses: str) -> str:
    """What may be said of something that rests on all of these: that of the one that warns most."""
    order: list[str] = [
        Status.NORMAL,
        Status.PROVISIONAL,
        Status.ESTIMATED,
        Status.FORECAST,
        Status.BREAK,
        Status.DIFFERENT,
        Status.UNSURE,
    ]
    return max(statuses, key=lambda status: order.index(status), default=Status.NORMAL)
