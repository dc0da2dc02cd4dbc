"""In English an amount is said in thousands, millions and billions, as exactly as it was printed and no more so."""

from decimal import Decimal
from fractions import Fraction

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from innovation.models import Unit
from innovation.wording import figure_text, unit_words, written
from tests.innovation.wording.figures import UNITS, figure

POWERS = {"thousand": 10**3, "million": 10**6, "billion": 10**9}
COUNTED_BY_TENS = [code for code in UNITS if code.endswith(("-10k", "-100m"))]

amounts = st.builds(
    lambda digits, places: str(Decimal(digits).scaleb(-places)), st.integers(-(10**12), 10**12), st.integers(0, 6)
)


@pytest.mark.parametrize(
    ("value", "unit", "chinese", "english"),
    [
        ("2500", "cny-10k", "2500万元", "25 million yuan"),
        ("6300", "cny-10k", "6300万元", "63 million yuan"),
        ("1021", "cny-10k", "1021万元", "10.21 million yuan"),
        ("1020", "cny-10k", "1020万元", "10.2 million yuan"),
        ("140.0", "cny-10k", "140.0万元", "1.400 million yuan"),
        ("100", "cny-10k", "100万元", "1 million yuan"),
        ("99", "cny-10k", "99万元", "990 thousand yuan"),
        ("6.77", "cny-10k", "6.77万元", "67.7 thousand yuan"),
        ("1.50", "cny-10k", "1.50万元", "15.0 thousand yuan"),
        ("0.1", "cny-10k", "0.1万元", "1 thousand yuan"),
        ("0.0999", "cny-10k", "0.0999万元", "999 yuan"),
        ("0.05", "cny-10k", "0.05万元", "500 yuan"),
        ("0.00005", "cny-10k", "0.00005万元", "0.5 yuan"),
        ("0", "cny-10k", "0万元", "0 yuan"),
        ("-368", "cny-10k", "−368万元", "−3.68 million yuan"),
        ("10.3", "cny-100m", "10.3亿元", "1.03 billion yuan"),
        ("757.00", "cny-100m", "757.00亿元", "75.700 billion yuan"),
        ("171.49", "cny-100m", "171.49亿元", "17.149 billion yuan"),
        ("10", "cny-100m", "10亿元", "1 billion yuan"),
        ("9.99", "cny-100m", "9.99亿元", "999 million yuan"),
        ("0.63", "cny-100m", "0.63亿元", "63 million yuan"),
        ("0.5", "cny-100m", "0.5亿元", "50 million yuan"),
        ("12345", "cny-100m", "12,345亿元", "1234.5 billion yuan"),
        ("123456", "cny-100m", "123,456亿元", "12,345.6 billion yuan"),
        ("0.00", "cny-100m", "0.00亿元", "0 yuan"),
        ("-0.25", "cny-100m", "−0.25亿元", "−25 million yuan"),
        ("1.2", "usd-10k", "1.2万美元", "12 thousand US dollars"),
        ("3", "usd-100m", "3亿美元", "300 million US dollars"),
        ("42.1", "persons-10k", "42.1万人", "421 thousand persons"),
        ("1.2", "person-times-10k", "1.2万人次", "12 thousand attendances"),
        ("5", "copies-10k", "5万册", "50 thousand copies"),
    ],
)
def test_a_unit_of_ten_thousand_or_a_hundred_million_is_said_in_english_powers(
    value: str, unit: str, chinese: str, english: str
) -> None:
    assert told(value, unit) == (chinese, english)


@pytest.mark.parametrize(
    ("value", "unit", "chinese", "english"),
    [
        ("8433", "cny", "8433元", "8433 yuan"),
        ("40734", "cny", "40,734元", "40,734 yuan"),
        ("5000", "usd", "5000美元", "5000 US dollars"),
        ("2500", "persons", "2500人", "2500 persons"),
        ("1466", "count", "1466个", "1466"),
        ("209.4", "count", "209.4个", "209.4"),
        ("13.0", "percent", "13.0%", "13.0%"),
        ("1", "rank", "第1位", "no. 1"),
        ("7", "years", "7年", "7 years"),
        ("98.50", "points", "98.50分", "98.50 points"),
        ("8.1917", "cny-per-usd", "8.1917元/美元", "8.1917 yuan per US dollar"),
    ],
)
def test_any_other_unit_leaves_the_number_as_it_is(value: str, unit: str, chinese: str, english: str) -> None:
    assert told(value, unit) == (chinese, english)


@pytest.mark.parametrize(
    ("value", "unit", "qualifier", "chinese", "english"),
    [
        ("20", "persons-10k", "gt-duo", "20多万人", "more than 200 thousand persons"),
        ("5", "copies-10k", "gt-yu", "5万余册", "more than 50 thousand copies"),
        ("2500", "persons", "gt-yu", "2500余人", "more than 2500 persons"),
        ("5000", "usd", "gt", "超过5000美元", "more than 5000 US dollars"),
        ("50", "percent", "ge", "50%以上", "at least 50%"),
        ("30", "cny-10k", "ge", "30万元以上", "at least 300 thousand yuan"),
        ("100", "cny-10k", "lt", "近100万元", "nearly 1 million yuan"),
        ("100", "cny-10k", "under", "不足100万元", "less than 1 million yuan"),
        ("2.04", "cny-100m", "approx", "约2.04亿元", "about 204 million yuan"),
    ],
)
def test_the_word_that_makes_it_approximate_stays(
    value: str, unit: str, qualifier: str, chinese: str, english: str
) -> None:
    assert told(value, unit, qualifier) == (chinese, english)


def told(value: str, unit: str, qualifier: str = "") -> tuple[str, str]:
    """The figure in Chinese and in English."""
    one = figure(value, unit, qualifier)
    with translation.override("zh-hans"):
        chinese = figure_text(one)
    with translation.override("en"):
        return chinese, figure_text(one)


def test_outside_sentences_four_digits_are_split() -> None:
    with translation.override("en"):
        assert str(written(figure("12345", "cny-100m"))) == "1,234.5 billion yuan"
        assert str(written(figure("8433", "cny"))) == "8,433 yuan"


@pytest.mark.parametrize(
    ("unit", "told"),
    [
        (Unit(quantity="count", factor=10_000, name="万件", name_en="10,000 items"), "250 thousand"),
        (Unit(quantity="mass", factor=10_000, name="万吨", name_en="10,000 tonnes"), "250 thousand tonnes"),
        (Unit(quantity="mass", factor=1_000, name="千吨", name_en="1,000 tonnes"), "25 thousand tonnes"),
        (Unit(quantity="mass", factor=1_000_000, name="百万吨", name_en="million tonnes"), "25 million tonnes"),
        (Unit(quantity="mass", factor=10_000, name="万吨", name_en="wan tonnes"), "25 wan tonnes"),
        (Unit(quantity="mass", factor=10_000, name="万吨"), "25 万吨"),
        (Unit(quantity="count", factor=12, name="打", name_en="dozen"), "25 dozen"),
    ],
)
def test_a_unit_that_staff_add_is_said_in_powers_if_its_english_name_begins_with_them(unit: Unit, told: str) -> None:
    with translation.override("en"):
        assert figure_text(figure("25", unit)) == told


def test_where_a_unit_stands_by_itself_it_keeps_its_name() -> None:
    with translation.override("en"):
        names = [unit_words(figure("1", code).indicator) for code in COUNTED_BY_TENS]
    assert names == [
        "10,000 yuan",
        "100 million yuan",
        "10,000 US dollars",
        "100 million US dollars",
        "10,000 persons",
        "10,000 attendances",
        "10,000 copies",
    ]


def read_back(words: str) -> tuple[Fraction, int, str, str]:
    """What English words amount to, and by what power, number and unit they say so."""
    number, *rest = words.split(" ")
    power = POWERS[rest.pop(0)] if rest[0] in POWERS else 1
    plain = number.replace("−", "-").replace(",", "")
    return Fraction(plain) * power, power, plain, " ".join(rest)


@given(amounts, st.sampled_from(COUNTED_BY_TENS))
def test_read_back_the_words_are_exactly_the_value_times_its_factor(value: str, unit: str) -> None:
    with translation.override("en"):
        amount, power, _number, word = read_back(figure_text(figure(value, unit)))
    assert amount == Fraction(value) * Fraction(UNITS[unit].factor)
    assert word == UNITS[unit.rpartition("-")[0]].name_en
    assert power == max([1, *(one for one in POWERS.values() if one <= abs(amount))])


@given(amounts, st.sampled_from(COUNTED_BY_TENS))
def test_the_last_digit_printed_is_the_last_one_said(value: str, unit: str) -> None:
    with translation.override("en"):
        amount, power, number, _word = read_back(figure_text(figure(value, unit)))
    decimals = len(number.partition(".")[2])
    printed = len(f"{Decimal(value):f}".partition(".")[2])
    zeros = len(str(power)) - len(str(int(UNITS[unit].factor)))
    if printed and amount:
        assert decimals == max(0, printed + zeros)
    else:
        assert decimals == 0 or number[-1] != "0"
