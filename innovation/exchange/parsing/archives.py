"""What is packed into a workbook, unpacked within bounds, and XML read without definitions of its own."""

import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from xml.parsers import expat

from innovation.exchange.parsing.books import Unread

MAX_PARTS = 2_000
MAX_INFLATED = 400 * 2**20
_CHUNK = 2**16

Start = Callable[[str, dict[str, str]], Any]


class Archive:
    """The parts of a zip file. What it says about their sizes is not believed: they are unpacked once and counted."""

    def __init__(self, path: Path) -> None:
        with _damage():
            self._zip = zipfile.ZipFile(path)
        self.names = self._zip.namelist()
        if len(self.names) > MAX_PARTS:
            raise Unread("parts", limit=MAX_PARTS)
        if any(part.flag_bits & 1 for part in self._zip.infolist()):
            raise Unread("password")

    def measure(self) -> None:
        """Refuse what unpacks to too much."""
        total = 0
        for name in self.names:
            for chunk in self.chunks(name):
                total += len(chunk)
                if total > MAX_INFLATED:
                    raise Unread("inflated", limit=MAX_INFLATED // 2**20)

    def chunks(self, name: str) -> Iterator[bytes]:
        """A part, piece by piece."""
        with _damage(), self._zip.open(name) as part:
            while chunk := part.read(_CHUNK):
                yield chunk

    def read(self, name: str) -> bytes:
        """A whole part; nothing if there is none of that name."""
        return b"".join(self.chunks(name)) if name in self.names else b""


@contextmanager
def _damage() -> Iterator[None]:
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, KeyError, ValueError):
        raise Unread("damaged") from None


def read_xml(
    chunks: Iterable[bytes | str], start: Start, end: Callable[[str], Any], text: Callable[[str], Any]
) -> Iterator[None]:
    """Go through XML; yields after each piece, so that what was found up to there can be handed on."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    # Without definitions there are no entities to swell, and no other files to fetch.
    parser.StartDoctypeDeclHandler = _definitions
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
            yield
        parser.Parse(b"", True)
        yield
    except expat.ExpatError:
        raise Unread("damaged") from None


def _definitions(*_declaration: Any) -> None:
    raise Unread("definitions")


def local(name: str) -> str:
    """A name without its prefix."""
    return name.rpartition(":")[2]


def plain(attributes: dict[str, str]) -> dict[str, str]:
    """Attributes by their names without prefixes."""
    return {local(name): value for name, value in attributes.items()}


def elements(data: bytes) -> Iterator[tuple[str, dict[str, str]]]:
    """The elements of a small part in the order of their beginnings, names without prefixes."""
    found: list[tuple[str, dict[str, str]]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        found.append((local(name), plain(attributes)))

    for _ in read_xml([data], start, _nothing, _nothing) if data else ():
        pass
    return iter(found)


def _nothing(_: str) -> None:
    """What is not asked for."""
