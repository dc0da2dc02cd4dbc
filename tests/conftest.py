"""What every test stands on."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings
from zeal import zeal_context
from zeal.apps import ZealConfig

pytest_plugins = ["tests.postgres", "tests.browser"]

# A busy machine is no fault of the code.
hypothesis.settings.register_profile("suite", deadline=None)
hypothesis.settings.load_profile("suite")


def pytest_configure(config: pytest.Config) -> None:
    """The tests neither see nor touch what this installation is set to."""
    folder = tempfile.TemporaryDirectory()
    config.add_cleanup(folder.cleanup)
    settings.DATA_DIR = Path(folder.name)
    settings.INNOVATION_TODAY = None
    settings.INNOVATION_HOME_AREA = "990101"
    settings.INNOVATION_DEMONSTRATION = False
    # Only what tests it slows anybody down.
    settings.AXES_ENABLED = False
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session")
def watched_relations() -> None:
    """Makes relations tell how often they are followed."""
    ZealConfig.create("zeal").ready()


@pytest.fixture
def no_n_plus_one(watched_relations: None) -> Iterator[None]:
    """Lets a test fail that asks the database once for each row."""
    with zeal_context():
        yield
