"""How the cells of a workbook look."""

from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

GREY, WASH, NEEDED = "#5f6b77", "#f4f6f8", "#d6e4f3"


class Styles:
    """The formats of a workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self._made: dict[tuple[Any, ...], Format] = {}

    def __call__(self, **properties: Any) -> Format:
        key = tuple(properties.items())
        if key not in self._made:
            self._made[key] = self.book.add_format({"valign": "top", **properties})
        return self._made[key]

    def heading(self, required: bool = False) -> Format:
        """Of the first row; what must be filled in stands out."""
        return self(bold=required, bg_color=NEEDED if required else WASH, bottom=1, text_wrap=True)
