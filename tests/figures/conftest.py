"""The demonstration district on the day it lives in."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest

from tests.demonstration import on_file


@pytest.fixture(scope="package")
def demonstration(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with on_file(django_db_blocker):
        yield


@pytest.fixture(autouse=True)
def _new_years_eve(settings: Any) -> None:
    settings.INNOVATION_TODAY = dt.date(2006, 12, 31)
    settings.INNOVATION_DEMONSTRATION = True
