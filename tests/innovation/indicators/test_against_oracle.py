"""Figures of random registers equal those of a slow second implementation."""

import datetime as dt
from typing import Any

from django.test import override_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from innovation.indicators.figure import Figure
from innovation.models import (
    Assessment,
    AssessmentScheme,
    Budget,
    BudgetLine,
    Certification,
    Coverage,
    Exhibition,
    Observation,
    Programme,
    Project,
    Scheme,
    Source,
    Talent,
    TalentField,
)
from innovation.periods import Period
from tests import oracle
from tests.innovation.conftest import area, counted, entered, enterprise, entry, level, ratio, read, unit

# Days on which periods begin and end, often enough to fall on what they bound.
turns = ("2004-02-29", "2005-01-01", "2005-12-31", "2006-01-01", "2006-06-30", "2006-09-30", "2006-12-31", "2007-01-01")
days = st.sampled_from([dt.date.fromisoformat(day) for day in turns]) | st.dates(
    dt.date(2004, 1, 1), dt.date(2007, 6, 30)
)
years = st.integers(2004, 2007)
written_days = days.map(dt.date.isoformat)
lengths = st.tuples(st.integers(1, 30), st.sampled_from("YMD")).map(lambda p: f"{p[0]}{p[1]}")
periods = st.one_of(
    years.map(str),
    st.builds("{}-S{}".format, years, st.integers(1, 2)),
    st.builds("{}-Q{}".format, years, st.integers(1, 4)),
    st.builds("{}-{:02}".format, years, st.integers(1, 12)),
    written_days,
    st.builds("{}/P{}".format, written_days, lengths),
    written_days.map("../{}".format),
    st.just("_U"),
)
amounts = st.none() | st.decimals(0, 99999, places=4)
states = st.sampled_from(["published", "published", "published", "draft", "submitted"])
bases = st.sampled_from(["reported", "assumed", "illustrative"])
precisions = st.sampled_from(["day", "month", "year"])
places = st.integers(0, 5)
choice = st.integers(0, 2)


def of(values: st.SearchStrategy, size: int = 6, unique_by: Any = None) -> st.SearchStrategy:
    return st.lists(values, max_size=size, unique_by=unique_by)


def record(**values: st.SearchStrategy) -> st.SearchStrategy:
    shared = {"area": places, "state": states, "basis": bases, "source": st.integers(0, 2)}
    return st.fixed_dictionaries(shared | values)


def dated(**values: st.SearchStrategy) -> st.SearchStrategy:
    return record(date=st.none() | days, precision=precisions, **values)


certifications = record(
    scheme=choice,
    level=choice,
    enterprise=choice,
    issued_on=st.none() | days,
    valid_to=st.none() | days,
    revoked_on=st.none() | days,
    renews=st.none() | st.integers(0, 9),
)
projects = dated(
    programme=choice,
    level=choice,
    is_key=st.booleans(),
    enterprise=choice,
    grant=amounts,
    status=st.sampled_from(["approved", "accepted", "terminated", "withdrawn"]),
)
budgets = record(
    year=years,
    line=choice,
    planned=st.decimals(0, 9999, places=2),
    adjusted=amounts,
    executed=amounts,
    qualifier=st.sampled_from(["", "", "gt", "lt"]),
)
observations = record(
    indicator=st.integers(0, 5),
    period=periods,
    category=st.sampled_from(["", "", "level=national"]),
    value=st.decimals(0, 9999, places=4),
    decimals=st.integers(0, 4),
    unit=st.booleans(),
    status=st.sampled_from("AAAPELMOQ"),
    qualifier=st.sampled_from(["", "gt"]),
    stated_on=st.dates(dt.date(2007, 1, 1), dt.date(2007, 1, 4)),
)


# Questions that most of what is on file has a part in.
WIDE = [("2005-12-31", 0), ("2006", 0), ("2004-01-01/P4Y", 0)]


def end_after(row: dict, begin: str, end: str) -> None:
    """Nothing ends before it begins."""
    if row[begin] and row[end]:
        row[end] = max(row[begin], row[end])


def told(figure: Figure) -> oracle.Told:
    """All that a figure says, in plain values."""
    return oracle.Told(
        None if figure.value is None else format(figure.value, "f"),
        figure.unit.code,
        figure.qualifier,
        str(figure.status),
        figure.stage,
        str(figure.basis),
        str(figure.origin),
        str(figure.reason),
        figure.source and figure.source.pk,
        None if figure.derived_value is None else format(figure.derived_value, "f"),
        tuple(sorted(figure.records)),
        tuple(vintage.pk for vintage in figure.vintages),
    )


class FiguresOfRandomRegisters(TestCase):
    """They are put on file in a province, a district, two towns, a sibling, and a place that lies in none of them."""

    areas: list[Any]
    levels: list[Any]
    schemes: list[Any]
    programmes: list[Any]
    lines: list[Any]
    fields: list[Any]
    assessed: list[Any]
    enterprises: list[Any]
    sources: list[Any]
    indicators: list[Any]

    @classmethod
    def setUpTestData(cls) -> None:
        province = area("990000")
        district = area("990101", province)
        towns = [area(f"99010110{n}000", district) for n in (0, 1)]
        cls.areas = [province, district, *towns, area("990102", province), area("990000000001")]
        cls.levels = [level(code) for code in ("national", "provincial", "municipal")]
        cls.schemes = [
            entry(Scheme, "high-tech", validity="years", valid_years=1),
            entry(Scheme, "centre", validity="calendar-year"),
            entry(Scheme, "patent"),
        ]
        cls.programmes = [entry(Programme, code) for code in ("torch", "spark", "other")]
        science = entry(BudgetLine, "science")
        fund = entry(BudgetLine, "fund", part_of=science)
        cls.lines = [science, fund, entry(BudgetLine, "part-of-fund", part_of=fund)]
        cls.fields = [entry(TalentField, code) for code in ("law", "art", "trade")]
        cls.assessed = [entry(AssessmentScheme, code) for code in ("targets", "progress", "other")]
        cls.enterprises = [enterprise(district) for _ in range(3)]
        cls.sources = [None, *(entry(Source, code) for code in ("yearbook", "report"))]
        cls.indicators = cls.make_indicators()

    @staticmethod
    def make_indicators() -> list:
        high_tech = [("scheme", "high-tech")]
        certified = counted("certified", "certifications", criteria=high_tech, nature="stock")
        grants = counted("grants", "projects", "grant", nature="flow", unit=unit("cny-10k"), decimals=1)
        spent = counted("spent", "budgets", "amount", nature="flow", unit=unit("cny-100m"))
        income = entered("income", nature="flow", unit=unit("cny-10k"))
        people = entered("people", nature="stock")
        best = [*high_tech, ("scheme", "centre"), ("level", "national"), ("level", "provincial")]
        return [
            certified,
            grants,
            spent,
            income,
            people,
            counted("issued", "certifications", nature="flow"),
            counted("ever", "certifications", nature="cumulative"),
            counted("holders", "certifications", "enterprises", nature="stock"),
            counted("highest", "certifications", "enterprises-highest", best, nature="stock"),
            counted("highest-ever", "certifications", "enterprises-highest", nature="cumulative"),
            counted("approved", "projects", criteria=[("key", "yes"), ("status", "approved")], nature="flow"),
            counted("undertakers", "projects", "enterprises", nature="cumulative"),
            counted("editions", "exhibitions", "consecutive-years", nature="cumulative", unit=unit("years")),
            counted("place", "assessments", "rank", [("scheme", "targets")], nature="stock", unit=unit("rank")),
            counted("talents", "talents", nature="stock", unit=unit("persons")),
            ratio("share-spent", grants, spent, decimals=1),
            ratio("grants-each", grants, certified, unit=unit("cny")),
            ratio("to-income", spent, income),
            ratio("per-head", certified, people),
        ]

    def file(self, model: Any, rows: list[dict], **lists: list) -> None:
        lists |= {"area": self.areas, "source": self.sources}
        for row in rows:
            for name, values in lists.items():
                row[name] = values[row[name]]
        model.objects.bulk_create([model(**row) for row in rows])

    def file_certifications(self, rows: list[dict]) -> None:
        for row in rows:
            end_after(row, "issued_on", "valid_to")
            end_after(row, "issued_on", "revoked_on")
        renewed = [row.pop("renews") for row in rows]
        self.file(Certification, rows, scheme=self.schemes, level=self.levels, enterprise=self.enterprises)
        filed = list(Certification.objects.order_by("pk"))
        for certificate, number in zip(filed, renewed, strict=True):
            if number is not None and number < len(filed):
                certificate.renews = filed[number]
                certificate.save()

    def file_observations(self, rows: list[dict]) -> None:
        for row in rows:
            indicator = row["indicator"] = self.indicators[row["indicator"]]
            other = {"cny-10k": "cny-100m", "cny-100m": "cny"}.get(indicator.unit.code, indicator.unit.code)
            row["unit"] = unit(other) if row["unit"] else indicator.unit
            if row["status"] in "LMOQ":
                row["value"] = None
        self.file(Observation, rows)

    @settings(max_examples=60, suppress_health_check=list(HealthCheck))
    @given(
        certified=of(certifications, 10),
        projects=of(projects),
        budgets=of(budgets, unique_by=lambda row: (row["area"], row["year"], row["line"])),
        exhibitions=of(dated(edition=st.integers(1, 9999)), unique_by=lambda row: row["edition"]),
        assessments=of(
            record(scheme=choice, year=years, rank=st.none() | st.integers(1, 9)),
            unique_by=lambda row: (row["scheme"], row["area"], row["year"]),
        ),
        talents=of(dated(field=choice, left_on=st.none() | days), 12),
        observations=of(
            observations,
            unique_by=lambda r: (
                r["indicator"],
                r["area"],
                oracle.first_and_last(r["period"]),
                r["category"],
                r["stated_on"],
            ),
        ),
        complete=of(
            st.tuples(
                st.sampled_from(["certifications", "projects", "budgets", "exhibitions", "assessments", "talents"]),
                places,
                days,
                bases,
            ),
            unique_by=lambda row: row[:2],
        ),
        asked=st.lists(periods, min_size=2, max_size=4),
        today=days,
    )
    def test_figures_equal_those_of_the_oracle(
        self,
        certified: list,
        projects: list,
        budgets: list,
        exhibitions: list,
        assessments: list,
        talents: list,
        observations: list,
        complete: list,
        asked: list[str],
        today: dt.date,
    ) -> None:
        stated = [(row["period"], row["area"]) for row in observations]
        self.file_certifications(certified)
        self.file(Project, projects, programme=self.programmes, level=self.levels, enterprise=self.enterprises)
        self.file(Budget, budgets, line=self.lines)
        self.file(Exhibition, exhibitions)
        self.file(Assessment, assessments, scheme=self.assessed)
        for row in talents:
            end_after(row, "date", "left_on")
        self.file(Talent, talents, field=self.fields)
        self.file_observations(observations)
        for register, place, since, basis in complete:
            where = self.areas[place]
            Coverage.objects.create(register=register, area=where, complete_since=since, basis=basis)
        questions = [(period, place) for period in asked for place in (0, 1, 2)] + stated + WIDE
        with override_settings(INNOVATION_TODAY=today):
            self.compare(questions, today)

    def compare(self, questions: list[tuple[str, int]], today: dt.date) -> None:
        figures = read(*self.areas)
        slow = oracle.Oracle(today)
        for period, place in questions:
            where = self.areas[place]
            for indicator in self.indicators:
                levelled = indicator.register in ("certifications", "projects")
                for category in ["", "level=national"] if levelled else [""]:
                    real = told(figures.at(indicator, where, Period.parse(period), category))
                    assert real == slow.figure(indicator, where, period, category), (indicator.code, period, category)
