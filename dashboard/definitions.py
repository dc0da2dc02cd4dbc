"""What an indicator means, in words: its definition, how it comes about, and what it is related to."""

from typing import Any

from django.utils.translation import gettext as _

from dashboard.shown import indicator_href
from innovation.indicators.catalogue import Catalogue, register_of
from innovation.indicators.figure import Figure
from innovation.indicators.figures import Figures
from innovation.models import Area, Indicator
from innovation.wording import unit_words


def facts(figures: Figures, figure: Figure) -> list[dict[str, str]]:
    """The definition of a figure's indicator, as far as it is known."""
    it = figure.indicator
    source = f"{figure.source.label} {figure.source_place}" if figure.source else ""
    found = [
        (_("Definition"), it.in_language("definition")),
        (_("Method"), it.in_language("method") or method(figures, it)),
        (_("Nature"), str(it.get_nature_display())),
        (_("Unit"), unit_words(it)),
        (_("Comes from"), figure.origin_label),
        (_("Source"), source),
        (_("Comparability"), it.in_language("comparability")),
        (_("Responsible"), it.owner),
        (_("Code"), it.code),
    ]
    return [{"label": label, "words": words, "href": ""} for label, words in found if words]


def method(figures: Figures, it: Indicator) -> str:
    """How its figures come about, told from the indicator's own declaration."""
    if it.origin == Indicator.Origin.RATIO:
        over, under = figures.catalogue.terms(it)
        told = _("%(over)s over %(under)s") % {"over": over.label, "under": under.label}
        return told if over.is_public and under.is_public else ""
    if it.origin == Indicator.Origin.COUNTED:
        register = register_of(it)
        criteria = [criterion_words(figures, it, criterion) for criterion in it.criteria.all()]
        told = f"{register.label}{_(', ')}{register.measures[it.measure].label}"
        return _("%(name)s (%(part)s)") % {"name": told, "part": _("; ").join(criteria)} if criteria else told
    return _("as stated in the source")


def criterion_words(figures: Figures, it: Indicator, criterion: Any) -> str:
    """级别：国家级."""
    label = register_of(it).dimensions[criterion.dimension].label
    value = figures.labels(it, criterion.dimension).get(criterion.value, criterion.value)
    return _("%(label)s: %(value)s") % {"label": label, "value": value}


def related(catalogue: Catalogue, it: Indicator, area: Area) -> list[dict[str, str]]:
    """The whole it is part of, its parts, what it tells the growth or rank of, and the terms of a ratio."""
    found = [catalogue.whole(it), catalogue.subject(it), *catalogue.parts(it)]
    found += [catalogue.aspect(it, aspect) for aspect in (Indicator.Aspect.GROWTH, Indicator.Aspect.RANK)]
    if it.origin == Indicator.Origin.RATIO:
        found += catalogue.terms(it)
    public = {other.code: other for other in found if other is not None and other.is_public}
    return [{"label": other.label, "href": indicator_href(other, area)} for other in public.values()]
