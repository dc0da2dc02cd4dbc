"""What is said about a file: why it was refused, what of it was not read, and what is wrong with a cell."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

_REFUSALS = {
    "empty": _("The file is empty. Save the table once more, and choose it again."),
    "large": _("The file is larger than %(limit)d MB. Delete pictures and other sheets from it, or split the table."),
    "other": _("“%(name)s” is no table. Choose a workbook (.xlsx, .xls, .ods) or a CSV file."),
    "encoding": _("There are characters in the file that cannot be read. Save it as “CSV UTF-8” or as .xlsx."),
    "picture": _("“%(name)s” is a picture. Choose the workbook (.xlsx, .xls, .ods) or CSV file with the table."),
    "pdf": _("“%(name)s” is a PDF file. Choose the workbook (.xlsx, .xls, .ods) that it was made from."),
    "document": _("“%(name)s” is a text document. Copy its table into a workbook, and choose that."),
    "slides": _("“%(name)s” is a presentation. Copy its table into a workbook, and choose that."),
    "archive": _("“%(name)s” is a packed archive. Unpack it, and choose the workbook in it."),
    "workbook": _("“%(name)s” is a kind of workbook that is not read here. Open it and save it as .xlsx."),
    "password": _(
        "The workbook is protected with a password. Open it, remove the password, save it and choose it again."
    ),
    "damaged": _("The file is damaged or incomplete. Open it in Excel or WPS, save it as .xlsx and choose it again."),
    "definitions": _(
        "There are definitions in the file that no spreadsheet program writes. Save the table as .xlsx anew."
    ),
    "inflated": _("Unpacked, the workbook is larger than %(limit)d MB. Copy the table as values into a new workbook."),
    "parts": _("The workbook has more than %(limit)d parts. Copy the table as values into a new workbook."),
    "exhausted": _("Reading the file took too much time or memory. Copy the table as values into a new workbook."),
    "rows": _("The table has more than %(limit)d rows. Split it into several files."),
    "columns": _(
        "There is text in column %(column)s of row %(row)d. A table has at most %(limit)d columns: delete what stands "
        "further to the right."
    ),
    "quotes": _("Quotation marks in or before row %(row)d do not pair up. Correct them, or save the table as .xlsx."),
    "blank": _("There is no text in the file. Choose the one that holds the table."),
    "all_hidden": _("All sheets with text are hidden. Unhide the one to be read, and save the workbook."),
    "headings": _("No row of headings was found. The first %(rows)d rows should hold headings such as %(known)s."),
}

_REMARKS = {
    "macros": _("There are macros in the workbook. They were not run."),
    "from_1904": _("The workbook counts days from 1904 on. Its dates were read accordingly."),
    "others": _("Only the sheet “%(sheet)s” was read, not these: %(sheets)s."),
    "hidden": _("Hidden sheets were not read: %(sheets)s."),
    "titles": _("The headings stand in row %(row)d. What stands above them was not read."),
    "repeated": _("The headings stand again in rows %(rows)s, which were left out."),
    "notes": _("Notes were left out: rows %(rows)s."),
    "merged": _("Merged cells hold a value in their first row only. Rows without it: %(rows)s."),
    "misnamed": _("By its content “%(name)s” is %(kind)s. It was read as such."),
}

_KINDS = {
    "xlsx": _("an Excel workbook (.xlsx)"),
    "xls": _("a workbook of Excel 2003 or earlier (.xls)"),
    "ods": _("an OpenDocument workbook (.ods)"),
    "csv": _("a text file (.csv)"),
    "html": _("a web page with a table (.html)"),
    "xml2003": _("an XML table of Excel 2003 (.xml)"),
}

_FAULTS = {
    "formula": _("The formula has no stored value. Open the file in Excel or WPS, save it, and choose it again."),
    "error": _("The cell shows an error. Correct the formula, or write the value itself."),
    "merged": _("The cell is merged with others. Split them, and fill in each row."),
    "garbled": _("A character of the text cannot be read. Save the file as .xlsx, and choose it again."),
    "long": _("The text is longer than a cell may hold. Shorten it."),
}

Details = Mapping[str, Any]


def refusal(code: str, details: Details) -> str:
    """Why a file was refused, and what to do."""
    return str(_REFUSALS[code]) % details


def remark(code: str, details: Details) -> str:
    """What of a file was not read, or read otherwise than one might think."""
    listed = {name: listing(value) if isinstance(value, list) else value for name, value in details.items()}
    if details.get("more"):
        listed["rows"] = gettext("%(rows)s and more") % listed
    if "kind" in details:
        listed["kind"] = _KINDS[details["kind"]]
    return str(_REMARKS[code]) % listed


def fault(code: str) -> str:
    """What is wrong with a cell, and what to do."""
    return str(_FAULTS[code])


def listing(names: Iterable[object]) -> str:
    """Names one after another, as the language of the screen has it."""
    return ("、" if _chinese() else ", ").join(map(str, names))


def examples(headings: Iterable[str], most: int) -> str:
    """Some headings, those in the language of the screen first."""
    return listing(sorted(headings, key=lambda heading: heading.isascii() == _chinese())[:most])


def _chinese() -> bool:
    return (get_language() or "").startswith("zh")
