"""The rows on file that the rows of a table may be the same as, found by the keys of their sheet."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models

from innovation.exchange.sheets import Sheet
from innovation.models import Amendment, Reviewed

Key = tuple[Any, ...]
# Stands for rows that one key does not tell apart.
SEVERAL = -1


class Filed:
    """Knows the keys of all rows on file, and reads the rows themselves as they are wanted."""

    def __init__(self, sheet: Sheet, seen: models.QuerySet[Any]) -> None:
        self.sheet = sheet
        self.seen = seen
        self.found: dict[Key, int] = {}
        fields = [sheet.field(name).attname for name in dict.fromkeys(name for key in sheet.keys for name in key)]
        everything = sheet.model._default_manager.order_by().values_list("pk", *fields)
        for pk, *values in everything.iterator(chunk_size=2000):
            for key in keys_of(sheet, dict(zip(fields, values, strict=True))):
                self.found[key] = SEVERAL if key in self.found else pk

    def candidates(self, row: models.Model) -> list[int]:
        """The keys of rows that it may be the same as, the surest first; SEVERAL if there is no telling."""
        return [pk for key in keys_of(self.sheet, row.__dict__) if (pk := self.found.get(key)) is not None]

    def read(self, wanted: Iterable[int]) -> dict[int, Any]:
        """The rows by their primary keys, those that nobody may see being left out."""
        related = [f.name for f in self.sheet.model._meta.concrete_fields if f.is_relation and f.editable]
        return self.seen.select_related(*related).in_bulk([pk for pk in wanted if pk != SEVERAL])

    def waiting(self, on_file: dict[int, Any]) -> dict[int, Amendment]:
        """The changes of public rows that wait, by the primary keys of the rows."""
        public = [pk for pk, row in on_file.items() if isinstance(row, Reviewed) and row.is_public]
        kind = ContentType.objects.get_for_model(self.sheet.model)
        found = Amendment.objects.filter(content_type=kind, object_id__in=public) if public else ()
        return {amendment.object_id: amendment for amendment in found}


def keys_of(sheet: Sheet, values: dict[str, Any]) -> Iterator[Key]:
    """The keys of a row whose fields are all filled, and the last one however it is filled."""
    for key in sheet.key_attributes:
        said = [values.get(name) for name in key]
        if key is sheet.key_attributes[-1] or all(value not in (None, "") for value in said):
            yield (key, *said)
