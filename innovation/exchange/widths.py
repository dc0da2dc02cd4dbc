"""Digits and signs as Chinese keyboards write them."""

_HALF = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: " ", 0x2212: "-"}


def half_width(text: str) -> str:
    """The text with ２５００ as 2500.

    What else Unicode takes for digits stays as it is: 1021① is a number with a footnote, and not 10211.
    """
    return text.translate(_HALF)
