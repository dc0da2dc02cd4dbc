"""Where a column or a drawing names the unit, its numbers are those of that unit in either language."""

from typing import Any

import pytest
from django.utils import translation

from dashboard import charts
from dashboard.shown import bare, show
from tests.innovation.wording.figures import figure


@pytest.mark.parametrize(
    ("lang", "value", "qualifier", "told"),
    [
        ("zh-hans", "2500", "", ("", "2,500", "", "")),
        ("en", "2500", "", ("", "2,500", "", "")),
        ("zh-hans", "5", "gt-yu", ("", "5", "万余", "元")),
        ("en", "5", "gt-yu", ("more than ", "5", "", "")),
        ("zh-hans", "30", "ge", ("", "30", "", "万元以上")),
        ("en", "30", "ge", ("at least ", "30", "", "")),
        ("zh-hans", "100", "lt", ("近", "100", "", "")),
        ("en", "100", "lt", ("nearly ", "100", "", "")),
    ],
)
def test_under_its_unit_a_number_is_not_converted(lang: str, value: str, qualifier: str, told: tuple[str, ...]) -> None:
    with translation.override(lang):
        shown = bare(figure(value, "cny-10k", qualifier))
    assert (shown.before, shown.text, shown.after, shown.unit) == told


@pytest.mark.parametrize(("lang", "told"), [("zh-hans", ("10.3", "亿元")), ("en", ("1.03", " billion yuan"))])
def test_a_figure_in_another_unit_than_its_column_says_so(lang: str, told: tuple[str, str]) -> None:
    one = figure("10.3", "cny-100m", kept_in="cny-10k")
    with translation.override(lang):
        assert (bare(one).text, bare(one).unit) == told
        assert bare(one) == show(one)


def test_in_english_a_chart_names_its_unit_once_and_says_amounts_in_words() -> None:
    assert spoken("en") == {
        "title": "Funds: up from 21.32 million yuan to 25 million yuan",
        "subtitle": "during a period, unit: 10,000 yuan, Lanjiang, 2005—2006",
        "summary": "Funds: 2005 21.32 million yuan; 2006 25 million yuan",
        "column": "10,000 yuan",
        "cells": ["2,132", "2,500"],
        "texts": ["2,132", "2,500"],
        "unit": "(10,000 yuan)",
    }


def test_in_chinese_it_says_them_in_that_unit() -> None:
    assert spoken("zh-hans") == {
        "title": "经费由2132万元增至2500万元",
        "subtitle": "时期数，万元，澜江区，2005—2006",
        "summary": "经费: 2005 2132万元; 2006 2500万元",
        "column": "万元",
        "cells": ["2,132", "2,500"],
        "texts": ["2,132", "2,500"],
        "unit": "万元",
    }


def spoken(lang: str) -> dict[str, Any]:
    """Where a chart of two years says numbers or the unit."""
    with translation.override(lang):
        years = [figure("2132", "cny-10k", period="2005"), figure("2500", "cny-10k")]
        chart = charts.trend(years[0].indicator, years, "trend")
    said = {name: chart[name] for name in ("title", "subtitle", "summary")}
    table, spec = chart["table"], chart["spec"]
    cells = [row["cells"][0].text for row in table["rows"]]
    column = table["columns"][1]["label"]
    return said | {"column": column, "cells": cells, "texts": spec["series"][0]["texts"], "unit": spec["unit"]}
