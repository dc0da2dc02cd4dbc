"""Changes and ranks in words."""

from decimal import Decimal

from django.utils.translation import gettext as _

from innovation.indicators.change import Change, Rank
from innovation.indicators.figure import Figure, least_sure
from innovation.models import Basis
from innovation.rounding import natural
from innovation.wording.periods import period_words
from innovation.wording.values import amount_text, number_text

# Below this many areas a place says little.
FRAGILE_BELOW = 5


def change_words(change: Change, current: Figure) -> str:
    """The change with its base: 增17.3%（+368万元），比2005年; a fall is 减, never a negative rise."""
    base = period_words(change.base.period) + doubt_words(change, current)
    if change.difference == 0:
        return _("unchanged from %(base)s") % {"base": base}
    amount = _amount(change, current)
    rising = change.difference > 0
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
    return words % {"growth": number_text(abs(change.growth)), "amount": amount, "base": base}


def brief_words(change: Change, current: Figure) -> str:
    """The change without its base: 增17.3%, 提高0.11个百分点, 增6家, 持平."""
    return _brief(change, current) + doubt_words(change, current)


def doubt_words(change: Change, current: Figure) -> str:
    """（示例） where the base of a change is less sure than what it is compared with; else nothing."""
    if least_sure(change.base.basis, current.basis) == current.basis:
        return ""
    return _(" (%(stage)s)") % {"stage": Basis(change.base.basis).label}


def _brief(change: Change, current: Figure) -> str:
    if change.difference == 0:
        return _("unchanged")
    amount = _amount(change, current)
    rising = change.difference > 0
    if change.in_points:
        return (_("up %(n)s points") if rising else _("down %(n)s points")) % {"n": amount}
    if change.growth is None:
        return (_("up %(amount)s") if rising else _("down %(amount)s")) % {"amount": amount}
    return (_("+%(growth)s%%") if rising else _("−%(growth)s%%")) % {"growth": number_text(abs(change.growth))}


def _amount(change: Change, current: Figure) -> str:
    """How much it is, whichever way; with its unit, unless that is points."""
    size = natural(abs(change.difference))
    return number_text(size) if change.in_points else amount_text(size, current.indicator, current.unit)


def growth_words(percent: Decimal) -> str:
    """增长14.6%, 下降7.3%, 与上年持平."""
    if percent == 0:
        return _("unchanged")
    words = _("up %(growth)s%%") if percent > 0 else _("down %(growth)s%%")
    return words % {"growth": number_text(abs(percent))}


def reported_words(growth: Figure) -> str:
    """A growth rate that somebody reported, named as such."""
    return _("%(growth)s, as reported") % {"growth": growth_words(growth.value or Decimal(0))}


def rank_words(rank: Rank, scope: str) -> str:
    """全市第1（9个县市区）; with a warning where the areas are few."""
    words = (
        _("no. %(place)s of %(of)s in %(scope)s") if not rank.tied else _("joint no. %(place)s of %(of)s in %(scope)s")
    )
    told = words % {"place": rank.place, "scope": scope, "of": rank.of}
    return told if rank.of >= FRAGILE_BELOW else _("%(rank)s (few areas)") % {"rank": told}
