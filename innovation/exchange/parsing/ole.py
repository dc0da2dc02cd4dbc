"""The streams in a compound file, the container of Office files before 2007 and of encrypted ones since."""

import struct
from collections.abc import Iterator

from innovation.exchange.parsing.books import Unread

SIGNATURE = bytes.fromhex("D0CF11E0A1B11AE1")
_ENTRY = 128
_LAST = 0xFFFFFFFA  # from here on a number is no sector but a mark
_STORAGE, _STREAM, _ROOT = 1, 2, 5


class Compound:
    """The names in a compound file, and its streams by name."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        try:
            shift, mini = struct.unpack_from("<HH", data, 30)
            self._size, self._mini_size = 1 << shift, 1 << mini
            directory, _, self._cutoff, mini_table, _, more, _ = struct.unpack_from("<IIIIIII", data, 48)
            self._table = self._allocation(more)
            self._mini_table = _numbers(self._chain(mini_table))
            self._entries = dict(self._read_directory(self._chain(directory)))
        except (struct.error, IndexError, OverflowError):
            raise Unread("damaged") from None

    @property
    def names(self) -> set[str]:
        """The names of its streams and storages, wherever they stand."""
        return set(self._entries)

    def stream(self, name: str) -> bytes:
        """The content of a stream."""
        _kind, start, size = self._entries[name]
        content = self._mini_chain(start) if size < self._cutoff else self._chain(start)
        if len(content) < size:
            raise Unread("damaged")
        return content[:size]

    def _allocation(self, more: int) -> tuple[int, ...]:
        """Which sector follows each: found through a list in the header, which goes on in sectors of its own."""
        sectors = list(struct.unpack_from("<109I", self._data, 76))
        seen = set()
        while more < _LAST and more not in seen:
            seen.add(more)
            *numbers, more = _numbers(self._sector(more))
            sectors += numbers
        return _numbers(b"".join(self._sector(number) for number in sectors if number < _LAST))

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        if start >= len(self._data):
            raise Unread("damaged")
        return self._data[start : start + self._size]

    def _chain(self, number: int) -> bytes:
        return b"".join(map(self._sector, _follow(self._table, number)))

    def _mini_chain(self, number: int) -> bytes:
        _kind, start, _length = next(entry for entry in self._entries.values() if entry[0] == _ROOT)
        small, size = self._chain(start), self._mini_size
        return b"".join(small[n * size : (n + 1) * size] for n in _follow(self._mini_table, number))

    def _read_directory(self, content: bytes) -> Iterator[tuple[str, tuple[int, int, int]]]:
        for offset in range(0, len(content) - _ENTRY + 1, _ENTRY):
            length, kind = struct.unpack_from("<HB", content, offset + 64)
            start, size = struct.unpack_from("<II", content, offset + 116)
            if kind in (_STORAGE, _STREAM, _ROOT):
                name = content[offset : offset + min(max(length - 2, 0), 64)].decode("utf-16-le", "replace")
                yield name, (kind, start, size)


def _follow(table: tuple[int, ...], number: int) -> Iterator[int]:
    """The numbers of a chain. One that bites its tail is longer than the table."""
    for _ in range(len(table)):
        if number >= _LAST:
            return
        yield number
        if number >= len(table):
            raise Unread("damaged")
        number = table[number]
    if number < _LAST:
        raise Unread("damaged")


def _numbers(content: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(content) // 4}I", content[: len(content) // 4 * 4])
