"""The rows on file that cells refer to, read once for a table: found by what they are called, and named."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from difflib import get_close_matches
from typing import Any

from django.db import models
from django.utils.translation import get_language

# Comparing names takes long: a table full of unknown ones would keep the server busy.
MOST_SEARCHES, MOST_NAMES = 100, 5000
# How much of a name agrees with one that may be meant: two characters of three.
LIKE = 0.65


class Unfound(LookupError):
    """No row, or more than one, goes by that name; `near` are names like it."""

    def __init__(self, *, several: bool = False, near: Iterable[str] = ()) -> None:
        self.several = several
        self.near = tuple(near)


def everything(model: type[models.Model]) -> models.QuerySet[Any]:
    """All rows of a kind."""
    return model._default_manager.all()


class Lookups:
    """Finds rows by their keys: those in the database, and those further up in the table that is being read."""

    def __init__(self, rows: Callable[[type[models.Model]], models.QuerySet[Any]] = everything) -> None:
        self._rows = rows
        self._tables: dict[tuple[type[models.Model], tuple[str, ...]], dict[str, list[Any]]] = {}
        self._added: dict[type[models.Model], list[Any]] = defaultdict(list)
        self._near: dict[tuple[type[models.Model], tuple[str, ...], str], list[str]] = {}

    def find(self, model: type[models.Model], keys: tuple[str, ...], also: tuple[str, ...], text: str) -> Any:
        """The one row under `text`; keys that stand first win, and related rows in `also` come with it."""
        table = self._table(model, keys, also)
        if found := table.get(text):
            return found[0]
        for key in keys:
            if found := table.get(f"{key}:{text.casefold()}"):
                if len(found) > 1:
                    raise Unfound(several=True)
                return found[0]
        searched = (model, keys, text)
        if searched not in self._near and len(self._near) < MOST_SEARCHES and len(table) <= MOST_NAMES:
            self._near[searched] = _near(table, keys, text)
        raise Unfound(near=self._near.get(searched, ()))

    def add(self, row: models.Model) -> None:
        """Let rows further down refer to this one."""
        self._added[type(row)].append(row)
        for (model, keys), table in self._tables.items():
            if model is type(row):
                _enter(table, keys, row)

    def _table(self, model: type[models.Model], keys: tuple[str, ...], also: tuple[str, ...]) -> dict[str, list[Any]]:
        if (model, keys) not in self._tables:
            table = self._tables[model, keys] = {}
            for row in [*self._rows(model).select_related(*also or [None]), *self._added[model]]:
                _enter(table, keys, row)
        return self._tables[model, keys]


class Names:
    """What rows are called in cells: each by a text under which Lookups finds it and no other."""

    def __init__(self) -> None:
        self._tables: dict[tuple[type[models.Model], tuple[str, ...]], dict[Any, str]] = {}

    def of(self, model: type[models.Model], keys: tuple[str, ...], primary_key: Any) -> str:
        """The row's name in the language of the screen; its code or number, if others bear the name."""
        if (model, keys) not in self._tables:
            self._tables[model, keys] = _names(model, keys)
        return self._tables[model, keys][primary_key]


def _names(model: type[models.Model], keys: tuple[str, ...]) -> dict[Any, str]:
    fields = {field for key in keys for field in key.split()}
    rows = model._default_manager.order_by().only(*fields).iterator()
    texts = {row.pk: {key: _text(row, key) for key in keys} for row in rows}
    found: dict[str, Any] = {}
    for key in keys:
        under: dict[str, Any] = {}
        for primary_key, row in texts.items():
            text = row[key].casefold()
            under[text] = None if text in under else primary_key
        found = under | found
    return {primary_key: _name(row, primary_key, found) for primary_key, row in texts.items()}


def _name(texts: dict[str, str], primary_key: Any, found: dict[str, Any]) -> str:
    """The best of a row's texts that leads to it; without any, by its primary key."""
    named = ("name",) if (get_language() or "").startswith("zh") else ("name_en", "name")
    ordered = [text for key in (*named, *texts) if (text := texts.get(key))]
    return next((text for text in ordered if found[text.casefold()] == primary_key), f"#{primary_key}")


def _enter(table: dict[str, list[Any]], keys: tuple[str, ...], row: models.Model) -> None:
    if row.pk is not None:
        table[f"#{row.pk}"] = [row]
    for key in keys:
        if text := _text(row, key):
            table.setdefault(f"{key}:{text.casefold()}", []).append(row)


def _near(table: dict[str, list[Any]], keys: tuple[str, ...], text: str) -> list[str]:
    """Two names at most that are like the text, as they are written on file: those that hold it or lie in it first."""
    wanted, names = text.casefold(), [name.partition(":")[2] for name in table if not name.startswith("#")]
    near = [name for name in names if wanted in name or name in wanted] if len(wanted) > 1 else []
    near += get_close_matches(wanted, names, 2, LIKE)
    return list(dict.fromkeys(_shown(table, keys, name) for name in near))[:2]


def _shown(table: dict[str, list[Any]], keys: tuple[str, ...], name: str) -> str:
    """A name as it is written on file."""
    key, row = next((key, rows[0]) for key in keys if (rows := table.get(f"{key}:{name}")))
    return _text(row, key)


def _text(row: models.Model, key: str) -> str:
    parts = [getattr(row, field) for field in key.split()]
    return " ".join(str(part) for part in parts if part is not None)
