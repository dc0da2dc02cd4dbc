"""What is read out of a file before any sheet is known."""

import pytest
from django.utils import translation

from innovation.exchange.problems import Refused
from innovation.exchange.tables import Line, Table, read_csv


def test_rows_keep_the_numbers_that_a_spreadsheet_shows():
    table = read_csv("代码,名称\r\na,甲\r\n,\r\nb,乙\r\n".encode())
    assert table == Table(("代码", "名称"), (Line(2, ("a", "甲")), Line(4, ("b", "乙"))))


def test_a_cell_of_several_lines_is_one_row():
    assert [line.number for line in read_csv(b'code,note\na,"one\ntwo"\nb,three\n').lines] == [2, 3]


def test_a_byte_order_mark_and_empty_columns_at_the_end_are_no_part_of_the_headings():
    assert read_csv("代码,名称,,\na,甲,,\n".encode("utf-8-sig")).headings == ("代码", "名称")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("代码\n甲\n".encode("gbk"), "The file is not written in UTF-8. Save it as “CSV UTF-8”."),
        (b"", "Row 1: The first row is empty: the headings belong there."),
        (b",,\na,b,c\n", "Row 1: The first row is empty: the headings belong there."),
        (b'a\n"b', "The file is no CSV file: unexpected end of data."),
    ],
)
def test_a_file_that_is_no_table_is_refused_with_a_remedy(data, message):
    with translation.override("en"):
        with pytest.raises(Refused) as refused:
            read_csv(data)
        assert [str(problem) for problem in refused.value.problems] == [message]
