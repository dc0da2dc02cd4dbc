"""The rows on file that cells refer to, read once for a table: found by what they are called, and named."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import chain
from typing import Any

from django.db import models
from django.utils.translation import get_language

from innovation.exchange.held import Held, Indexed, Keys, Unfound, held, text_of

# Comparing names takes long: a table full of unknown ones would keep the server busy.
MOST_SEARCHES = 100

Kind = tuple[type[models.Model], Keys]


def everything(model: type[models.Model]) -> models.QuerySet[Any]:
    """All rows of a kind."""
    return model._default_manager.all()


class Lookups:
    """Finds rows by their keys: those in the database, and those further up in the table that is being read."""

    def __init__(self, rows: Callable[[type[models.Model]], models.QuerySet[Any]] = everything) -> None:
        self._rows = rows
        self._registers: dict[Kind, Held | Indexed] = {}
        self._added: dict[type[models.Model], list[Any]] = defaultdict(list)
        self._near: dict[tuple[Kind, str], list[str]] = {}

    def find(self, model: type[models.Model], keys: Keys, also: tuple[str, ...], text: str) -> Any:
        """The one row under `text`; keys that stand first win, and related rows in `also` come with it."""
        register = self._register(model, keys, also)
        if (found := register.find(text)) is not None:
            return found
        searched = ((model, keys), text)
        if searched not in self._near and len(self._near) < MOST_SEARCHES:
            self._near[searched] = register.near(text)
        raise Unfound(near=self._near.get(searched, ()))

    def expect(self, model: type[models.Model], keys: Keys, also: tuple[str, ...], texts: Iterator[str]) -> None:
        """Have the rows at hand that are asked for next: those of a large register are not read one by one."""
        for first in texts:
            self._register(model, keys, also).expect(chain((first,), texts))

    def add(self, row: models.Model) -> None:
        """Let rows further down refer to this one."""
        self._added[type(row)].append(row)
        for (model, _keys), register in self._registers.items():
            if model is type(row):
                register.add(row)

    def _register(self, model: type[models.Model], keys: Keys, also: tuple[str, ...]) -> Held | Indexed:
        if (model, keys) not in self._registers:
            register = self._registers[model, keys] = held(keys, self._rows(model).select_related(*also or [None]))
            for row in self._added[model]:
                register.add(row)
        return self._registers[model, keys]


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
    texts = {row.pk: {key: text_of(key, row.__dict__) for key in keys} for row in rows}
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
