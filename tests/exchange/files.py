"""Files as people send them, made anew for each test: workbooks, text files, and what only pretends to be one."""

import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import msoffcrypto.format.ooxml
import xlsxwriter
import xlwt

Rows = Sequence[Sequence[Any]]


def csv_file(rows: Rows, encoding: str = "utf-8", separator: str = ",") -> bytes:
    return "".join(separator.join(map(str, row)) + "\r\n" for row in rows).encode(encoding)


def xlsx(rows: Rows = (), *, more: Callable[[xlsxwriter.Workbook, Any], object] | None = None, **options: Any) -> bytes:
    """A workbook with one sheet, and with whatever else is done to it."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, **options})
    sheet = book.add_worksheet("表")
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            sheet.write(number, column, value)
    if more:
        more(book, sheet)
    book.close()
    return buffer.getvalue()


def xls(rows: Rows = (), *, more: Callable[[xlwt.Workbook, Any], object] | None = None) -> bytes:
    buffer = io.BytesIO()
    book = xlwt.Workbook()
    sheet = book.add_sheet("表")
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            sheet.write(number, column, value)
    if more:
        more(book, sheet)
    book.save(buffer)
    return buffer.getvalue()


def zipped(parts: dict[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def changed(data: bytes, parts: dict[str, Callable[[bytes], bytes]] | None = None) -> bytes:
    """A workbook with some of its parts rewritten."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    for name, change in (parts or {}).items():
        content[name] = change(content.get(name, b""))
    return zipped(content)


_STRING = '<Data ss:Type="String">%s</Data>'
SHEET = "xl/worksheets/sheet1.xml"


def xlsx_of(sheet_data: str, tail: str = "") -> bytes:
    """A workbook whose rows are written out as XML."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    xml = f'<?xml version="1.0"?><worksheet xmlns="{main}"><sheetData>{sheet_data}</sheetData>{tail}</worksheet>'
    return changed(xlsx(), {SHEET: lambda _: xml.encode()})


def ods(tables: str, styles: str = "") -> bytes:
    """A workbook in the open format whose tables are written out as XML."""
    names = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text", "style")
    )
    xml = (
        f"<office:document-content{names}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    return zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": xml})


def ods_row(*cells: str, repeated: int = 1) -> str:
    """A row of an open workbook; a cell is its text, or XML."""
    made = (
        cell if cell.startswith("<") else f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>"
        for cell in cells
    )
    return f'<table:table-row table:number-rows-repeated="{repeated}">{"".join(made)}</table:table-row>'


def ods_table(*rows: str) -> str:
    return f'<table:table table:name="表">{"".join(rows)}</table:table>'


def html(body: str, encoding: str = "utf-8") -> bytes:
    page = f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={encoding}"></head>{body}</html>'
    return page.encode(encoding)


def html_table(rows: Iterable[Iterable[object]]) -> str:
    return "<table>" + "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows) + "</table>"


def xml2003(rows: str, styles: str = "") -> bytes:
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    return (
        f'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="{space}" xmlns:ss="{space}">'
        f'<Styles>{styles}</Styles><Worksheet ss:Name="表"><Table>{rows}</Table></Worksheet></Workbook>'
    ).encode()


def xml2003_row(*cells: str) -> str:
    return f"<Row>{''.join(f'<Cell>{_STRING % cell}</Cell>' for cell in cells)}</Row>"


def encrypted(data: bytes) -> bytes:
    """A workbook as Excel saves it under a password."""
    buffer = io.BytesIO()
    msoffcrypto.format.ooxml.OOXMLFile(io.BytesIO(data)).encrypt("secret", buffer)
    return buffer.getvalue()


def xls_with_password(data: bytes) -> bytes:
    """An old workbook that says that it is encrypted: its second record is replaced by the one that says so."""
    start = data.index(bytes.fromhex("09081000"))  # the first record of the workbook
    second = start + 20
    return data[:second] + bytes.fromhex("2F00") + data[second + 2 :]


def bomb(size: int) -> bytes:
    """A workbook with a part of so many blanks, made without ever holding them."""
    buffer = io.BytesIO(xlsx([["企业名称"]]))
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/more.xml", "w") as part:
        for _ in range(size // 2**20):
            part.write(b" " * 2**20)
    return buffer.getvalue()
