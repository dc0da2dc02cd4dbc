"""Figures a second time: slowly, obviously, and with none of the code that makes the real ones.

Everything is a loop over model instances. Numbers are fractions until they are printed.
"""

import calendar
import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from innovation.models import (
    Activity,
    Area,
    Assessment,
    Budget,
    Certification,
    Contract,
    Coverage,
    Enterprise,
    Exhibition,
    Facility,
    Honour,
    Observation,
    Organisation,
    Policy,
    Project,
    Talent,
    Unit,
)

Day = dt.date | None


@dataclass
class Told:
    """All that a figure says, in plain values."""

    value: str | None = None
    unit: str = ""
    qualifier: str = ""
    status: str = "O"
    stage: str = ""
    basis: str = "reported"
    origin: str = "entered"
    reason: str = ""
    source: int | None = None
    derived: str | None = None
    records: tuple[int, ...] = ()
    vintages: tuple[int, ...] = ()
    exact: Fraction | None = field(default=None, compare=False)


@dataclass
class Row:
    """A record, with what counting asks of it answered beforehand."""

    record: Any
    written: Day
    first: Day
    last: Day
    last_valid: Day = None
    holder: int | None = None
    dimensions: dict[str, str] | None = None
    stage: str = ""
    qualifier: str = ""


# Periods


def first_and_last(period: str) -> tuple[Day, Day]:
    """The first and the last day of a period as it is written."""
    if period == "_U":
        return None, None
    if period.startswith("../"):
        return None, dt.date.fromisoformat(period[3:])
    if "/P" in period:
        begin, length = period.split("/P")
        start = dt.date.fromisoformat(begin)
        return start, _after(start, int(length[:-1]), length[-1]) - dt.timedelta(1)
    year = int(period[:4])
    rest = period[5:]
    if rest.count("-"):
        day = dt.date.fromisoformat(period)
        return day, day
    if rest.startswith("S"):
        months = [1, 2, 3, 4, 5, 6] if rest == "S1" else [7, 8, 9, 10, 11, 12]
    elif rest.startswith("Q"):
        months = [[1, 2, 3], [4, 5, 6], [7, 8, 9], [10, 11, 12]][int(rest[1]) - 1]
    else:
        months = [int(rest)] if rest else list(range(1, 13))
    return dt.date(year, months[0], 1), dt.date(year, months[-1], calendar.monthrange(year, months[-1])[1])


def _after(start: dt.date, number: int, what: str) -> dt.date:
    if what == "D":
        return start + dt.timedelta(number)
    year, month = start.year, start.month
    for _ in range(number * (12 if what == "Y" else 1)):
        month += 1
        if month == 13:
            year, month = year + 1, 1
    return dt.date(year, month, min(start.day, calendar.monthrange(year, month)[1]))


# Numbers


def printed(value: Fraction, decimals: int | None, qualifier: str = "") -> str:
    """The number rounded half up to a number of decimals, or in full without trailing zeros.

    What is more than something is rounded down, what is less is rounded up, so that it stays true.
    """
    shown = 12 if decimals is None else decimals
    scaled = abs(value) * 10**shown
    units = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    if decimals is not None and qualifier:
        down, up = scaled.numerator // scaled.denominator, -(-scaled.numerator // scaled.denominator)
        if qualifier[:2] in ("gt", "ge"):
            units = down if value >= 0 else up
        if qualifier in ("lt", "under"):
            units = up if value >= 0 else down
    digits = str(units).rjust(shown + 1, "0")
    text = digits[: len(digits) - shown] + ("." + digits[len(digits) - shown :] if shown else "")
    if decimals is None:
        text = shortened(text)
    return "-" + text if value < 0 and re.search("[1-9]", text) else text


def shortened(text: str) -> str:
    """The number without zeros at the end of its decimals."""
    return text.rstrip("0").rstrip(".") if "." in text else text


def converted(value: Fraction, old: Unit, new: Unit) -> Fraction:
    return value * Fraction(old.factor) / Fraction(new.factor)


# Records


def _certifications() -> list[Row]:
    rows = []
    for record in Certification.objects.select_related("level", "scheme", "area", "source"):
        dimensions = {"scheme": record.scheme.code, "level": record.level.code}
        issued = record.issued_on
        row = Row(record, issued, issued, issued, _last_day(record), record.enterprise_id, dimensions)
        renewals = [other.issued_on for other in record.renewals.all() if other.state == "published"]
        later = [day for day in renewals if day is not None and issued is not None and day > issued]
        closed = record.enterprise.closed_on if record.enterprise else None
        for ended in (record.revoked_on, closed, *later):
            if ended is not None:
                the_day_before = ended - dt.timedelta(1)
                if row.last_valid is None or the_day_before < row.last_valid:
                    row.last_valid = the_day_before
        rows.append(row)
    return rows


def _last_day(record: Certification) -> Day:
    """What stands on the certificate, else so many years after it was issued as its scheme says."""
    scheme, issued = record.scheme, record.issued_on
    if record.valid_to is not None or issued is None:
        return record.valid_to
    if scheme.validity == "calendar-year":
        return dt.date(issued.year, 12, 31)
    if scheme.validity == "years":
        return _after(issued, scheme.valid_years, "Y") - dt.timedelta(1)
    return None


def _projects() -> list[Row]:
    rows = []
    for record in Project.objects.select_related("level", "programme", "area", "source"):
        if record.status == "withdrawn":
            continue
        dimensions = {
            "programme": record.programme.code,
            "level": record.level.code,
            "key": "yes" if record.is_key else "no",
            "status": record.status,
            "fund": record.fund.code if record.fund else "",
        }
        rows.append(Row(record, record.date, *_may_be(record), None, record.enterprise_id, dimensions))
    return rows


def _may_be(record: Any) -> tuple[Day, Day]:
    """The first and the last day on which it may have happened."""
    if record.date is None:
        return None, None
    if record.precision == "year":
        return dt.date(record.date.year, 1, 1), dt.date(record.date.year, 12, 31)
    if record.precision == "month":
        year, month = record.date.year, record.date.month
        return dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1])
    return record.date, record.date


def _budgets() -> list[Row]:
    rows = []
    for record in Budget.objects.select_related("line", "area", "source"):
        first, last = dt.date(record.year, 1, 1), dt.date(record.year, 12, 31)
        row = Row(record, first, first, last, dimensions={"line": record.line.code}, qualifier=record.qualifier)
        if record.executed is None:
            row.stage = "budget" if record.adjusted is None else "adjusted"
        rows.append(row)
    return rows


def _exhibitions() -> list[Row]:
    records = Exhibition.objects.select_related("area", "source")
    return [Row(record, record.date, *_may_be(record), dimensions={}) for record in records]


def _assessments() -> list[Row]:
    rows = []
    for record in Assessment.objects.select_related("scheme", "area", "source"):
        first, last = dt.date(record.year, 1, 1), dt.date(record.year, 12, 31)
        dimensions = {"scheme": record.scheme.code, "bonus": record.bonus, "grade": record.grade}
        rows.append(Row(record, first, first, last, dimensions=dimensions))
    return rows


def _talents() -> list[Row]:
    rows = []
    for record in Talent.objects.select_related("field", "area", "source"):
        dimensions = {"field": record.field.code, "foreign": "yes" if record.is_foreign else "no"}
        gone = record.left_on and record.left_on - dt.timedelta(1)
        rows.append(Row(record, record.date, *_may_be(record), gone, dimensions=dimensions))
    return rows


@dataclass
class Place:
    """An area as if it were a record: it lies in itself, and everybody may see it."""

    area: Area

    state, basis, source_id = "published", "reported", None

    @property
    def pk(self) -> int:
        return self.area.pk


def _areas() -> list[Row]:
    return [
        Row(
            Place(area),
            area.valid_from,
            area.valid_from,
            # Without a first day it was there from the beginning.
            area.valid_from or dt.date.min,
            area.valid_to,
            dimensions={"type": area.type},
        )
        for area in Area.objects.all()
    ]


def _enterprises() -> list[Row]:
    rows = []
    for record in Enterprise.objects.select_related("area", "source", "industry", "ownership"):
        dimensions = {
            "industry": record.industry.code if record.industry else "",
            "ownership": record.ownership.code if record.ownership else "",
        }
        founded = record.founded_on
        row = Row(record, founded, founded, founded, _day_before(record.closed_on), dimensions=dimensions)
        rows.append(row)
    return rows


def _contracts() -> list[Row]:
    rows = []
    for record in Contract.objects.select_related("area", "source", "type"):
        dimensions = {"type": record.type.code, "exhibition": "yes" if record.exhibition_id else "no"}
        rows.append(Row(record, record.date, *_may_be(record), None, record.enterprise_id, dimensions))
    return rows


def _organisations() -> list[Row]:
    rows = []
    for record in Organisation.objects.select_related("area", "source", "kind", "level"):
        dimensions = {"kind": record.kind.code, "level": record.level.code if record.level else ""}
        closed = _day_before(record.closed_on)
        rows.append(Row(record, record.date, *_may_be(record), closed, dimensions=dimensions))
    return rows


def _activities() -> list[Row]:
    rows = []
    for record in Activity.objects.select_related("area", "source", "kind", "series"):
        dimensions = {"kind": record.kind.code, "series": record.series.code if record.series else ""}
        rows.append(Row(record, record.date, *_may_be(record), dimensions=dimensions))
    return rows


def _facilities() -> list[Row]:
    rows = []
    for record in Facility.objects.select_related("area", "source", "kind"):
        closed = _day_before(record.closed_on)
        rows.append(Row(record, record.date, *_may_be(record), closed, dimensions={"kind": record.kind.code}))
    return rows


def _policies() -> list[Row]:
    rows = []
    for record in Policy.objects.select_related("area", "source", "field"):
        repealed = _day_before(record.repealed_on)
        rows.append(Row(record, record.date, *_may_be(record), repealed, dimensions={"field": record.field.code}))
    return rows


def _honours() -> list[Row]:
    rows = []
    for record in Honour.objects.select_related("area", "source", "level"):
        dimensions = {"level": record.level.code if record.level else "", "title": record.title}
        rows.append(Row(record, record.date, *_may_be(record), dimensions=dimensions))
    return rows


def _day_before(day: Day) -> Day:
    """The last day on which something still was that is no more on a day."""
    return day and day - dt.timedelta(1)


REGISTERS = {
    "activities": _activities,
    "areas": _areas,
    "certifications": _certifications,
    "contracts": _contracts,
    "enterprises": _enterprises,
    "facilities": _facilities,
    "honours": _honours,
    "organisations": _organisations,
    "policies": _policies,
    "projects": _projects,
    "budgets": _budgets,
    "exhibitions": _exhibitions,
    "assessments": _assessments,
    "talents": _talents,
}


def _published(rows: list[Row]) -> list[Row]:
    """The public ones, those that came first, first; those of which nobody knows when, before all."""
    published = [row for row in rows if row.record.state == "published"]
    return sorted(published, key=lambda row: (row.written is not None, row.written or dt.date.min, row.record.pk))


def _lies_in(place: Any, area: Any) -> bool:
    while place is not None:
        if place.pk == area.pk:
            return True
        place = place.parent
    return False


def _counts(row: Row, nature: str, start: Day, end: Day) -> bool:
    if end is None:
        return False
    if nature == "flow":
        if row.first is None or row.last is None:
            return False
        return (start is None or start <= row.first) and row.last <= end
    begun = row.first is None or row.first <= end
    if nature == "cumulative":
        return begun
    return begun and (row.last_valid is None or end <= row.last_valid)


def _meets(row: Row, indicator: Any, without: str = "") -> bool:
    wanted: dict[str, list[str]] = {}
    for criterion in indicator.criteria.all():
        wanted.setdefault(criterion.dimension, []).append(criterion.value)
    return all((row.dimensions or {})[name] in values for name, values in wanted.items() if name != without)


def amount(record: Any, measure: str) -> Decimal | None:
    """What a record says about an amount; the surest of a budget."""
    if isinstance(record, Budget):
        for said in (record.executed, record.adjusted, record.planned):
            if said is not None:
                return said
        return None
    return getattr(record, measure.replace("-", "_"))


MONEY = {"grant", "amount", "value", "cost", "technology-amount"}
NUMBERS = {"projects", "persons", "attendances", "leading-bodies", "members", "number"}
AMOUNTS = MONEY | NUMBERS


def _without_parts(rows: list[Row]) -> list[Row]:
    """The budgets whose line is not part of a line, or of a part of a line, that the area also has that year."""
    kept = []
    for row in rows:
        is_added_with_its_whole = False
        whole = row.record.line.part_of
        while whole is not None:
            for other in rows:
                if (other.record.line, other.record.year, other.record.area) == (
                    whole,
                    row.record.year,
                    row.record.area,
                ):
                    is_added_with_its_whole = True
            whole = whole.part_of
        if not is_added_with_its_whole:
            kept.append(row)
    return kept


def _once(rows: Iterable[Row], of: str = "holder") -> list[Row]:
    """The first record of each holder, of each area, or of each value of a dimension."""
    seen, first = set(), []
    for row in rows:
        if of == "holder":
            key: Any = row.holder
        elif of == "town":
            key = _town(row.record.area)
        else:
            key = (row.dimensions or {})[of] or None
        if key is not None and key not in seen:
            seen.add(key)
            first.append(row)
    return first


def _town(place: Any) -> str | None:
    """The town or subdistrict that a place is or lies in."""
    while place is not None:
        if re.fullmatch("[0-9]{9}000", place.code):
            return place.code
        place = place.parent
    return None


# Figures

REASONS = {"L": "not-collected", "M": "not-applicable", "O": "not-stated", "Q": "withheld"}


# What tells of an area as a whole, and nothing of those above or below it.
OF_A_YEAR = {"assessments", "budgets"}
OF_THE_AREA_ITSELF = {"assessments", "budgets", "exhibitions", "honours", "policies"}


class Oracle:
    """All figures on a day, from what is on file now."""

    def __init__(self, today: dt.date) -> None:
        self.today = today
        self.rows = {register: _published(rows()) for register, rows in REGISTERS.items()}
        self.coverages = list(Coverage.objects.select_related("area"))
        self.observations = list(Observation.objects.select_related("unit"))
        self.units = {unit.code: unit for unit in Unit.objects.all()}

    def _belongs(self, row: Row, indicator: Any, area: Any) -> bool:
        """Whether it tells of the area: some records of the very area, all else of what lies in it as well."""
        if indicator.register in OF_THE_AREA_ITSELF:
            return row.record.area == area
        if indicator.register == "areas" and row.record.area == area:
            return False
        return _lies_in(row.record.area, area)

    def chosen(self, indicator: Any, area: Any, period: str, category: str) -> list[Row]:
        """The records that make the figure."""
        start, end = first_and_last(period)
        if indicator.nature != "flow" and end is not None and end > self.today:
            start = end = self.today
        by, _, only = category.partition("=")
        highest = indicator.measure == "enterprises-highest"
        rows = []
        for row in self.rows[indicator.register]:
            if not self._belongs(row, indicator, area) or not _counts(row, indicator.nature, start, end):
                continue
            if row.first is not None and row.first > self.today:
                continue
            if not _meets(row, indicator, without="level" if highest else ""):
                continue
            if category and not (highest and by == "level") and (row.dimensions or {})[by] != only:
                continue
            rows.append(row)
        if indicator.register == "budgets":
            rows = _without_parts(rows)
        if indicator.measure == "enterprises":
            return _once(rows)
        if indicator.measure == "towns":
            return _once(rows, "town")
        if indicator.measure == "fields":
            return _once(rows, "field")
        if highest:
            best = _once(sorted(rows, key=lambda row: row.record.level.order))
            at_level = [row for row in best if _meets(row, indicator)]
            return [row for row in at_level if by != "level" or row.record.level.code == only]
        if indicator.measure == "consecutive-years":
            years = {row.first.year for row in rows if row.first}
            at_last = first_and_last(period)[1]
            year = last = at_last.year if at_last else 0
            while year in years:
                year -= 1
            return [row for row in rows if row.first and year < row.first.year <= last]
        if indicator.measure in ("rank", "score", "units"):
            ranked = [row for row in rows if getattr(row.record, indicator.measure) is not None]
            return sorted(ranked, key=lambda row: (row.first, row.record.pk))[-1:]
        return rows

    def _measured(self, indicator: Any, rows: list[Row]) -> Fraction | None:
        if indicator.measure in AMOUNTS:
            known = [said for row in rows if (said := amount(row.record, indicator.measure)) is not None]
            if rows and not known:
                return None
            total = sum((Fraction(said) for said in known), Fraction(0))
            kept_in = 10_000 if indicator.measure in MONEY else 1
            return total * kept_in / Fraction(indicator.unit.factor)
        if indicator.measure in ("rank", "score", "units"):
            return Fraction(getattr(rows[0].record, indicator.measure)) if rows else None
        if indicator.measure == "consecutive-years":
            return Fraction(len({row.first.year for row in rows if row.first})) if rows else None
        return Fraction(len(rows))

    def is_complete(self, indicator: Any, area: Any, period: str, rows: list[Row]) -> bool:
        """Whether the register holds everything by then, so that these records are all there are."""
        start, end = first_and_last(period)
        decisive = start if indicator.nature == "flow" else end
        coverage = self._first_coverage(indicator, area)
        if coverage is None or decisive is None or decisive < coverage.complete_since:
            return False
        if self._may_lie_in_it(indicator, area, start, end):
            return False
        if indicator.register in OF_A_YEAR and start is not None and end is not None:
            years = {row.first.year for row in rows if row.first}
            if any(year not in years for year in range(start.year, end.year + 1)):
                return False
        if indicator.nature == "flow":
            return not self._is_vague(indicator, area, start, end)
        for row in rows:
            if indicator.nature == "cumulative" and row.first is not None and row.first < coverage.complete_since:
                return False
            if end is not None and end < self.today and (row.last is None or row.last > end):
                return False
        return True

    def _first_coverage(self, indicator: Any, area: Any) -> Any:
        """What says since when the register is complete in the area, the earliest if several do."""
        found = []
        for coverage in self.coverages:
            if coverage.register != indicator.register or not _lies_in(area, coverage.area):
                continue
            if indicator.register in OF_THE_AREA_ITSELF and coverage.area != area:
                continue
            found.append(coverage)
        return min(found, key=lambda coverage: (coverage.complete_since, coverage.basis), default=None)

    def _is_kept_below(self, indicator: Any, area: Any) -> bool:
        """Whether the register is known to be kept in parts of the area, and not in the whole of it."""
        if indicator.register in OF_THE_AREA_ITSELF or self._first_coverage(indicator, area) is not None:
            return False
        about = [coverage for coverage in self.coverages if coverage.register == indicator.register]
        return any(_lies_in(coverage.area, area) for coverage in about)

    def _may_lie_in_it(self, indicator: Any, area: Any, start: Day, end: Day) -> bool:
        """Whether a record that would count is filed for an area above as a whole: it may be of this one."""
        if indicator.register in OF_THE_AREA_ITSELF | {"areas"}:
            return False
        if indicator.nature != "flow" and end is not None and end > self.today:
            start = end = self.today
        without = "level" if indicator.measure == "enterprises-highest" else ""
        above = area.parent
        while above is not None:
            for row in self.rows[indicator.register]:
                begun = row.first is None or row.first <= self.today
                counts = begun and _counts(row, indicator.nature, start, end)
                if row.record.area == above and counts and _meets(row, indicator, without=without):
                    return True
            above = above.parent
        return False

    def _is_vague(self, indicator: Any, area: Any, start: Day, end: Day) -> bool:
        """Whether something may have happened in these days or outside them, for all its date says."""
        without = "level" if indicator.measure == "enterprises-highest" else ""
        for row in self.rows[indicator.register]:
            if end is None or not self._belongs(row, indicator, area) or not _meets(row, indicator, without=without):
                continue
            if row.last is None:
                return True
            if row.first is None:
                continue
            touches = row.first <= end and (start is None or start <= row.last)
            if touches and not _counts(row, "flow", start, end):
                return True
        return False

    def _lacks_its_whole(self, indicator: Any, rows: list[Row], category: str) -> bool:
        """Whether a budget line is told though the line it is part of would be told instead, were it on file."""
        wanted = {criterion.value for criterion in indicator.criteria.all() if criterion.dimension == "line"}
        if category.startswith("line="):
            only = {category.removeprefix("line=")}
            wanted = wanted & only if wanted else only
        for row in rows:
            whole = row.record.line.part_of
            while whole is not None:
                if not wanted or whole.code in wanted:
                    return True
                whole = whole.part_of
        return False

    def _is_small(self, indicator: Any, area: Any, period: str, category: str) -> bool:
        """Whether it, or a part of its total, counts one to four persons; of towns nothing is told at all."""
        if len(area.code) == 12 or 0 < len(self.chosen(indicator, area, period, category)) < 5:
            return True
        start, end = first_and_last(period)
        if indicator.nature != "flow" and end is not None and end > self.today:
            start = end = self.today
        divided = {criterion.dimension for criterion in indicator.criteria.all()}
        if category:
            divided.add(category.partition("=")[0])
        for dimension in divided:
            cells: dict[str, int] = {}
            for row in self.rows["talents"]:
                begun = row.first is None or row.first <= self.today
                if begun and _lies_in(row.record.area, area) and _counts(row, indicator.nature, start, end):
                    value = (row.dimensions or {})[dimension]
                    cells[value] = cells.get(value, 0) + 1
            if any(number < 5 for number in cells.values()):
                return True
        return False

    def counted(self, indicator: Any, area: Any, period: str, category: str = "") -> Told:
        """What the records say."""
        start, end = first_and_last(period)
        nothing = Told(unit=indicator.unit.code, origin="counted")
        if start is not None and start > self.today:
            nothing.reason = "not-yet"
            return nothing
        if indicator.register == "talents" and self._is_small(indicator, area, period, category):
            nothing.reason, nothing.status = "withheld", "Q"
            return nothing
        rows = self.chosen(indicator, area, period, category)
        complete = self.is_complete(indicator, area, period, rows)
        if indicator.measure in AMOUNTS and any(amount(row.record, indicator.measure) is None for row in rows):
            complete = False
        if indicator.register == "budgets" and self._lacks_its_whole(indicator, rows, category):
            complete = False
        if not rows and indicator.register in OF_A_YEAR:
            nothing.reason = "not-stated"
            return nothing
        if not complete and (not rows or self._is_kept_below(indicator, area)):
            nothing.reason = "not-covered"
            return nothing
        value = self._measured(indicator, rows)
        if value is None:
            nothing.reason = "not-stated"
            nothing.records = tuple(sorted(row.record.pk for row in rows))
            return nothing
        told = Told(unit=indicator.unit.code, origin="counted", exact=value)
        told.status = "U" if not complete else "P" if end is not None and end > self.today else "A"
        if told.status == "A" and any(row.stage for row in rows):
            told.status = "P"
        told.records = tuple(sorted(row.record.pk for row in rows))
        for sureness in ("reported", "assumed", "illustrative"):
            if any(row.record.basis == sureness for row in rows):
                told.basis = sureness
        if not rows:
            told.basis = self._first_coverage(indicator, area).basis
        for stage in ("adjusted", "budget"):
            if any(row.stage == stage for row in rows):
                told.stage = stage
        if len(rows) == 1:
            told.qualifier = rows[0].qualifier
        elif any(row.qualifier for row in rows):
            told.qualifier = "approx"
        told.value = printed(value, indicator.decimals, told.qualifier)
        if len({row.record.source_id for row in rows}) == 1:
            told.source = rows[0].record.source_id
        return told

    def statements(self, indicator: Any, area: Any, period: str, category: str, anywhere: bool) -> list[Observation]:
        """What was stated for the period, the latest first; of a stock what was stated for its end, if none was.

        Where the records do not surely tell the stock, what was stated last for any day within the period will do.
        """
        same = []
        for said in self.observations:
            about = (said.indicator_id, said.area_id, said.category)
            if said.state == "published" and about == (indicator.pk, area.pk, category):
                same.append(said)
        same.sort(key=lambda said: (said.stated_on, said.pk), reverse=True)
        exact = [said for said in same if first_and_last(said.period) == first_and_last(period)]
        start, end = first_and_last(period)
        if exact or indicator.nature == "flow":
            return exact
        if not anywhere:
            start = end
        inside = []
        for said in same:
            its_end = first_and_last(said.period)[1]
            if start is not None and end is not None and its_end is not None and start <= its_end <= end:
                inside.append(said)
        if not inside:
            return []
        last = max(inside, key=lambda said: (first_and_last(said.period)[1], said.stated_on, said.pk))
        return [said for said in same if said.period == last.period]

    def figure(self, indicator: Any, area: Any, period: str, category: str = "") -> Told:
        """The figure: what was stated, with what the records give beside it, else what the records give."""
        if indicator.origin == "counted":
            derived = self.counted(indicator, area, period, category)
        elif indicator.origin == "ratio" and not category:
            derived = self._ratio(indicator, area, period)
        else:
            start = first_and_last(period)[0]
            is_to_come = start is not None and start > self.today
            derived = Told(unit=indicator.unit.code, reason="not-yet" if is_to_come else "not-stated")
        unsure = derived.value is None or derived.status == "U"
        said = self.statements(indicator, area, period, category, anywhere=unsure)
        if not said:
            return derived
        newest = said[0]
        told = Told(
            None if newest.value is None else printed(Fraction(newest.value), newest.decimals),
            newest.unit.code,
            newest.qualifier,
            newest.status,
            "",
            newest.basis,
            "entered",
            REASONS.get(newest.status, ""),
            newest.source_id,
            vintages=tuple(observation.pk for observation in said),
        )
        if newest.status != "Q":
            told.records = derived.records
            if derived.value is not None and derived.exact is not None:
                exact = converted(derived.exact, indicator.unit, newest.unit)
                told.derived = printed(exact, None)
                if derived.origin == "computed" and newest.unit == indicator.unit:
                    told.derived = derived.value
        return told

    def _ratio(self, indicator: Any, area: Any, period: str) -> Told:
        over = self.figure(indicator.numerator, area, period, "")
        under = self.figure(indicator.denominator, area, period, "")
        told = Told(unit=indicator.unit.code, origin="computed")
        if over.value is None or under.value is None:
            told.reason = "no-term"
            return told
        if self._exactly(under) == 0:
            told.reason = "zero-term"
            return told
        above = self._exactly(over) * Fraction(self.units[over.unit].factor)
        below = self._exactly(under) * Fraction(self.units[under.unit].factor)
        decimals = 2 if indicator.decimals is None else indicator.decimals
        told.exact = above / below / Fraction(indicator.unit.factor)
        told.qualifier = "approx" if under.qualifier else over.qualifier
        told.value = printed(told.exact, decimals, told.qualifier)
        told.status = max(over.status, under.status, key="APEFBDU".index)
        for sureness in ("reported", "assumed", "illustrative"):
            if sureness in (over.basis, under.basis):
                told.basis = sureness
        for stage in ("adjusted", "budget"):
            if stage in (over.stage, under.stage):
                told.stage = stage
        return told

    @staticmethod
    def _exactly(told: Told) -> Fraction:
        """A value before it was rounded, if it was."""
        return Fraction(told.value or 0) if told.exact is None else told.exact
