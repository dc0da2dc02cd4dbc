"""Pages as trees: just enough to ask what a reader sees."""

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class Element:
    """One element, with its attributes and all that stands in it."""

    def __init__(self, name: str, attributes: dict[str, str]) -> None:
        self.name, self.attributes = name, attributes
        self.content: list[Element | str] = []

    def __getitem__(self, attribute: str) -> str:
        return self.attributes[attribute]

    def __iter__(self) -> Iterator["Element"]:
        """All elements in it, at any depth, in the order of the page."""
        for part in self.content:
            if isinstance(part, Element):
                yield part
                yield from part

    def all(self, name: str = "", of: str = "", **attributes: str) -> list["Element"]:
        """The elements in it of a name, a class (`of`) and with these attributes."""
        return [one for one in self if one._is(name, of, attributes)]

    def only(self, name: str = "", of: str = "", **attributes: str) -> "Element":
        """The one element of this kind."""
        found = self.all(name, of, **attributes)
        assert len(found) == 1, f"{len(found)} of {name} {of} {attributes}"
        return found[0]

    @property
    def text(self) -> str:
        """Its words, with single spaces."""
        return " ".join("".join(self._words()).split())

    def _words(self) -> Iterator[str]:
        for part in self.content:
            if isinstance(part, str):
                yield part
            elif part.name == "br":
                yield " "
            else:
                yield from part._words()

    def _is(self, name: str, of: str, attributes: dict[str, str]) -> bool:
        if name and self.name != name or of and of not in self.attributes.get("class", "").split():
            return False
        # A keyword cannot be written with a hyphen, nor be a word of the language.
        wanted = {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items()}
        return all(self.attributes.get(key) == value for key, value in wanted.items())


class _Reader(HTMLParser):
    """Builds the tree, and takes no tag that is closed out of turn."""

    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].content.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().name == tag, f"</{tag}> closes another element"

    def handle_data(self, data: str) -> None:
        self.open[-1].content.append(data)


def parsed(text: str) -> Element:
    """The page that is written so."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    assert len(reader.open) == 1, f"<{reader.open[-1].name}> is never closed"
    return reader.open[0]


def read(answer: Any) -> Element:
    """The page that an answer of the test client holds."""
    return parsed(answer.content.decode())


def rows(table: Element) -> list[list[str]]:
    """The words of each cell below a table's head."""
    body = table.only("tbody")
    return [[cell.text for cell in row.all() if cell.name in ("th", "td")] for row in body.all("tr")]
