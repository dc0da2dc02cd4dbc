"""The worksheets that stand behind the first: the lists to choose from, and how to fill in the sheet."""

from collections.abc import Iterable, Sequence
from itertools import zip_longest

from django.utils.translation import gettext as _
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from innovation.exchange.guidance import Advice, rules
from innovation.exchange.sheets import ROW_KEY, Sheet
from innovation.exchange.styles import Styles

# So many of a list are named in the guide.
MOST_NAMED = 20


def add_lists(book: Workbook, styles: Styles, advice: Sequence[Advice]) -> dict[str, str]:
    """Write the lists to choose from, one below each heading; returns where the list of a field stands."""
    listed = [each for each in advice if each.choices]
    if not listed:
        return {}
    page = book.add_worksheet(_("Code lists"))
    page.freeze_panes(1, 0)
    page.set_column(0, len(listed) - 1, 24, styles(num_format="@"))
    _write(page, 0, [each.column.heading for each in listed], styles.heading())
    for number, line in enumerate(zip_longest(*(each.choices for each in listed), fillvalue=""), start=1):
        _write(page, number, line, styles(num_format="@"))
    return {each.column.field: _range(page, place, len(each.choices)) for place, each in enumerate(listed)}


def _range(page: Worksheet, place: int, length: int) -> str:
    column = xl_col_to_name(place)
    return f"='{page.get_name()}'!${column}$2:${column}${length + 1}"


def add_guide(book: Workbook, styles: Styles, sheet: Sheet, advice: Sequence[Advice]) -> None:
    """Write what belongs in each column, what holds for all, and an example in the layout of the sheet."""
    page = book.add_worksheet(_("How to fill it in"))
    for place, width in enumerate((24, 24, 18, 60, 24, 60)):
        page.set_column(place, place, width)
    _write(page, 0, _headings(), styles.heading())
    for number, each in enumerate(advice, start=1):
        _write(page, number, _line(each), styles(text_wrap=True, num_format="@"))
    number = len(advice) + 2
    for rule in rules(sheet):
        page.write_string(number, 0, rule)
        number += 1
    page.write_string(number + 1, 0, _("An example, in the layout of the sheet:"), styles(bold=True))
    _write(page, number + 2, [*(each.column.heading for each in advice), ROW_KEY.heading], styles.heading())
    _write(page, number + 3, [each.example for each in advice], styles(num_format="@"))


def _headings() -> list[str]:
    return [
        _("Column"),
        _("In the other language"),
        _("Required"),
        _("What belongs there"),
        _("Example"),
        _("To choose from"),
    ]


def _line(each: Advice) -> list[str]:
    column = each.column
    other = column.english if column.heading == column.chinese else column.chinese
    more = " …" if len(each.choices) > MOST_NAMED else ""
    named = " · ".join(each.choices[:MOST_NAMED]) + more
    return [column.heading, other, each.need, each.explanation, each.example, named]


def _write(page: Worksheet, number: int, texts: Iterable[str], style: Format) -> None:
    for place, text in enumerate(texts):
        if text:
            page.write_string(number, place, text, style)
