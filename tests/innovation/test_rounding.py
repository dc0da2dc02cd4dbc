"""Numbers are rounded half up, as statistics in China does it."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innovation.rounding import half_up, natural
from tests.oracle import printed

numbers = st.decimals(-(10**11), 10**11, places=6)


@pytest.mark.parametrize(
    ("value", "decimals", "rounded"),
    [
        ("27.65", 1, "27.7"),
        ("2.5", 0, "3"),
        ("-2.5", 0, "-3"),
        ("0.005", 2, "0.01"),
        ("-0.04", 1, "0.0"),
        ("13", 1, "13.0"),
        ("757", 2, "757.00"),
        ("1E+3", 0, "1000"),
    ],
)
def test_half_up(value: str, decimals: int, rounded: str) -> None:
    assert str(half_up(Decimal(value), decimals)) == rounded


@given(numbers, st.integers(0, 6))
def test_half_up_agrees_with_whole_number_arithmetic(value: Decimal, decimals: int) -> None:
    assert str(half_up(value, decimals)) == printed(Fraction(value), decimals)


@pytest.mark.parametrize(
    ("value", "plain"),
    [("6.7700", "6.77"), ("40.0000", "40"), ("0.0000", "0"), ("-0.0", "0"), ("1E+3", "1000"), ("2500", "2500")],
)
def test_natural(value: str, plain: str) -> None:
    assert str(natural(Decimal(value))) == plain


@given(numbers)
def test_natural_changes_no_value(value: Decimal) -> None:
    assert natural(value) == value
    assert str(natural(value)) == printed(Fraction(value), None)
