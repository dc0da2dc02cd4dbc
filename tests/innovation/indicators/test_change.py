"""What is computed from figures, and where it is undefined."""

from decimal import Decimal
from itertools import count
from typing import Any

import pytest

from innovation.indicators.change import (
    Change,
    Rank,
    average,
    change,
    compound_growth,
    on_year_before,
    over,
    percent,
    rank,
    reported,
    share,
    total,
)
from innovation.indicators.figure import Figure
from innovation.models import Area, Indicator, Unit
from innovation.periods import Period
from tests.innovation.conftest import area, entered, read, state, unit

UNITS = {
    "count": Unit(code="count", quantity="count", factor=1),
    "percent": Unit(code="percent", quantity="ratio", factor=Decimal("0.01")),
    "times": Unit(code="times", quantity="ratio", factor=1),
    "rank": Unit(code="rank", quantity="rank", factor=1),
    "years": Unit(code="years", quantity="years", factor=1),
    "cny-10k": Unit(code="cny-10k", quantity="cny", factor=10_000),
    "cny-100m": Unit(code="cny-100m", quantity="cny", factor=100_000_000),
}
HERE = Area(code="990101")
numbers = count(10)


def told(
    value: Any,
    year: int = 2006,
    at: str = "count",
    where: Area = HERE,
    direction: str = "",
    nature: str = "",
    **more: Any,
) -> Figure:
    """A figure that nobody had to file."""
    number = None if value is None else Decimal(str(value))
    indicator = Indicator(direction=direction, nature=nature)
    return Figure(indicator, where, Period.year(year), "", number, unit=UNITS[at], **more)


def elsewhere(value: Any, year: int = 2006, **more: Any) -> Figure:
    """A figure of another area."""
    return told(value, year, where=Area(code=f"9901{next(numbers)}"), **more)


@pytest.mark.parametrize(
    ("before", "now", "difference", "growth"),
    [
        ("1021", "1480", "459", "45.0"),
        ("155", "561", "406", "261.9"),
        ("200", "199.9", "-0.1", "-0.1"),
        ("8", "8", "0", "0.0"),
        ("8", "0", "-8", "-100.0"),
        ("0", "8", "8", None),
        ("-4", "8", "12", None),
    ],
)
def test_growth(before: str, now: str, difference: str, growth: str | None) -> None:
    base = told(before)
    current = told(now)
    expected = Change(
        base, current, Decimal(difference), growth and Decimal(growth), in_points=False, approximate=False
    )
    assert change(base, current) == expected


@pytest.mark.parametrize(("before", "now"), [(None, 1), (1, None), (None, None)])
def test_nothing_is_computed_from_what_is_missing(before: int | None, now: int | None) -> None:
    assert change(told(before), told(now)) is None


def test_between_percentages_there_are_points_and_no_growth() -> None:
    base, current = told("2.43", at="percent"), told("2.54", at="percent")
    assert change(base, current) == Change(base, current, Decimal("0.11"), None, True, False)


def test_between_multiples_there_is_growth_and_no_points() -> None:
    base, current = told("2.0", at="times"), told("2.5", at="times")
    assert change(base, current) == Change(base, current, Decimal("0.5"), Decimal("25.0"), False, False)


def test_growth_is_that_of_the_exact_values_and_the_difference_that_of_the_printed() -> None:
    base, current = told("0.5", exact=Decimal("0.5359")), told("1.0", exact=Decimal("0.9506"))
    assert change(base, current) == Change(base, current, Decimal("0.5"), Decimal("77.4"), False, False)


def test_a_running_total_has_a_difference_and_no_rate() -> None:
    base, current = told(8, nature="cumulative"), told(10, nature="cumulative")
    assert change(base, current) == Change(base, current, Decimal(2), None, False, False)
    assert compound_growth([told(8, 2004, nature="cumulative"), told(10, 2006, nature="cumulative")]) is None


def test_a_change_is_told_in_the_unit_of_the_later() -> None:
    base, current = told("2500", at="cny-10k"), told("0.5", at="cny-100m")
    assert change(base, current) == Change(base, current, Decimal("0.25"), Decimal("100.0"), False, False)


def test_a_change_of_approximate_values_is_approximate() -> None:
    made = change(told(2500, qualifier="gt"), told(2600))
    assert made is not None
    assert made.approximate


@pytest.mark.parametrize(("before", "now"), [("gt-yu", "gt-yu"), ("", "lt"), ("approx", "")])
def test_of_equal_approximate_values_nobody_knows_whether_they_changed(before: str, now: str) -> None:
    assert change(told(2500, qualifier=before), told(2500, qualifier=now)) is None


def test_what_an_incomplete_register_gives_is_not_compared() -> None:
    assert change(told(3, status="U"), told(7)) is None


@pytest.mark.parametrize(
    ("before", "now", "compared"),
    [("A", "B", False), ("B", "A", True), ("A", "D", False), ("D", "A", False), ("D", "D", True), ("P", "E", True)],
)
def test_nothing_is_compared_across_a_break_or_another_definition(before: str, now: str, compared: bool) -> None:
    assert (change(told(3, status=before), told(7, status=now)) is not None) is compared


def test_a_part_of_a_year_is_not_compared_with_a_whole_one() -> None:
    series = [told(10, 2004), told(20, 2005), told(1, 2006, runs=True)]
    assert change(series[1], series[2]) is None
    assert over(series) == change(series[0], series[1])
    assert compound_growth(series) == Decimal("100.0")


@pytest.mark.parametrize("status", ["B", "D"])
def test_no_growth_is_told_over_a_break(status: str) -> None:
    series = [told(100, 2004), told(100, 2005, status=status), told(200, 2006)]
    assert (over(series), compound_growth(series)) == (None, None)


@pytest.mark.parametrize(
    ("part", "whole", "told_share"),
    [("2", "14", "14.29"), ("0", "14", "0.00"), ("1", "0", None), (None, "4", None), ("4", None, None)],
)
def test_share(part: str | None, whole: str | None, told_share: str | None) -> None:
    assert share(told(part), told(whole)) == (told_share and Decimal(told_share))


def test_a_share_does_not_mind_the_units() -> None:
    assert share(told("6300", at="cny-10k"), told("10.3", at="cny-100m")) == Decimal("6.12")


def test_a_percentage_of_nothing_is_undefined_and_rounded_half_up_otherwise() -> None:
    assert percent(Decimal(1), Decimal(0)) is None
    assert percent(Decimal("0.2765"), Decimal(1)) == Decimal("27.7")


@pytest.mark.parametrize(
    ("own", "peers", "direction", "place"),
    [
        (9, [5, 3], "", Rank(1, 3, tied=False)),
        (5, [9, 3], "up", Rank(2, 3, tied=False)),
        (5, [9, 5, 3], "up", Rank(2, 4, tied=True)),
        (3, [5, 5], "up", Rank(3, 3, tied=False)),
        (3, [5, 5], "down", Rank(1, 3, tied=False)),
        (0, [None, None], "up", Rank(1, 1, tied=False)),
    ],
)
def test_rank(own: int, peers: list, direction: str, place: Rank) -> None:
    mine = told(own, direction=direction)
    assert rank([mine, *(elsewhere(value) for value in peers)], mine) == place


@pytest.mark.parametrize(
    ("own", "peer", "known"),
    [
        ((100, ""), (99, "gt"), False),
        ((100, ""), (101, "gt"), True),
        ((100, ""), (100, "ge"), False),
        ((100, ""), (101, "lt"), False),
        ((100, ""), (99, "under"), True),
        ((100, "gt-duo"), (105, ""), False),
        ((100, "gt-duo"), (95, ""), True),
        ((100, "approx"), (95, ""), True),
        ((100, "approx"), (100, ""), False),
    ],
)
def test_where_approximate_values_leave_the_order_open_there_is_no_rank(own: tuple, peer: tuple, known: bool) -> None:
    mine = told(own[0], qualifier=own[1])
    assert (rank([mine, elsewhere(peer[0], qualifier=peer[1])], mine) is not None) is known


def test_there_is_no_rank_among_figures_of_different_days() -> None:
    mine = told(9)
    assert rank([mine, elsewhere(8, 2005)], mine) is None


def test_a_rank_is_as_sure_as_the_least_sure_of_those_ranked() -> None:
    mine = told(9, basis="assumed")
    others = [elsewhere(8, basis="illustrative"), elsewhere(7, stage="budget")]
    assert rank([mine, *others], mine) == Rank(1, 3, False, "illustrative", "budget")


def test_without_a_value_there_is_no_rank() -> None:
    mine = told(None)
    assert rank([mine, elsewhere(3)], mine) is None


def test_ranks_compare_amounts_not_numbers() -> None:
    mine = told("0.5", at="cny-100m")
    assert rank([mine, elsewhere("4000", at="cny-10k")], mine) == Rank(1, 2, tied=False)


@pytest.mark.parametrize(
    ("values", "yearly"),
    [
        (["1021", "1480", "2132", "2500"], "34.8"),
        (["1021", None, None, "2500"], "34.8"),
        ([None, "100", "121"], "21.0"),
        (["100"], None),
        (["0", "100"], None),
        (["100", "0"], None),
        ([None, None], None),
        ([], None),
    ],
)
def test_compound_growth(values: list, yearly: str | None) -> None:
    series = [told(value, 2003 + n) for n, value in enumerate(values)]
    assert compound_growth(series) == (yearly and Decimal(yearly))


@pytest.mark.parametrize("at", ["percent", "rank", "years"])
def test_percentages_ranks_and_runs_of_years_have_no_compound_growth(at: str) -> None:
    assert compound_growth([told(1, 2004, at=at), told(3, 2006, at=at)]) is None


def test_approximate_values_have_no_compound_growth() -> None:
    assert compound_growth([told(1, 2004), told(3, 2006, qualifier="lt")]) is None


def test_a_sum_and_a_mean_need_every_year() -> None:
    series = [told(value, 2003 + n) for n, value in enumerate(["1021", "1480", "2132", "2500"])]
    assert (total(series), average(series)) == (7133, Decimal("1783.3"))
    with_a_gap = [*series, told(None)]
    assert (total(with_a_gap), average(with_a_gap), total([]), average([])) == (None, None, None, None)


def test_a_sum_over_two_units_is_in_the_unit_of_the_last() -> None:
    assert total([told("0.25", at="cny-100m"), told("2600", at="cny-10k")]) == 5100


@pytest.mark.django_db
@pytest.mark.usefixtures("at_the_end_of_2006")
def test_computed_and_reported_growth_stand_side_by_side() -> None:
    district, gdp = area(), entered("gdp", unit=unit("cny-100m"))
    growth = entered("gdp-growth", unit=unit("percent"), aspect="growth", aspect_of=gdp)
    state(gdp, district, "2004", "150.00")
    state(gdp, district, "2005", "171.49")
    state(growth, district, "2005", "14.6")
    figures = read(district)
    figure = figures.at(gdp, district, Period.year(2005))
    computed, said = on_year_before(figures, figure), reported(figures, figure, "growth")
    assert computed is not None
    assert said is not None
    assert (computed.growth, said.value) == (Decimal("14.3"), Decimal("14.6"))


@pytest.mark.django_db
@pytest.mark.usefixtures("at_the_end_of_2006")
def test_growth_reported_for_the_whole_is_not_that_of_a_part() -> None:
    district, projects = area(), entered("projects")
    growth = entered("growth", unit=unit("percent"), aspect="growth", aspect_of=projects)
    state(projects, district, "2006", 7, category="level=national")
    state(growth, district, "2006", "14.6")
    figures = read(district)
    part = figures.at(projects, district, Period.year(2006), "level=national")
    assert reported(figures, part, "growth") is None


@pytest.mark.django_db
@pytest.mark.parametrize("period", ["_U", "../2006-12-31"])
def test_a_period_without_a_year_before_has_no_growth(period: str) -> None:
    district, gdp = area(), entered("gdp")
    state(gdp, district, period, 1)
    figures = read(district)
    assert on_year_before(figures, figures.at(gdp, district, Period.parse(period))) is None
