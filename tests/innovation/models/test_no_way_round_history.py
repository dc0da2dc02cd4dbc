"""No code writes to a tracked table in a way that leaves no history."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
FILES = sorted(
    str(path.relative_to(ROOT))
    for package in ("innovation", "dashboard")
    for path in (ROOT / package).rglob("*.py")
    if "migrations" not in path.parts
)
# QuerySet.update and bulk_update refuse by themselves; these go deeper than they can see.
FORBIDDEN = {
    "_raw_delete",
    "_update",
    "abulk_update",
    "aupdate",
    "bulk_update",
    "cursor",
    "execute",
    "executemany",
    "raw",
    "save_base",
    "skip_history_when_saving",
    "InsertQuery",
    "UpdateQuery",
    "DeleteQuery",
    "RawSQL",
    "RunSQL",
}
# What they do there writes to no tracked table, or is the refusal itself.
ALLOWED = {
    "dashboard/management/commands/migrate.py": {"cursor", "execute"},
    "innovation/exchange/writing.py": {"cursor", "execute"},
    "innovation/models/tracking.py": {"bulk_update", "cursor", "execute"},
}


def names(tree: ast.AST) -> Iterator[str]:
    """All names that are used, reached, imported or set."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.alias):
            yield node.name
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def writes_of_history(tree: ast.AST) -> Iterator[str]:
    """Calls that change or erase what history tells: history.….update(…), history.….delete()."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            chain = ast.unparse(node.func)
            if ".history." in chain and node.func.attr in ("update", "delete", "bulk_create", "create"):
                yield chain


def bare_updates(tree: ast.AST) -> Iterator[str]:
    """Calls of update() on anything that came from a manager."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "update":
            chain = ast.unparse(node.func)
            if any(part in chain for part in ("objects", "_manager", ".filter(", ".all(", ".exclude(")):
                yield chain


@pytest.mark.parametrize("file", FILES)
def test_a_module_goes_round_no_history(file: str) -> None:
    tree = ast.parse((ROOT / file).read_text())
    found = FORBIDDEN & set(names(tree)) - ALLOWED.get(file, set())
    assert (found, [*writes_of_history(tree)], [*bare_updates(tree)]) == (set(), [], [])


@pytest.mark.parametrize(
    "code",
    [
        "Level.objects.filter(code='a')._raw_delete('default')",
        "level.save_base(raw=True)",
        "level.skip_history_when_saving = True",
        "setattr(level, 'skip_history_when_saving', True)",
        "connection.cursor().execute('delete from innovation_level')",
        "Level.history.all().delete()",
        "level.history.filter(pk=1).update(history_user=None)",
        "Level._base_manager.filter(code='a').update(name='b')",
        "Level.objects.raw('update')",
        "from django.db.models.sql import UpdateQuery",
    ],
)
def test_each_way_round_is_recognised(code: str) -> None:
    tree = ast.parse(code)
    assert FORBIDDEN & set(names(tree)) or [*writes_of_history(tree)] or [*bare_updates(tree)]
