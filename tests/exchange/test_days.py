"""Dates and periods as people write them, and what is said of what is none."""

import datetime as dt

import pytest
from django.utils import translation

from innovation.exchange.cells import Day, PartialDate, Said
from innovation.exchange.days import day_of_serial, read_date, read_period
from innovation.exchange.lookups import Lookups
from innovation.exchange.problems import CellError
from innovation.models import Precision

NO_DATE = "“%s” is no date. Write 2006-08-11, or 2006-08 or 2006 if no more is known."
NO_YEAR = "The year of “%s” is not known. Leave the cell empty, or write the year."
NO_PERIOD = "“%s” is no period. Write 2006, 2006-S1, 2006-Q2, 2006-08, 2006-09-30 or 2006年上半年."
UNKNOWN = "The period “%s” is not known. Choose one, or write _U if nobody knows it."
AUGUST = dt.date(2006, 8, 1)


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("text", "date"),
    [
        *(
            (text, (AUGUST, Precision.DAY))
            for text in (
                "2006-8-1",
                "2006-08-01",
                "2006.8.1",
                "2006/8/1",
                "20060801",
                "2006年8月1日",
                "2006年8月1号",
                "2006年 8月 1日",
                "２００６年８月１日",
            )
        ),
        *((text, (AUGUST, Precision.MONTH)) for text in ("2006-08", "2006-8", "2006.8", "2006年8月", "2006年08月")),
        *((text, (dt.date(2006, 1, 1), Precision.YEAR)) for text in ("2006", "2006年", "２００６年")),
        ("2005.10", (dt.date(2005, 10, 1), Precision.MONTH)),
        ("2005.01", (dt.date(2005, 1, 1), Precision.MONTH)),
        ("2004-02-29", (dt.date(2004, 2, 29), Precision.DAY)),
        ("1900-01-01", (dt.date(1900, 1, 1), Precision.DAY)),
        ("2100-12-31", (dt.date(2100, 12, 31), Precision.DAY)),
    ],
)
def test_a_date_is_read_as_far_as_it_is_known(text, date):
    assert read_date(text) == date


@pytest.mark.parametrize(
    ("text", "message"),
    [
        *(
            (text, NO_DATE % text)
            for text in (
                "38930",
                "2006-13-01",
                "2006-02-30",
                "2005-02-29",
                "2006-00-00",
                "2006-8-0",
                "2006.13",
                "06-8-1",
                "8/1/2006",
                "1899",
                "2101",
                "200608",
                "2006年8月初",
                "2006-",
                "2006～2007",
                "二〇〇六年",
                "2006-08-0①",
                "",
            )
        ),
        *((text, NO_YEAR % text) for text in ("200x", "200X年", "２００ｘ", "20xx", "200*年", "200?年8月", "xxxx")),
        ("2005.1", "“2005.1” may be January or October. Write 2006-01 or 2006-10."),
    ],
)
def test_what_is_no_date_is_said(text, message):
    with pytest.raises(CellError) as refused:
        read_date(text)
    assert str(refused.value) == message


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("38930", AUGUST),
        ("３８９３０", AUGUST),
        ("73415", dt.date(2100, 12, 31)),
        ("73416", None),
        ("99999", None),
        ("2006", None),
        ("20060801", None),
        ("38930.5", None),
    ],
)
def test_a_day_is_known_by_the_number_a_spreadsheet_keeps_it_under(text, day):
    assert day_of_serial(text) == day


def test_a_day_kept_as_a_number_has_to_be_confirmed():
    doubt = "“38930” was read as 2006-08-01."
    assert Day().said("x", "38930", Lookups()) == Said({"x": AUGUST}, doubt)
    assert PartialDate().said("x", "38930", Lookups()) == Said({"x": AUGUST, "precision": "day"}, doubt)


@pytest.mark.parametrize(("text"), ["2006-08", "2006年8月", "2006"])
def test_where_a_day_is_wanted_a_month_is_not_enough(text):
    with pytest.raises(CellError) as refused:
        Day().said("x", text, Lookups())
    assert str(refused.value) == f"“{text}” lacks the day. Write a date like 2006-08-11."


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2006", "2006"),
        ("2006年", "2006"),
        ("2006 年", "2006"),
        ("２００６年度", "2006"),
        ("2006-S1", "2006-S1"),
        ("2006年上半年", "2006-S1"),
        ("2006年下半年", "2006-S2"),
        ("2006年1-6月", "2006-S1"),
        ("2006年1月-6月", "2006-S1"),
        ("2006年1~6月份", "2006-S1"),
        ("2006年1至9月", "2006-01-01/P9M"),
        ("2006年前三季度", "2006-01-01/P9M"),
        ("2006年5-8月", "2006-05-01/P4M"),
        ("2006年1-12月", "2006"),
        ("2006-Q2", "2006-Q2"),
        ("2006年第三季度", "2006-Q3"),
        ("2006年3季度", "2006-Q3"),
        ("2006年8月", "2006-08"),
        ("2006-08", "2006-08"),
        ("2006-12", "2006-12"),
        ("2006-08-31", "2006-08-31"),
        ("2006年9月30日", "2006-09-30"),
        ("2003-2004年", "2003-01-01/P2Y"),
        ("2003年-2006年", "2003-01-01/P4Y"),
        ("2003-2006", "2003-01-01/P4Y"),
        ("2003—2006", "2003-01-01/P4Y"),
        ("2003－2006", "2003-01-01/P4Y"),
        ("2003～2006年", "2003-01-01/P4Y"),
        ("2003-2003年", "2003"),
        ("截至2006年9月30日", "../2006-09-30"),
        ("截止到2006年9月", "../2006-09-30"),
        ("截至2006年底", "../2006-12-31"),
        ("截至2006年末累计", "../2006-12-31"),
        ("../2006-09-30", "../2006-09-30"),
        ("2005-01-01/P24M", "2005-01-01/P2Y"),
        ("_U", "_U"),
    ],
)
def test_a_period_is_read_as_its_code(text, code):
    assert read_period(text) == code


@pytest.mark.parametrize(
    ("text", "message"),
    [
        *(
            (text, NO_PERIOD % text)
            for text in (
                "2006-2003",
                "2006—2003",
                "2006年-2003年",
                "2006-0801",
                "2006-1201",
                "2006-9999",
                "0000-2006",
                "2006-13",
                "2006-8",
                "2006.1",
                "2006-Q5",
                "2006年13月",
                "2006年0月",
                "2006年1-13月",
                "2006年8-5月",
                "2006年9月31日",
                "2006年底",
                "1899年",
                "2101年",
                "截至",
                "截至目前",
                "1-6月",
                "_u",
                "",
            )
        ),
        *((text, UNKNOWN % text) for text in ("200x", "200x年", "20xx", "２００ｘ")),
    ],
)
def test_what_is_no_period_is_said(text, message):
    with pytest.raises(CellError) as refused:
        read_period(text)
    assert str(refused.value) == message
