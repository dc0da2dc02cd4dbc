"""A change says how much it is with the unit of what changed."""

import pytest
from django.utils import translation

from innovation.indicators.change import Change, Rank, change
from innovation.indicators.figure import Figure
from innovation.wording import (
    brief_words,
    change_words,
    computed_words,
    rank_words,
    reported_growth_words,
)
from tests.innovation.wording.figures import figure

CHANGES = [
    ("2132", "2500", "cny-10k", "增17.3%（+368万元），比2005年", "up 17.3% (+3.68 million yuan) on 2005"),
    ("3.05", "2.04", "cny-100m", "减33.1%（−1.01亿元），比2005年", "down 33.1% (−101 million yuan) on 2005"),
    ("41.9", "42.1", "persons-10k", "增0.5%（+0.2万人），比2005年", "up 0.5% (+2 thousand persons) on 2005"),
    ("8433", "9433", "cny", "增11.9%（+1,000元），比2005年", "up 11.9% (+1,000 yuan) on 2005"),
    ("49", "55", "count", "增12.2%（+6个），比2005年", "up 12.2% (+6) on 2005"),
    ("0", "2500", "cny-10k", "增2,500万元，比2005年", "up 25 million yuan on 2005"),
    ("-1", "-2", "cny-10k", "减1万元，比2005年", "down 10 thousand yuan on 2005"),
    ("0", "3", "count", "增3个，比2005年", "up 3 on 2005"),
    ("2.43", "2.54", "percent", "提高0.11个百分点，比2005年", "up 0.11 points on 2005"),
    ("2500", "2500", "cny-10k", "与2005年持平", "unchanged from 2005"),
    ("3", "1", "rank", "上升2位，比2005年", "up 2 places on 2005"),
    ("1", "3", "rank", "下降2位，比2005年", "down 2 places on 2005"),
]
BRIEF = [
    ("2132", "2500", "cny-10k", "增17.3%", "+17.3%"),
    ("0", "2500", "cny-10k", "增2,500万元", "up 25 million yuan"),
    ("-1", "-2", "cny-10k", "减1万元", "down 10 thousand yuan"),
    ("0", "3", "count", "增3个", "up 3"),
    ("2.54", "2.43", "percent", "降低0.11个百分点", "down 0.11 points"),
]


def told(base: Figure, current: Figure) -> Change:
    made = change(base, current)
    assert made is not None
    return made


@pytest.mark.parametrize(("before", "now", "unit", "chinese", "english"), CHANGES)
def test_a_change_says_its_amount_and_its_base(before: str, now: str, unit: str, chinese: str, english: str) -> None:
    base, current = figure(before, unit, period="2005"), figure(now, unit)
    with translation.override("zh-hans"):
        assert change_words(told(base, current)) == chinese
    with translation.override("en"):
        assert change_words(told(base, current)) == english


@pytest.mark.parametrize(("before", "now", "unit", "chinese", "english"), BRIEF)
def test_in_brief_it_leaves_out_the_base(before: str, now: str, unit: str, chinese: str, english: str) -> None:
    base, current = figure(before, unit, period="2005"), figure(now, unit)
    with translation.override("zh-hans"):
        assert brief_words(told(base, current)) == chinese
    with translation.override("en"):
        assert brief_words(told(base, current)) == english


@pytest.mark.parametrize(
    ("rank", "chinese", "english"),
    [
        (Rank(3, 9, tied=False), "示例市第3（9个地区）", "no. 3 of 9 in Sample City"),
        (Rank(2, 9, tied=True), "示例市并列第2（9个地区）", "joint no. 2 of 9 in Sample City"),
        (Rank(1, 4, tied=False), "示例市第1（4个地区），地区少，位次仅供参考", "no. 1 of 4 in Sample City (few areas)"),
        (Rank(3, 9, False, "illustrative"), "示例市第3（9个地区）（示例）", "no. 3 of 9 in Sample City (illustrative)"),
    ],
)
def test_a_rank_says_among_how_many_and_where(rank: Rank, chinese: str, english: str) -> None:
    with translation.override("zh-hans"):
        assert rank_words(rank, "示例市", figure("1", "count")) == chinese
    with translation.override("en"):
        assert rank_words(rank, "Sample City", figure("1", "count")) == english


APPROXIMATE = [
    ("gt", "", "增约17.3%（+约368万元），比2005年", "up about 17.3% (+about 3.68 million yuan) on 2005"),
    ("", "approx", "增约17.3%（+约368万元），比2005年", "up about 17.3% (+about 3.68 million yuan) on 2005"),
]


@pytest.mark.parametrize(("before", "now", "chinese", "english"), APPROXIMATE)
def test_a_change_of_approximate_values_says_about(before: str, now: str, chinese: str, english: str) -> None:
    made = told(figure("2132", "cny-10k", period="2005", qualifier=before), figure("2500", "cny-10k", qualifier=now))
    with translation.override("zh-hans"):
        assert (change_words(made), computed_words(made)) == (chinese, "增长约17.3%")
    with translation.override("en"):
        assert (change_words(made), computed_words(made)) == (english, "up about 17.3%")


@pytest.mark.parametrize(
    ("value", "unit", "qualifier", "chinese", "english"),
    [
        ("14.6", "percent", "", "增长14.6%", "up 14.6%"),
        ("-7.3", "percent", "", "下降7.3%", "down 7.3%"),
        ("0.0", "percent", "", "持平", "unchanged"),
        ("10", "percent", "gt", "增长超过10%", "up more than 10%"),
        ("10", "percent", "ge", "增长10%以上", "up at least 10%"),
        ("2.6", "times", "", "增长2.6倍", "up 2.6 times"),
    ],
)
def test_a_reported_growth_keeps_its_unit_and_its_qualifier(
    value: str, unit: str, qualifier: str, chinese: str, english: str
) -> None:
    growth = figure(value, unit, qualifier=qualifier)
    with translation.override("zh-hans"):
        assert reported_growth_words(growth) == chinese
    with translation.override("en"):
        assert reported_growth_words(growth) == english
