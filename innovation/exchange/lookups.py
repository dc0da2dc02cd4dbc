"""The rows on file that cells refer to, read once for a table."""

from collections import defaultdict
from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any

from django.db import models


class Unfound(LookupError):
    """No row, or more than one, goes by that name; `near` are names like it."""

    def __init__(self, *, several: bool = False, near: Iterable[str] = ()) -> None:
        self.several = several
        self.near = tuple(near)


class Lookups:
    """Finds rows by their keys: those in the database, and those further up in the table that is being read."""

    def __init__(self) -> None:
        self._tables: dict[tuple[type[models.Model], tuple[str, ...]], dict[str, list[Any]]] = {}
        self._added: dict[type[models.Model], list[Any]] = defaultdict(list)

    def find(self, model: type[models.Model], keys: tuple[str, ...], also: tuple[str, ...], text: str) -> Any:
        """The one row under `text`; keys that stand first win, and related rows in `also` come with it."""
        table = self._table(model, keys, also)
        for key in keys:
            if found := table.get(f"{key}:{text.casefold()}"):
                if len(found) > 1:
                    raise Unfound(several=True)
                return found[0]
        names = [name.partition(":")[2] for name in table]
        raise Unfound(near=[self._shown(table, keys, name) for name in get_close_matches(text.casefold(), names, 2, 0.7)])

    def add(self, row: models.Model) -> None:
        """Let rows further down refer to this one."""
        self._added[type(row)].append(row)
        for (model, keys), table in self._tables.items():
            if model is type(row):
                _enter(table, keys, row)

    def _table(self, model: type[models.Model], keys: tuple[str, ...], also: tuple[str, ...]) -> dict[str, list[Any]]:
        if (model, keys) not in self._tables:
            table = self._tables[model, keys] = defaultdict(list)
            for row in [*model._default_manager.select_related(*also or [None]), *self._added[model]]:
                _enter(table, keys, row)
        return self._tables[model, keys]

    def _shown(self, table: dict[str, list[Any]], keys: tuple[str, ...], name: str) -> str:
        """The name as it is written on file."""
        key, row = next((key, rows[0]) for key in keys if (rows := table.get(f"{key}:{name}")))
        return _text(row, key)


def _enter(table: dict[str, list[Any]], keys: tuple[str, ...], row: models.Model) -> None:
    for key in keys:
        if text := _text(row, key):
            table.setdefault(f"{key}:{text.casefold()}", []).append(row)


def _text(row: models.Model, key: str) -> str:
    parts = [getattr(row, field) for field in key.split()]
    return " ".join(str(part) for part in parts if part is not None)
