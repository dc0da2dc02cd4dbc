"""Short ways to put something on file; what a test does not name is filled in."""

import datetime as dt
from decimal import Decimal
from itertools import count
from typing import Any

import pytest
from django.db import models
from pytest_django import Settings

from innovation.indicators.catalogue import Catalogue
from innovation.indicators.figure import Figure
from innovation.indicators.figures import Figures
from innovation.models import (
    Area,
    Assessment,
    AssessmentScheme,
    Budget,
    BudgetLine,
    Certification,
    Contract,
    ContractType,
    Coverage,
    Criterion,
    Enterprise,
    Exhibition,
    Facility,
    FacilityKind,
    Indicator,
    Level,
    Observation,
    Organisation,
    OrganisationKind,
    Policy,
    PolicyField,
    Programme,
    Project,
    Scheme,
    State,
    Talent,
    TalentField,
    Topic,
    Unit,
)
from innovation.periods import Period

TODAY = dt.date(2006, 12, 31)
UNITS = {
    "count": ("count", "1"),
    "cny": ("cny", "1"),
    "cny-10k": ("cny", "10000"),
    "cny-100m": ("cny", "100000000"),
    "percent": ("ratio", "0.01"),
    "persons": ("persons", "1"),
    "years": ("years", "1"),
    "rank": ("rank", "1"),
}
LEVELS = {"national": 10, "provincial": 20, "municipal": 30}
numbers = count(1)


@pytest.fixture
def at_the_end_of_2006(settings: Settings) -> None:
    settings.INNOVATION_TODAY = TODAY


def entry(model: type[models.Model], code: str, **values: Any) -> Any:
    """The entry of a code list, made when it is first asked for."""
    return model._default_manager.get_or_create(code=code, defaults={"name": code} | values)[0]


def unit(code: str) -> Unit:
    quantity, factor = UNITS[code]
    return entry(Unit, code, quantity=quantity, factor=Decimal(factor))


def level(code: str) -> Level:
    return entry(Level, code, order=LEVELS.get(code, 100))


def area(code: str = "990101", parent: Area | None = None, **values: Any) -> Area:
    kind = Area.Type.TOWN if len(code) == 12 else Area.Type.DISTRICT
    return Area.objects.create(**{"code": code, "name": code, "parent": parent, "type": kind} | values)


def _filed(model: type[models.Model], where: Area, **values: Any) -> Any:
    return model._default_manager.create(**{"area": where, "state": State.PUBLISHED} | values)


def enterprise(where: Area, **values: Any) -> Enterprise:
    return _filed(Enterprise, where, **{"name": f"enterprise {next(numbers)}"} | values)


def certification(where: Area, scheme: str = "high-tech", at: str = "national", **values: Any) -> Certification:
    """A certificate of a new enterprise, unless its holder is named, issued on 2006-03-01, unless told."""
    if not values.keys() & {"enterprise", "organisation", "holder_name"}:
        values["enterprise"] = enterprise(where)
    values = {"issued_on": "2006-03-01"} | values
    for name in ("issued_on", "valid_to", "revoked_on"):
        if isinstance(values.get(name), str):
            values[name] = dt.date.fromisoformat(values[name])
    return _filed(Certification, where, scheme=entry(Scheme, scheme), level=level(at), **values)


def project(where: Area, programme: str = "torch", at: str = "national", **values: Any) -> Project:
    values = {"title": "project", "date": "2006-05-01"} | values
    return _filed(Project, where, programme=entry(Programme, programme), level=level(at), **values)


def budget(where: Area, line: str = "science", **values: Any) -> Budget:
    if not values.keys() & {"planned", "adjusted", "executed"}:
        values["executed"] = 100
    values.setdefault("year", 2006)
    return _filed(Budget, where, line=entry(BudgetLine, line), **values)


def exhibition(where: Area, **values: Any) -> Exhibition:
    return _filed(Exhibition, where, **{"name": "fair", "edition": next(numbers), "date": "2006-10-01"} | values)


def contract(where: Area, **values: Any) -> Contract:
    kind = entry(ContractType, "transfer")
    return _filed(Contract, where, **{"type": kind, "amount": 100, "date": "2006-10-01"} | values)


def assessment(where: Area, scheme: str = "targets", **values: Any) -> Assessment:
    return _filed(Assessment, where, **{"scheme": entry(AssessmentScheme, scheme), "year": 2006} | values)


def facility(where: Area, **values: Any) -> Facility:
    return _filed(Facility, where, **{"kind": entry(FacilityKind, "corridor"), "date": "2006-01-01"} | values)


def organisation(where: Area, **values: Any) -> Organisation:
    values = {"name": "club", "date": "2006-01-01"} | values
    return _filed(Organisation, where, kind=entry(OrganisationKind, "club"), **values)


def policy(where: Area, **values: Any) -> Policy:
    values = {"title": "policy", "date": "2006-01-01"} | values
    return _filed(Policy, where, field=entry(PolicyField, "funds"), **values)


def talent(where: Area, field: str = "mechanics", **values: Any) -> Talent:
    values = {"name": "somebody", "date": "2006-01-01"} | values
    return _filed(Talent, where, field=entry(TalentField, field), **values)


def entered(code: str = "stated", **values: Any) -> Indicator:
    values = {"name": code, "topic": entry(Topic, "topic"), "unit": unit("count"), "is_public": True} | values
    return Indicator.objects.create(code=code, **values)


def counted(code: str, register: str, measure: str = "records", criteria: Any = (), **values: Any) -> Indicator:
    """A counted indicator; its criteria are pairs of a dimension and a value."""
    made = entered(code, origin=Indicator.Origin.COUNTED, register=register, measure=measure, **values)
    for dimension, value in criteria:
        Criterion.objects.create(indicator=made, dimension=dimension, value=value)
    return made


def ratio(code: str, over: Indicator, under: Indicator, **values: Any) -> Indicator:
    values = {"unit": unit("percent"), "origin": Indicator.Origin.RATIO} | values
    return entered(code, numerator=over, denominator=under, **values)


def state(indicator: Indicator, where: Area, period: str, value: Any, **values: Any) -> Observation:
    """What was stated, on 2007-01-15 unless told, with the decimals that `value` is written with."""
    number = None if value is None else Decimal(str(value))
    places = 0 if number is None else max(0, -int(number.as_tuple().exponent))
    values = {"unit": indicator.unit, "decimals": places, "stated_on": "2007-01-15"} | values
    return _filed(Observation, where, indicator=indicator, period=period, value=number, **values)


def complete(register: str, where: Area, since: str = "2000-01-01") -> Coverage:
    return Coverage.objects.create(register=register, area=where, complete_since=since)


def read(*areas: Area) -> Figures:
    """All figures of some areas."""
    catalogue = Catalogue()
    return Figures(catalogue, catalogue, areas)


def figure(indicator: Indicator, where: Area, period: str = "2006", category: str = "") -> Figure:
    """One figure, freshly read."""
    return read(where).at(indicator, where, Period.parse(period), category)
