"""Small drawings as SVG made on the server: they need no script, and no inline style that the policy forbids."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()

WIDTH, HEIGHT = 88, 34
PENDING = ("budget", "provisional")


@register.simple_tag
def bar(percent: float, colour: str = "main") -> SafeString:
    """A bar as wide as `percent` of its place. Decoration: the number stands beside it."""
    return format_html(
        '<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="fill-{}" width="{}" height="10"/></svg>',
        colour,
        f"{max(0.0, min(100.0, float(percent))):.2f}",
    )


@register.simple_tag
def split_bar(segments: Iterable[dict[str, Any]]) -> SafeString:
    """A whole cut into its parts, in the order given."""
    parts = list(segments)
    whole = sum(float(segment["value"] or 0) for segment in parts) or 1.0
    rects, left = [], 0.0
    for segment in parts:
        width = float(segment["value"] or 0) / whole * 100
        rects.append((segment["colour"], f"{left:.2f}", f"{width:.2f}"))
        left += width
    return format_html(
        '<svg class="split" viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label="{}">{}</svg>',
        "; ".join(f"{segment['name']} {segment['text']}" for segment in parts),
        format_html_join("", '<rect class="fill-{}" x="{}" width="{}" height="10"/>', rects),
    )


@register.simple_tag
def sparkline(points: Iterable[dict[str, Any]]) -> SafeString:
    """Columns on a scale of their own that holds zero: the last one stands out, a missing one is a short dash."""
    row = list(points)
    values = [float(point["value"]) for point in row if point["value"] is not None]
    top, bottom = max([0.0, *values]), min([0.0, *values])
    scale = (HEIGHT - 1) / ((top - bottom) or 1.0)
    slot = WIDTH / max(len(row), 1)
    zero = top * scale
    columns = [column(point, index * slot, slot, zero, scale, index == len(row) - 1) for index, point in enumerate(row)]
    return format_html(
        '<svg class="sparkline" viewBox="0 0 {} {}" role="img" aria-label="{}">{}<line x2="{}" y1="{}" y2="{}"/></svg>',
        WIDTH,
        HEIGHT,
        "; ".join(f"{point['label']} {point['text']}" for point in row),
        format_html_join("", "{}", ((drawn,) for drawn in columns)),
        WIDTH,
        f"{zero + 0.5:.1f}",
        f"{zero + 0.5:.1f}",
    )


def column(point: dict[str, Any], left: float, slot: float, zero: float, scale: float, last: bool) -> SafeString:
    """One column of a sparkline: full, hatched while it is pending, hollow when derived."""
    width = min(slot * 0.74, 18.0)
    x = left + (slot - width) / 2
    if point["value"] is None:
        return format_html(
            '<line x1="{}" x2="{}" y1="{}" y2="{}" stroke-dasharray="2 2"/>',
            f"{x:.1f}",
            f"{x + width:.1f}",
            f"{zero - 2:.1f}",
            f"{zero - 2:.1f}",
        )
    height = float(point["value"]) * scale
    mark = point.get("mark")
    shape = "pending" if mark in PENDING else "hollow" if mark == "estimated" else "latest" if last else "earlier"
    return format_html(
        '<rect class="{}"{} x="{}" y="{}" width="{}" height="{}"/>',
        shape,
        SafeString(' fill="url(#hatch)"') if shape == "pending" else "",
        f"{x:.1f}",
        f"{zero - max(height, 0.0):.1f}",
        f"{width:.1f}",
        f"{max(abs(height), 1.0):.1f}",
    )
