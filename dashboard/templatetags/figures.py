"""Figures, changes and marks as a reader sees them.

Written in Python and not as included templates because a page shows hundreds of them. What they are given may be
mappings or objects, as everywhere in templates.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

register = template.Library()

# A browser would break a date at its hyphens.
DAY = re.compile(r"\d{4}-\d\d(-\d\d)?")

URGENCY = {"act": _("To do"), "check": _("To check"), "missing": _("No data"), "info": _("Note")}


def part(thing: Any, name: str) -> Any:
    """What a template would find in `thing` under this name; nothing if it has no such part."""
    return thing.get(name) if isinstance(thing, Mapping) else getattr(thing, name, None)


@register.simple_tag
def shown(figure: Any, link: bool = True) -> SafeString:
    """A figure: number, words, unit and marks, leading to what is behind it; or the reason why there is none."""
    if reason := part(figure, "missing"):
        value = format_html('<span class="missing">{} {}</span>', part(figure, "text") or "—", reason)
    else:
        value = format_html(
            '{}<span class="number">{}</span>{}',
            worded(figure, "before"),
            part(figure, "text"),
            worded(figure, "after"),
        )
    if link and part(figure, "href"):
        value = format_html('<a href="{}">{}</a>', part(figure, "href"), value)
    unit = "" if reason else worded(figure, "unit")
    return format_html(
        '<span class="figure"><span class="amount">{}{}</span>{}</span>', value, unit, marks(part(figure, "marks"))
    )


def worded(figure: Any, name: str) -> SafeString:
    """One of the words around a number, in the size of its unit."""
    words = part(figure, name)
    return format_html('<span class="unit">{}</span>', words) if words else SafeString("")


@register.simple_tag
def marks(given: Iterable[Any] | None) -> SafeString:
    """What keeps a figure from being final and plain: budget, derived, assumed …"""
    return format_html_join(
        "",
        ' <span class="mark mark-{}" title="{}">{}</span>',
        ((part(mark, "code"), part(mark, "title"), part(mark, "label")) for mark in given or ()),
    )


@register.simple_tag
def change(movement: Any) -> SafeString:
    """A rise or fall: a triangle in the colour of the text, then the words, and what else can be said beside them."""
    direction = part(movement, "direction")
    sign = (
        format_html('<span class="direction direction-{}"></span>', direction)
        if direction in ("up", "down")
        else SafeString("")
    )
    beside = part(movement, "beside")
    also = format_html('<br><span class="note">{}</span>', beside) if beside else SafeString("")
    return format_html('<span class="change">{}{}</span>{}', sign, part(movement, "words"), also)


@register.simple_tag
def cell(content: Any) -> SafeString:
    """The content of a table's cell: a figure, a change, or plain words."""
    if part(content, "direction"):
        return change(content)
    if part(content, "full") is not None:
        return shown(content)
    colour = part(content, "colour")
    swatch = format_html('<span class="swatch fill-{}"></span>', colour) if colour else SafeString("")
    text, href = part(content, "text"), part(content, "href")
    if DAY.fullmatch(str(text)):
        text = format_html('<span class="amount">{}</span>', text)
    words = format_html('<a href="{}">{}</a>', href, text) if href else text
    return format_html("{}{}{}", swatch, words, marks(part(content, "marks")))


@register.simple_tag
def urgency(level: str) -> str:
    """The word for how urgent a matter is."""
    return str(URGENCY[level])


@register.filter
def beneath(cells: Iterable[Any], columns: list[Any]) -> zip:
    """Each cell of a row with the column it stands beneath; the first column stands over the row's head."""
    return zip(columns[1:], cells, strict=False)
