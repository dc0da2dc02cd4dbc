"""Changes and ranks in words."""

from dataclasses import replace
from decimal import Decimal

from django.utils.translation import gettext as _

from innovation.indicators.change import Change, Rank
from innovation.indicators.figure import Figure, least_sure
from innovation.models import Basis
from innovation.rounding import natural
from innovation.wording.periods import period_words
from innovation.wording.values import amount_text, number_text, written

# Below this many areas a place says little.
FRAGILE_BELOW = 5


def change_words(change: Change) -> str:
    """The change with its base: 增17.3%（+368万元），比2005年; a fall is 减, never a negative rise."""
    base = period_words(change.base.period) + doubt_words(change)
    if change.difference == 0:
        return _("unchanged from %(base)s") % {"base": base}
    amount = _amount(change)
    rising = change.difference > 0
    if change.current.unit.quantity == "rank":
        words = _("down %(n)s places on %(base)s") if rising else _("up %(n)s places on %(base)s")
        return words % {"n": amount, "base": base}
    if change.in_points:
        words = _("up %(n)s points on %(base)s") if rising else _("down %(n)s points on %(base)s")
        return words % {"n": amount, "base": base}
    if change.growth is None:
        words = _("up %(amount)s on %(base)s") if rising else _("down %(amount)s on %(base)s")
        return words % {"amount": amount, "base": base}
    if rising:
        words = _("up %(growth)s%% (+%(amount)s) on %(base)s")
    else:
        words = _("down %(growth)s%% (−%(amount)s) on %(base)s")
    return words % {"growth": _rate(change, change.growth), "amount": amount, "base": base}


def brief_words(change: Change) -> str:
    """The change without its base: 增17.3%, 提高0.11个百分点, 增6家, 持平."""
    return _brief(change) + doubt_words(change, brief=True)


def doubt_words(change: Change, brief: bool = False) -> str:
    """（示例） where the base of a change is less sure than what it is compared with, （预算比决算）; else nothing.

    In brief the stage is left to the mark beside the figure.
    """
    doubts = []
    if change.base.stage != change.current.stage and not brief:
        doubts.append(_("budget v. account") if change.current.stage else _("account v. budget"))
    if least_sure(change.base.basis, change.current.basis) != change.current.basis:
        doubts.append(str(Basis(change.base.basis).label))
    return _(" (%(stage)s)") % {"stage": _(", ").join(doubts)} if doubts else ""


def _brief(change: Change) -> str:
    if change.difference == 0:
        return _("unchanged")
    amount = _amount(change)
    rising = change.difference > 0
    if change.current.unit.quantity == "rank":
        return (_("down %(n)s places") if rising else _("up %(n)s places")) % {"n": amount}
    if change.in_points:
        return (_("up %(n)s points") if rising else _("down %(n)s points")) % {"n": amount}
    if change.growth is None:
        return (_("up %(amount)s") if rising else _("down %(amount)s")) % {"amount": amount}
    return (_("+%(growth)s%%") if rising else _("−%(growth)s%%")) % {"growth": _rate(change, change.growth)}


def _amount(change: Change) -> str:
    """How much it is, whichever way; with its unit, unless that is points or places."""
    size = natural(abs(change.difference))
    plain = change.in_points or change.current.unit.quantity == "rank"
    return _about(change) + (
        number_text(size) if plain else amount_text(size, change.current.indicator, change.current.unit)
    )


def _rate(change: Change, growth: Decimal) -> str:
    """The growth in percent without its sign."""
    return _about(change) + number_text(abs(growth))


def _about(change: Change) -> str:
    """The word before what is computed from approximate values; nothing where both are exact."""
    return _("about ") if change.approximate else ""


def growth_words(percent: Decimal) -> str:
    """增长14.6%, 下降7.3%, 与上年持平."""
    if percent == 0:
        return _("unchanged")
    words = _("up %(growth)s%%") if percent > 0 else _("down %(growth)s%%")
    return words % {"growth": number_text(abs(percent))}


def computed_words(change: Change) -> str:
    """The growth against an earlier figure with what makes it doubtful: 增长17.3%, 增长约17.3%（示例）; or nothing."""
    if change.growth is None:
        return ""
    if change.growth == 0:
        return growth_words(change.growth)
    words = _("up %(growth)s%%") if change.growth > 0 else _("down %(growth)s%%")
    return words % {"growth": _rate(change, change.growth)} + doubt_words(change)


def reported_growth_words(growth: Figure) -> str:
    """A growth rate that somebody reported, in its unit and with its qualifier: 增长14.6%, 增长超过10%, 增长2.6倍."""
    value = growth.value or Decimal(0)
    if value == 0:
        return _("unchanged")
    rate = str(written(replace(growth, value=abs(value))))
    return (_("up %(rate)s") if value > 0 else _("down %(rate)s")) % {"rate": rate}


def reported_words(growth: Figure) -> str:
    """A growth rate that somebody reported, named as such."""
    return _("%(growth)s, as reported") % {"growth": reported_growth_words(growth)}


def reported_rank_words(told: Figure) -> str:
    """A rank that somebody reported: 居示例市第1位，来源所报."""
    if told.area.parent is None:
        return f"{told.indicator.label} {written(told)}"
    known = {"place": written(told), "scope": told.area.parent.label}
    return _("%(place)s in %(scope)s, as reported") % known


def rank_words(rank: Rank, scope: str, own: Figure) -> str:
    """全市第1（9个县市区）; with a warning where the areas are few, or less sure than the area's own figure."""
    words = (
        _("no. %(place)s of %(of)s in %(scope)s") if not rank.tied else _("joint no. %(place)s of %(of)s in %(scope)s")
    )
    told = words % {"place": rank.place, "scope": scope, "of": rank.of}
    if rank.of < FRAGILE_BELOW:
        told = _("%(rank)s (few areas)") % {"rank": told}
    return told if rank.basis == own.basis else told + _(" (%(stage)s)") % {"stage": Basis(rank.basis).label}
