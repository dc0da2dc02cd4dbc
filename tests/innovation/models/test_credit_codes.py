"""Social credit codes are checked as GB 32100-2015 says."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from innovation.models.enterprises import CREDIT_CODE_CHARACTERS, credit_code_check, validate_credit_code

PUBLIC = ["91330100799655058B", "9144030071526726XG", "914403001922038216", "91110108551385082Q"]
VALUES = dict(zip("0123456789ABCDEFGHJKLMNPQRTUWXY", range(31), strict=True))
WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
codes = st.text(CREDIT_CODE_CHARACTERS, min_size=17, max_size=17)


def right_character(code: str) -> str:
    """The check character, found by trying: with weight 1 it makes the sum divisible by 31."""
    total = sum(VALUES[letter] * weight for letter, weight in zip(code, WEIGHTS, strict=True))
    return next(letter for letter, value in VALUES.items() if (total + value) % 31 == 0)


@pytest.mark.parametrize("code", PUBLIC)
def test_codes_of_well_known_companies_are_right(code: str) -> None:
    validate_credit_code(code)
    assert credit_code_check(code) == code[17]


@given(codes)
def test_the_check_character_agrees_with_the_table_of_weights(code: str) -> None:
    assert credit_code_check(code) == right_character(code)
    validate_credit_code(code + right_character(code))


@pytest.mark.parametrize("code", PUBLIC)
def test_every_wrong_character_is_caught(code: str) -> None:
    for place in range(18):
        for letter in set(CREDIT_CODE_CHARACTERS) - {code[place]}:
            wrong = code[:place] + letter + code[place + 1 :]
            assert credit_code_check(wrong) != wrong[17]


@pytest.mark.parametrize(
    "code",
    ["", "9133010079965505", "91330100799655058BB", "9133010079965505IB", "９1330100799655058B", "91330100799655058b"],
)
def test_what_is_no_code_is_refused(code: str) -> None:
    with pytest.raises(ValidationError):
        validate_credit_code(code)
