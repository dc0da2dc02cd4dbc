"""What the check of a spreadsheet found, as its page shows it."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

MOST_FAULTS = 10
OUTCOMES: dict[str, Any] = {"wrong": _("wrong"), "doubtful": _("to be confirmed"), "ready": _("ready")}
KINDS: dict[str, Any] = {"new": _("new"), "changes": _("changes"), "unchanged": _("as on file"), "": ""}


def shown_findings(found: dict[str, Any], wanted: str) -> dict[str, Any]:
    """What a check found, as the page shows it: all of it, or the rows of one outcome."""
    counted = found.get("outcomes", {})
    numbers = {code: counted.get(code, 0) for code in OUTCOMES}
    rows = [shown_row(row) for row in found.get("rows", ()) if wanted in ("", row["outcome"])]
    expected = sum(numbers.values()) if wanted not in OUTCOMES else numbers[wanted]
    known = {"wrong": numbers["wrong"], "doubtful": numbers["doubtful"], "ready": numbers["ready"]}
    return {
        "found": found,
        "in_the_way": found.get("in_the_way", ()),
        "rows": rows,
        "hidden": expected - len(rows),
        "total": sum(numbers.values()),
        "width": len(found.get("headings", ())) + 1,
        "wanted": wanted,
        "outcomes": [(code, OUTCOMES[code], numbers[code]) for code in OUTCOMES],
        "faults": [row for row in rows if row["outcome"] == "wrong"][:MOST_FAULTS],
        "summary": gettext("%(wrong)s wrong, %(doubtful)s to be confirmed, %(ready)s ready.") % known,
        "kinds": [(KINDS[code], found.get("kinds", {}).get(code, 0)) for code in ("new", "changes", "unchanged")],
        "import_words": gettext("Import the %(n)s rows that are ready, and those confirmed") % {"n": numbers["ready"]}
        if numbers["doubtful"]
        else gettext("Import the %(n)s rows that are ready") % {"n": numbers["ready"]},
        **{f"number_{code}": number for code, number in numbers.items()},
    }


def shown_row(row: dict[str, Any]) -> dict[str, Any]:
    """One row as the page shows it."""
    columns = {problem["column"] for problem in row["problems"]}
    cells = [{"text": text, "fault": place in columns} for place, text in enumerate(row["cells"])]
    first = row["problems"][0]["text"] if row["problems"] else ""
    return row | {
        "cells": cells,
        "outcome_name": OUTCOMES[row["outcome"]],
        "kind_name": KINDS[row["kind"]],
        "first": gettext("Row %(row)d: %(message)s") % {"row": row["number"], "message": first},
    }
