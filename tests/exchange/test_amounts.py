"""Numbers as people write them, with units and words, and what is said of what is no number."""

from decimal import Decimal

import pytest
from django.utils import translation

from innovation.exchange.amounts import Amount, read_amount, read_number
from innovation.exchange.cells import Money, Printed, Said, Whole
from innovation.exchange.lookups import Lookups
from innovation.exchange.problems import CellError

NO_NUMBER = "“%s” is no number. Write digits only; the unit has a column of its own."
TOO_LONG = "This is no number that can be kept: it has too many digits. Check it."


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def amount(number, unit="", qualifier=""):
    return Amount(Decimal(number), unit, qualifier)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("1021", amount("1021")),
        ("1,021", amount("1021")),
        ("1，021", amount("1021")),
        ("1 021", amount("1021")),
        ("1,234,567.80", amount("1234567.80")),
        ("２５００", amount("2500")),
        ("１．５", amount("1.5")),
        ("13.0", amount("13.0")),
        ("0", amount("0")),
        ("+5", amount("5")),
        ("-5", amount("-5")),
        ("－5", amount("-5")),
        ("−5", amount("-5")),
        ("1,021万元", amount("1021", "万元")),
        ("1,021 万元", amount("1021", "万元")),
        ("１，０２１万元", amount("1021", "万元")),
        ("-5万元", amount("-5", "万元")),
        ("1.2亿元", amount("1.2", "亿元")),
        ("300元", amount("300", "元")),
        ("2百万元", amount("2", "百万元")),
        ("3千万元", amount("3", "千万元")),
        ("50％", amount("50", "%")),
        ("5‰", amount("5", "‰")),
        ("3个百分点", amount("3", "个百分点")),
        ("100㎡", amount("100", "㎡")),
        ("1021①", amount("1021", "①")),
        ("1021²", amount("1021", "²")),
        ("2500余人", amount("2500", "人", "gt-yu")),
        ("2500人余", amount("2500", "人", "gt-yu")),
        ("300多人", amount("300", "人", "gt-duo")),
        ("2万余册", amount("2", "万册", "gt-yu")),
        ("5000万余元", amount("5000", "万元", "gt-yu")),
        ("5亿多元", amount("5", "亿元", "gt-duo")),
        ("300多万元", amount("300", "万元", "gt-duo")),
        ("近300", amount("300", "", "lt")),
        ("超过5000美元", amount("5000", "美元", "gt")),
        ("逾100家", amount("100", "家", "gt")),
        ("不足10%", amount("10", "%", "under")),
        ("50%以上", amount("50", "%", "ge")),
        ("4.5万元左右", amount("4.5", "万元", "approx")),
        ("约2万人次", amount("2", "万人次", "approx")),
        ("约 2 万人次", amount("2", "万人次", "approx")),
    ],
)
def test_an_amount_is_read_with_its_unit_and_the_word_about_it(text, read):
    assert read_amount(text) == read


@pytest.mark.parametrize(
    ("text", "message"),
    [
        *(
            (text, NO_NUMBER % text)
            for text in (
                "NaN",
                "Infinity",
                "-inf",
                "1e5",
                "12-3",
                "1～2",
                "1.2.3",
                ".5",
                "5.",
                "1_000",
                "1000,00",
                "1 2",
                "12 34",
                "²",
                "١٢",
                "三百",
                "逾百",
                "1万2千",
                "$300",
                "万元",
                "约",
                "-",
                "",
                "=1+1",
            )
        ),
        ("1,02,1", NO_NUMBER % "1,02,1"),
        ("12,345 678", NO_NUMBER % "12,345 678"),
        ("12,34万元", NO_NUMBER % "12,34"),
        ("约300多", "“约300多” says twice how exact it is. Keep one of the words."),
        ("近2万余元", "“近2万余元” says twice how exact it is. Keep one of the words."),
        ("9" * 31, TOO_LONG),
        ("9" * 5000 + "元", TOO_LONG),
    ],
)
def test_what_is_no_amount_is_said(text, message):
    with pytest.raises(CellError) as refused:
        read_amount(text)
    assert str(refused.value) == message


@pytest.mark.parametrize("text", ["1,021万元", "2500余", "近300", "50%", "1021①"])
def test_a_plain_number_has_neither_unit_nor_word(text):
    with pytest.raises(CellError) as refused:
        read_number(text)
    assert str(refused.value) == NO_NUMBER % text


@pytest.mark.parametrize(
    ("cell", "text", "said"),
    [
        (Money(), "1,021", Said({"x": Decimal(1021)})),
        (Money(), "1,021万元", Said({"x": Decimal(1021)}, "“1,021万元” was read as 1021 (10,000 yuan).")),
        (Money(), "1.2亿元", Said({"x": Decimal(12000)}, "“1.2亿元” was read as 12000 (10,000 yuan).")),
        (Money(), "1.2亿", Said({"x": Decimal(12000)}, "“1.2亿” was read as 12000 (10,000 yuan).")),
        (Money(), "300元", Said({"x": Decimal("0.03")}, "“300元” was read as 0.03 (10,000 yuan).")),
        (Whole(), "42", Said({"x": 42})),
        (Whole(), "42.0", Said({"x": 42})),
        (Whole(), "42人", Said({"x": 42}, "“42人” was read as 42.")),
        (Whole(), "2.5万册", Said({"x": 25000}, "“2.5万册” was read as 25000.")),
        (Printed(), "13.0", Said({"x": Decimal("13.0"), "decimals": 1})),
    ],
)
def test_a_cell_converts_what_is_written_in_another_unit_and_has_it_confirmed(cell, text, said):
    assert cell.said("x", text, Lookups()) == said


@pytest.mark.parametrize(
    ("cell", "text", "message"),
    [
        (Money(), "5000美元", "“5000美元” is no amount in yuan. Write it in 10,000 yuan."),
        (Money(), "50%", "“50%” is no amount in yuan. Write it in 10,000 yuan."),
        (Money(), "300多万元", "“300多万元” is not exact. Write the number; the word belongs into the note."),
        (Whole(), "2500余人", "“2500余人” is not exact. Write the number; the word belongs into the note."),
        (Whole(), "50%", NO_NUMBER % "50%"),
        (Whole(), "200x", NO_NUMBER % "200x"),
        (Whole(), "4.5", "“4.5” is no whole number."),
        (Whole(), "1.23456万", "“1.23456万” is no whole number."),
    ],
)
def test_a_cell_says_what_it_cannot_convert(cell, text, message):
    with pytest.raises(CellError) as refused:
        cell.said("x", text, Lookups())
    assert str(refused.value) == message
