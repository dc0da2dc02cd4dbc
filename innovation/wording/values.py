"""Values with their units and the words that qualify them."""

from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from innovation.indicators.figure import Figure, Reason
from innovation.models import Indicator, Qualifier, Unit
from innovation.wording.english import in_powers, name_of

MINUS = "\u2212"
MISSING = "—"


@dataclass(frozen=True)
class Written:
    """A value in its parts: `before`, `number`, `after` (words of the qualifier) and `unit`."""

    number: str
    unit: str = ""
    before: str = ""
    after: str = ""

    def __str__(self) -> str:
        return f"{self.before}{self.number}{self.after}{self.unit}"


def written(figure: Figure, prose: bool = False) -> Written:
    """The value as it is printed; in prose four digits stay whole, elsewhere they are split."""
    if figure.value is None:
        return Written(MISSING)
    if not _chinese():
        return _in_english(figure, figure.value, prose)
    return _in_chinese(figure, number_text(figure.value, prose))


def figure_text(figure: Figure, prose: bool = True) -> str:
    """The whole wording: 2500余人, or — and the reason why there is no value."""
    if figure.value is None:
        return f"{MISSING} {reason_words(figure)}"
    return str(written(figure, prose))


def reason_words(figure: Figure) -> str:
    """Why there is no value; nothing if there is one."""
    return str(Reason(figure.reason).label) if figure.is_missing else ""


def number_text(value: Decimal, prose: bool = False) -> str:
    """All digits of the value, a real minus, and separators from four digits (in prose from five)."""
    plain = f"{abs(value):f}"
    whole, point, decimals = plain.partition(".")
    split = f"{int(whole):,}" if len(whole) > (4 if prose else 3) else whole
    return f"{MINUS if value < 0 else ''}{split}{point}{decimals}"


def unit_words(indicator: Indicator, unit: Unit | None = None) -> str:
    """The unit of an indicator's values: 万元, 家, %."""
    unit = unit or indicator.unit
    return unit.prefix + _word(indicator, unit) if _chinese() else name_of(unit)


def amount_text(value: Decimal, indicator: Indicator, unit: Unit) -> str:
    """A value with its unit: 368万元, 3.68 million yuan."""
    if not _chinese():
        return str(_amount_in_english(value, unit))
    return number_text(value) + unit_words(indicator, unit)


def _word(indicator: Indicator, unit: Unit) -> str:
    return indicator.measure_word or unit.word


def _in_chinese(figure: Figure, number: str) -> Written:
    unit = figure.unit
    word = _word(figure.indicator, unit)
    match figure.qualifier:
        # 5万余册, but 20多万人: 余 follows the power of ten, 多 comes before it.
        case Qualifier.OVER_YU:
            return Written(number, f"{word}", after=f"{unit.prefix}余")
        case Qualifier.OVER_DUO:
            return Written(number, unit.prefix + word, after="多")
        case Qualifier.AT_LEAST:
            return Written(number, f"{unit.prefix}{word}以上")
        case "":
            before = "第" if unit.quantity == "rank" else ""
        case qualifier:
            before = {Qualifier.OVER: "超过", Qualifier.NEARLY: "近", Qualifier.UNDER: "不足"}.get(
                Qualifier(qualifier), "约"
            )
    return Written(number, unit.prefix + word, before)


def _in_english(figure: Figure, value: Decimal, prose: bool) -> Written:
    words = {
        Qualifier.OVER: _("more than"),
        Qualifier.OVER_YU: _("more than"),
        Qualifier.OVER_DUO: _("more than"),
        Qualifier.AT_LEAST: _("at least"),
        Qualifier.NEARLY: _("nearly"),
        Qualifier.UNDER: _("less than"),
        Qualifier.ABOUT: _("about"),
    }.get(Qualifier(figure.qualifier), "")
    amount = _amount_in_english(value, figure.unit, prose)
    return replace(amount, before=f"{words} {amount.before}" if words else amount.before)


def _amount_in_english(value: Decimal, unit: Unit, prose: bool = False) -> Written:
    if unit.quantity == "rank":
        return Written(number_text(value, prose), before=_("no. "))
    number, words = in_powers(value, unit)
    return Written(number_text(number, prose), words if words in ("%", "") else f" {words}")


def _chinese() -> bool:
    return (get_language() or "").startswith("zh")
