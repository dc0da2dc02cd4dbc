"""The database under the tests: SQLite, or a PostgreSQL server thrown away afterwards."""

import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg2
import pytest
from django.conf import settings
from django.db import connections

from dashboard.settings import database

# Nothing here has to outlive the tests.
FAST = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses="]


class Server:
    """A PostgreSQL server in a folder of its own, reached through a socket there."""

    def __init__(self, programs: Path) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="pg-"))
        # PostgreSQL refuses to run as root.
        self.user = "nobody" if os.geteuid() == 0 else None
        if self.user:
            shutil.chown(self.folder, self.user)
        self.url = f"postgres://postgres@/postgres?host={self.folder}"
        data = self.folder / "data"
        self._run(programs / "initdb", "-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C", "-N")
        options = [word for option in FAST for word in ("-c", option)]
        self.process = self._start(programs / "postgres", "-D", data, "-k", self.folder, *options)
        self._wait()

    def stop(self) -> None:
        """Ends the server and removes its folder."""
        self.process.terminate()
        self.process.wait(30)
        shutil.rmtree(self.folder)

    def _run(self, *command: str | Path) -> None:
        subprocess.run(command, cwd=self.folder, check=True, stdout=subprocess.DEVNULL, user=self.user)

    def _start(self, *command: str | Path) -> subprocess.Popen:
        with open(self.folder / "log", "wb") as log:
            return subprocess.Popen(command, cwd=self.folder, stdout=log, stderr=log, user=self.user)

    def _wait(self) -> None:
        for _ in range(300):
            try:
                psycopg2.connect(host=str(self.folder), user="postgres", dbname="postgres").close()
                return
            except psycopg2.OperationalError:
                time.sleep(0.1)
        raise RuntimeError((self.folder / "log").read_text())


def programs() -> Path | None:
    """The folder of PostgreSQL's programs, the newest if there are several."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: float(folder.parent.name))
    if folders:
        return folders[-1]
    initdb = shutil.which("initdb")
    return Path(initdb).parent if initdb else None


def use(url: str) -> None:
    """Makes Django use the database at an address."""
    settings.DATABASES = {"default": database(url)}
    connections.settings = connections.configure_settings(settings.DATABASES)
    # Importing the models has opened the door to the database of the settings already.
    for connection in connections.all(initialized_only=True):
        del connections[connection.alias]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", choices=["sqlite", "postgresql"], default="sqlite")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--database") == "sqlite":
        use("sqlite://:memory:")
        return
    if "TEST_DATABASE_URL" not in os.environ and (found := programs()):
        server = Server(found)
        config.add_cleanup(server.stop)
        # Workers of pytest-xdist start later and inherit it.
        os.environ["TEST_DATABASE_URL"] = server.url
    if url := os.environ.get("TEST_DATABASE_URL"):
        use(url)
    elif os.environ.get("INNOVATION_REQUIRE_ALL") == "1":
        raise pytest.UsageError("PostgreSQL is not installed")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--database") == "postgresql" and "TEST_DATABASE_URL" not in os.environ:
        for item in items:
            item.add_marker(pytest.mark.skip(reason="PostgreSQL is not installed"))
