"""The frame: settings, headers, health, locked dependencies, and what keeps the repository clean."""

import json
import logging
import os
import re
import subprocess
import sys
import tomllib
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2
import pytest
from django.contrib.admin.models import ADDITION, LogEntry
from django.contrib.auth.models import User
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import connection
from django.db.utils import OperationalError
from zeal import NPlusOneError

from dashboard import settings as defaults
from dashboard.logs import JsonFormatter
from dashboard.settings import database, day, kept_secret
from dashboard.views import health

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
LOCKS = ["requirements/base.txt", "requirements/dev.txt", "package-lock.json"]


def printed(*command: str, **environment: str) -> str:
    """What a command prints that knows nothing but this environment."""
    known = {"PATH": os.environ["PATH"], **environment}
    return subprocess.run(command, cwd=ROOT, env=known, check=True, capture_output=True, text=True).stdout


def set_by_environment(name: str, folder: Path, **environment: str) -> str:
    """A setting as a new process sees it."""
    script = f"from dashboard import settings; print(repr(settings.{name}))"
    return printed(sys.executable, "-c", script, INNOVATION_DATA_DIR=str(folder), **environment).strip()


# Settings


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DEBUG", "False"),
        ("INNOVATION_TODAY", "None"),
        ("INNOVATION_HOME_AREA", "'990101'"),
        ("INNOVATION_DEMONSTRATION", "False"),
        ("LANGUAGE_CODE", "'zh-hans'"),
        ("TIME_ZONE", "'Asia/Shanghai'"),
        ("ALLOWED_HOSTS", "['localhost', '127.0.0.1', '[::1]']"),
    ],
)
def test_settings_have_safe_defaults(name, value, tmp_path):
    assert set_by_environment(name, tmp_path) == value


def test_the_database_is_sqlite_in_the_data_folder_by_default(tmp_path):
    assert set_by_environment("DATABASES['default']['NAME']", tmp_path) == repr(str(tmp_path / "db.sqlite3"))


def test_sqlite_queues_writers_and_keeps_a_write_ahead_log():
    config = database("sqlite:////data/db.sqlite3")
    assert config["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in config["OPTIONS"]["init_command"]


def test_postgresql_is_used_if_an_address_is_given():
    config = database("postgres://clerk:word@database/innovation")
    assert (config["ENGINE"], config["HOST"], config["NAME"]) == (
        "django.db.backends.postgresql",
        "database",
        "innovation",
    )
    assert config["CONN_HEALTH_CHECKS"] is True


def test_secure_cookies_come_with_https(tmp_path):
    assert set_by_environment("SESSION_COOKIE_SECURE", tmp_path) == "False"
    assert set_by_environment("SESSION_COOKIE_SECURE", tmp_path, INNOVATION_HTTPS="1") == "True"


def test_today_is_read_as_a_date():
    assert day("2006-12-31") == date(2006, 12, 31)
    assert day("") is None


@pytest.mark.parametrize("text", ["2006", "31.12.2006", "2006-02-30", "today"])
def test_a_today_that_is_no_date_is_refused_by_name(text):
    with pytest.raises(ImproperlyConfigured, match="INNOVATION_TODAY"):
        day(text)


def test_the_secret_is_made_once_by_however_many_processes(tmp_path):
    path = tmp_path / "secret-key"
    with ThreadPoolExecutor(8) as pool:
        secrets = set(pool.map(kept_secret, [path] * 8))
    assert len(secrets) == 1
    assert len(secrets.pop()) > 60
    assert path.stat().st_mode & 0o777 == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["secret-key"]


# Headers


@pytest.mark.parametrize("address", ["/health/live", "/no-such-page", "/static/admin/css/base.css"])
def test_every_answer_carries_the_security_headers(client, db, address):
    headers = client.get(address).headers
    assert headers["Content-Security-Policy"] == (
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'"
    )
    assert headers["Permissions-Policy"].startswith("camera=()")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


def test_pages_may_not_be_framed(client):
    assert client.get("/health/live").headers["X-Frame-Options"] == "DENY"


def test_the_policy_allows_nothing_inline_and_no_other_host():
    sources = [source for sources in defaults.SECURE_CSP.values() for source in sources]
    assert set(sources) == {"'self'", "'none'", "data:"}


# Health


def test_alive_without_a_database(client):
    answer = client.get("/health/live")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_ready_with_a_migrated_database(client, db, django_assert_max_num_queries):
    with django_assert_max_num_queries(2):
        answer = client.get("/health/ready")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_not_ready_while_migrations_are_missing(client, db, monkeypatch):
    monkeypatch.setattr(health, "_written", lambda: {("innovation", "9999_still_to_come")})
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.json()) == (503, {"status": "unavailable", "fault": "migrations"})


def test_not_ready_without_a_database_and_says_no_more_than_that(client, monkeypatch):
    def refuse(recorder):
        raise OperationalError("password of the clerk is wrong")

    monkeypatch.setattr(health.MigrationRecorder, "applied_migrations", refuse)
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.json()) == (503, {"status": "unavailable", "fault": "database"})


def test_health_is_never_cached(client, db):
    assert "no-store" in client.get("/health/ready").headers["Cache-Control"]


def test_health_cannot_be_written_to(client):
    assert client.post("/health/live").status_code == 405


# Logs


def test_a_log_entry_is_one_json_object():
    record = logging.LogRecord("innovation", logging.WARNING, "", 1, "%s 超过", ("投入",), None)
    entry = json.loads(JsonFormatter().format(record))
    assert entry.pop("time").endswith("+00:00")
    assert entry == {"level": "WARNING", "logger": "innovation", "message": "投入 超过"}


# Migrations


@pytest.mark.django_db(transaction=True)
def test_migrating_gives_the_lock_back():
    for _ in range(2):
        call_command("migrate", verbosity=0)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'")
            assert cursor.fetchone() == (0,)


@pytest.fixture
def empty_database(tmp_path, request):
    """The address of a database with nothing in it, of the kind the tests run on."""
    if request.config.getoption("--database") == "sqlite":
        yield f"sqlite:///{tmp_path}/db.sqlite3"
        return
    server = os.environ["TEST_DATABASE_URL"]
    name = f"empty_{os.getpid()}"
    with closing(psycopg2.connect(server)) as session:
        session.autocommit = True
        session.cursor().execute(f"CREATE DATABASE {name}")
        yield urlsplit(server)._replace(path=name).geturl()
        session.cursor().execute(f"DROP DATABASE {name}")


def test_several_processes_may_migrate_an_empty_database_at_once(empty_database, tmp_path):
    command = [sys.executable, "manage.py", "migrate", "--verbosity=0"]
    environment = {"INNOVATION_DATA_DIR": str(tmp_path), "DATABASE_URL": empty_database}
    processes = [subprocess.Popen(command, cwd=ROOT, env={"PATH": os.environ["PATH"], **environment}) for _ in range(3)]
    assert [process.wait(120) for process in processes] == [0, 0, 0]


# Queries


def test_asking_once_for_each_row_is_noticed(db, no_n_plus_one):
    user = User.objects.create(username="clerk")
    for _ in range(3):
        LogEntry.objects.create(user=user, action_flag=ADDITION)
    with pytest.raises(NPlusOneError):
        [entry.user.username for entry in LogEntry.objects.all()]
    assert [entry.user.username for entry in LogEntry.objects.select_related("user")] == ["clerk"] * 3


# Repository


@pytest.mark.parametrize("lock", LOCKS)
def test_locks_carry_hashes_and_no_addresses(lock):
    text = (ROOT / lock).read_text()
    assert re.findall(r"https?://|file://|--find-links|--index-url|--extra-index-url|resolved", text) == []
    assert re.search(r"--hash=sha256:|\"integrity\": \"sha512-", text)


def test_what_runs_in_production_is_locked_alike_for_developers():
    base, dev = (set(re.findall(r"^\S+==\S+", (ROOT / lock).read_text(), re.M)) for lock in LOCKS[:2])
    assert base - dev == set()


def test_every_declared_dependency_is_locked():
    declared = PROJECT["project"]["dependencies"] + PROJECT["project"]["optional-dependencies"]["dev"]
    names = set(re.findall(r"^[a-z0-9-]+", "\n".join(declared), re.M))
    locked = set(re.findall(r"^([a-z0-9-]+)==", (ROOT / "requirements/dev.txt").read_text(), re.M))
    assert names - locked == set()


@pytest.mark.parametrize(
    "path",
    [".venv/x", "node_modules/x", "var/db.sqlite3", "var/secret-key", "static/build/x.js", ".env", "uv.lock"],
)
def test_what_is_installed_built_or_secret_is_never_committed(path):
    assert subprocess.run(["git", "check-ignore", "-q", path], cwd=ROOT).returncode == 0


def test_compiled_translations_are_committed():
    path = "locale/zh_Hans/LC_MESSAGES/django.mo"
    assert subprocess.run(["git", "check-ignore", "-q", path], cwd=ROOT).returncode == 1


@pytest.mark.parametrize("target", ["run", "dev", "test", "lint", "format", "messages", "lock", "clean"])
def test_the_makefile_names_its_targets(target):
    assert re.search(rf"^{target}\s+\S", printed("make", "help"), re.M)


def test_run_takes_another_port():
    assert "--bind 127.0.0.1:8123" in printed("make", "-n", "run", "PORT=8123")


# Browser


def test_the_browser_opens_pages_of_the_test_server(page):
    assert page.goto("/health/live").status == 200
    assert page.evaluate("document.body.innerText") == '{"status": "ok"}'


def test_the_tests_run_on_the_database_they_were_told_to(request: pytest.FixtureRequest) -> None:
    assert connection.vendor == request.config.getoption("--database")
