"""Which columns the records of a register are shown with."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from dashboard.charts import COLOUR_OF_LEVEL
from dashboard.marks import marks_of_record
from dashboard.shown import area_href
from innovation.indicators.registers import REGISTERS
from innovation.models import Area, State
from innovation.periods import Period
from innovation.rounding import natural
from innovation.wording import number_text, period_words


@dataclass(frozen=True)
class Column:
    """One column: its label, and how a record fills it."""

    label: Any
    fill: Callable[[Any], Any]
    numeric: bool = False


@dataclass(frozen=True)
class Sheet:
    """The columns of one register; the first names the record. `related` is fetched along with the records."""

    columns: Sequence[Column]
    related: Sequence[str] = ()


def _amount(name: str) -> Callable[[Any], str]:
    def fill(record: Any) -> str:
        value = getattr(record, name)
        return "—" if value is None else number_text(natural(Decimal(value)))

    return fill


def published_name(record: Any) -> str:
    """The name of a related record; that it is not public, unless it is published itself."""
    if record is None:
        return ""
    return str(record) if record.state == State.PUBLISHED else str(_("(name not public)"))


def _renewed(honour: Any) -> str:
    """The honour that it renews, told from itself by the period."""
    name = published_name(honour.renews)
    return f"{name} {_period(honour.renews) or honour.renews.date_text}" if name else ""


def _period(honour: Any) -> str:
    return period_words(Period.parse(honour.period)) if honour.period else ""


AREA = Column(_("area"), lambda r: r.area.label)
DATE = Column(_("date"), lambda r: r.date_text)
PLACE = Column(_("place"), lambda r: r.place)
LEVEL = Column(_("level"), lambda r: r.level.label if r.level else "")
PARTNER = Column(_("partner institution"), lambda r: r.partner.label if r.partner else "")
ENTERPRISE = Column(_("enterprise"), lambda r: published_name(r.enterprise) or r.undertaker)

SHEETS: dict[str, Sheet] = {
    "areas": Sheet(
        [
            Column(_("name"), lambda r: r.label),
            Column(_("code"), lambda r: r.code),
            Column(_("type"), lambda r: r.get_type_display()),
        ]
    ),
    "enterprises": Sheet(
        [
            Column(_("enterprise"), lambda r: r.name),
            AREA,
            Column(_("industry"), lambda r: r.industry.label if r.industry else ""),
            Column(_("founded on"), lambda r: r.founded_on or ""),
        ],
        ("area", "industry"),
    ),
    "certifications": Sheet(
        [
            Column(_("holder"), lambda r: r.holder_name or published_name(r.enterprise or r.organisation)),
            AREA,
            Column(_("scheme"), lambda r: r.scheme.label),
            LEVEL,
            Column(_("number"), lambda r: r.number),
            Column(_("issued on"), lambda r: r.issued_on or ""),
            Column(_("valid to"), lambda r: r.expires_on or _("without end")),
        ],
        ("area", "scheme", "level", "enterprise", "organisation"),
    ),
    "projects": Sheet(
        [
            Column(_("title"), lambda r: r.title),
            Column(_("programme"), lambda r: r.programme.label),
            LEVEL,
            Column(_("key project"), lambda r: _("yes") if r.is_key else ""),
            ENTERPRISE,
            DATE,
            Column(_("grant (10,000 yuan)"), _amount("grant"), numeric=True),
            Column(_("granted from"), lambda r: r.fund.label if r.fund else ""),
            Column(_("status"), lambda r: r.get_status_display()),
            Column(_("acceptance due on"), lambda r: r.due_on or ""),
            Column(_("accepted on"), lambda r: r.accepted_on or ""),
        ],
        ("programme", "level", "fund", "enterprise"),
    ),
    "budgets": Sheet(
        [
            Column(_("year"), lambda r: str(r.year)),
            Column(_("budget line"), lambda r: r.line.label),
            AREA,
            Column(_("budget (10,000 yuan)"), _amount("planned"), numeric=True),
            Column(_("adjusted budget (10,000 yuan)"), _amount("adjusted"), numeric=True),
            Column(_("final account (10,000 yuan)"), _amount("executed"), numeric=True),
        ],
        ("area", "line"),
    ),
    "exhibitions": Sheet(
        [
            Column(_("exhibition"), lambda r: r.name),
            Column(_("edition"), lambda r: str(r.edition), numeric=True),
            DATE,
            PLACE,
            Column(_("projects signed, all parties"), _amount("projects"), numeric=True),
            Column(_("value signed, all parties (10,000 yuan)"), _amount("value"), numeric=True),
            Column(_("cost (10,000 yuan)"), _amount("cost"), numeric=True),
        ]
    ),
    "contracts": Sheet(
        [
            Column(_("enterprise"), lambda r: published_name(r.enterprise)),
            Column(_("title"), lambda r: r.title),
            Column(_("registration number"), lambda r: r.number),
            PARTNER,
            Column(_("kind of contract"), lambda r: r.type.label),
            DATE,
            Column(_("contract value (10,000 yuan)"), _amount("amount"), numeric=True),
        ],
        ("enterprise", "partner", "type"),
    ),
    "organisations": Sheet(
        [
            Column(_("name"), lambda r: r.name),
            Column(_("kind"), lambda r: r.kind.label),
            LEVEL,
            AREA,
            DATE,
            Column(_("host"), lambda r: r.host),
            PARTNER,
            Column(_("what it does"), lambda r: r.detail),
            Column(_("members"), _amount("members"), numeric=True),
            Column(_("claimed to be the first in"), lambda r: r.first_in.label if r.first_in else ""),
        ],
        ("area", "kind", "level", "partner", "first_in"),
    ),
    "activities": Sheet(
        [
            Column(_("title"), lambda r: r.title),
            Column(_("kind"), lambda r: r.kind.label),
            Column(_("recurring activity"), lambda r: r.series.label if r.series else ""),
            DATE,
            PLACE,
            PARTNER,
            Column(_("leading bodies taking part"), _amount("leading_bodies"), numeric=True),
            Column(_("persons"), _amount("persons"), numeric=True),
            Column(_("attendances"), _amount("attendances"), numeric=True),
            Column(_("detail"), lambda r: r.detail),
        ],
        ("kind", "series", "partner"),
    ),
    "facilities": Sheet(
        [
            Column(_("facility"), lambda r: r.name or f"{r.area.label} {r.kind.label}"),
            Column(_("kind"), lambda r: r.kind.label),
            AREA,
            DATE,
            Column(_("how many"), _amount("number"), numeric=True),
        ],
        ("kind", "area"),
    ),
    "policies": Sheet(
        [
            Column(_("title"), lambda r: r.title),
            Column(_("document number"), lambda r: r.number),
            Column(_("policy field"), lambda r: r.field.label),
            Column(_("issued by"), lambda r: r.issuer),
            DATE,
            Column(_("no longer in force from"), lambda r: r.repealed_on or ""),
        ],
        ("field",),
    ),
    "honours": Sheet(
        [
            Column(_("title"), lambda r: r.title),
            LEVEL,
            Column(_("period honoured"), _period),
            DATE,
            Column(_("awarded by"), lambda r: r.issuer),
            Column(_("grade"), lambda r: r.grade),
            Column(_("batch"), lambda r: r.batch or "", numeric=True),
            Column(_("awarded again after"), _renewed),
        ],
        ("level", "renews"),
    ),
    "assessments": Sheet(
        [
            Column(_("year"), lambda r: str(r.year)),
            Column(_("assessment scheme"), lambda r: r.scheme.label),
            Column(_("rank"), lambda r: r.rank or "—", numeric=True),
            Column(_("of how many"), lambda r: r.units or "—", numeric=True),
            Column(_("grade"), lambda r: r.grade),
            Column(_("score"), _amount("score"), numeric=True),
            Column(_("bonus"), lambda r: r.get_bonus_display() if r.bonus else ""),
        ],
        ("scheme",),
    ),
}


def records_of(register: str, keys: Sequence[int]) -> list[Any]:
    """The published records with these keys, in their order."""
    found = REGISTERS[register].records().select_related(*SHEETS[register].related).in_bulk(keys)
    return [found[key] for key in keys]


def table_of(register: str, records: Iterable[Any], caption: str) -> dict[str, Any]:
    """A table of records that stacks on a phone; what none of them says gets no column."""
    found = list(records)
    first, *others = SHEETS[register].columns
    columns = [first, *(column for column in others if any(column.fill(r) not in ("", "—") for r in found))]
    rows = [
        {
            "head": {"text": first.fill(record), "href": _href(record), "marks": marks_of_record(record)},
            "cells": [{"text": column.fill(record)} for column in columns[1:]],
        }
        for record in found
    ]
    return {
        "caption": caption,
        "columns": [{"label": column.label, "numeric": column.numeric} for column in columns],
        "rows": rows,
        "stacks": True,
    }


def _href(record: Any) -> str:
    """The page of a record that has one: an area's overview."""
    return area_href(record) if isinstance(record, Area) else ""


def _honoured(record: Any) -> str:
    """The period an honour is for, where nobody knows its day; nothing for other records."""
    period = getattr(record, "period", "")
    return period_words(Period.parse(period)) if period else ""


def dated_rows(register: str, keys: Sequence[int], most: int) -> list[dict[str, Any]]:
    """The foremost records as a list with date and level: the highest level first, in a level the latest first."""
    known = REGISTERS[register]
    highest = [F("level__order").asc(nulls_last=True)] if "level" in known.dimensions else []
    found = known.records().select_related(*SHEETS[register].related).filter(pk__in=keys)
    found = found.order_by(*highest, F(known.since).desc(nulls_last=True), "-pk")
    rows = []
    for record in found[:most]:
        level = getattr(record, "level", None)
        rows.append(
            {
                "when": record.date_text or _honoured(record),
                "text": SHEETS[register].columns[0].fill(record),
                "level": level.label if level else "",
                "colour": COLOUR_OF_LEVEL.get(level.code, "peer") if level else "",
                "marks": marks_of_record(record),
            }
        )
    return rows
