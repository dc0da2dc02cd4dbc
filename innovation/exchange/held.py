"""The rows that cells may refer to: all of a small register are held, of a large one the keys alone."""

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from itertools import islice
from typing import Any

from django.db import models

MOST_HELD = 5000
# How much of a name agrees with one that may be meant: two characters of three.
LIKE = 0.65

Keys = tuple[str, ...]
# Stands for rows that one key does not tell apart.
SEVERAL = -1


class Unfound(LookupError):
    """No row, or more than one, goes by that name; `near` are names like it."""

    def __init__(self, *, several: bool = False, near: Iterable[str] = ()) -> None:
        self.several = several
        self.near = tuple(near)


class Held:
    """Rows of a kind by each of their keys, as objects."""

    def __init__(self, keys: Keys, rows: Iterable[Any] = ()) -> None:
        self.keys = keys
        self._found: dict[str, list[Any]] = {}
        for row in rows:
            self.add(row)

    def add(self, row: models.Model) -> None:
        if row.pk is not None:
            self._found[f"#{row.pk}"] = [row]
        for entry in entries(self.keys, row):
            self._found.setdefault(entry, []).append(row)

    def find(self, text: str) -> Any:
        """The one row under a text, None if there is none; keys that stand first win."""
        for entry in spellings(self.keys, text):
            if found := self._found.get(entry):
                if len(found) > 1:
                    raise Unfound(several=True)
                return found[0]
        return None

    def near(self, text: str) -> list[str]:
        """Two names at most that are like the text, as they are on file: first those that hold it or lie in it."""
        wanted = text.casefold()
        names = [name.partition(":")[2] for name in self._found if not name.startswith("#")]
        near = [name for name in names if wanted in name or name in wanted] if len(wanted) > 1 else []
        near += get_close_matches(wanted, names, 2, LIKE)
        return list(dict.fromkeys(self._shown(name) for name in near))[:2]

    def expect(self, texts: Iterable[str]) -> None:
        """They are there already."""

    def _shown(self, name: str) -> str:
        key, row = next((key, rows[0]) for key in self.keys if (rows := self._found.get(f"{key}:{name}")))
        return text_of(key, row.__dict__)


class Indexed:
    """The keys of many rows; the rows themselves are read as they are wanted, best a portion at a time."""

    def __init__(self, keys: Keys, rows: models.QuerySet[Any]) -> None:
        self.keys, self.rows = keys, rows
        self._added = Held(keys)
        self._found: dict[str, int] = {}
        self._read: dict[int, Any] = {}
        fields = list(dict.fromkeys(field for key in keys for field in key.split()))
        for pk, *values in rows.select_related(None).order_by().values_list("pk", *fields).iterator(chunk_size=2000):
            self._found[f"#{pk}"] = pk
            for entry in entries(keys, dict(zip(fields, values, strict=True))):
                self._found[entry] = SEVERAL if entry in self._found else pk

    def add(self, row: models.Model) -> None:
        self._added.add(row)

    def find(self, text: str) -> Any:
        key = self._key(text)
        added = self._added.find(text)
        if key == SEVERAL or (key and added):
            raise Unfound(several=True)
        if key and key not in self._read:
            self._read |= self.rows.in_bulk([key])
        return self._read[key] if key else added

    def near(self, text: str) -> list[str]:
        """None: comparing so many names takes too long."""
        return []

    def expect(self, texts: Iterable[str]) -> None:
        """Have the rows at hand that texts name, and no others."""
        keys = {key for text in texts if (key := self._key(text)) not in (None, SEVERAL)}
        self._read = {key: row for key, row in self._read.items() if key in keys}
        self._read |= self.rows.in_bulk(keys - self._read.keys())

    def _key(self, text: str) -> int | None:
        return next((key for entry in spellings(self.keys, text) if (key := self._found.get(entry))), None)


def held(keys: Keys, rows: models.QuerySet[Any]) -> Held | Indexed:
    """The rows of a register, read once."""
    few = list(islice(rows.iterator(chunk_size=2000), MOST_HELD + 1))
    return Held(keys, few) if len(few) <= MOST_HELD else Indexed(keys, rows)


def spellings(keys: Keys, text: str) -> Iterator[str]:
    """What a text may be entered under: as a primary key, and by each key in turn."""
    if text.startswith("#"):
        yield text
    folded = text.casefold()
    for key in keys:
        yield f"{key}:{folded}"


def entries(keys: Keys, row: Any) -> Iterator[str]:
    """What a row is entered under."""
    values = row if isinstance(row, dict) else row.__dict__
    return (f"{key}:{text.casefold()}" for key in keys if (text := text_of(key, values)))


def text_of(key: str, values: Mapping[str, Any]) -> str:
    """What a row is called by a key: one field, or several with a blank between them."""
    return " ".join(str(value) for field in key.split() if (value := values[field]) is not None)
