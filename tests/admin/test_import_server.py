"""Imports on the real server with the real database: one wins, and a killed worker leaves nothing behind."""

import http.client
import http.cookiejar
import io
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest
import xlsxwriter
from django.conf import settings
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client

from innovation import models
from innovation.models import Batch
from innovation.models.roles import set_up_roles
from tests.innovation.people import clerk

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("config.getoption('--database') == 'sqlite'", reason="it asks a database server"),
]
ROOT = Path(__file__).resolve().parents[2]
SECONDS = 60


class Server:
    """gunicorn with the site, on the database of the test."""

    def __init__(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        name = connection.settings_dict["NAME"]
        database = urllib.parse.urlsplit(os.environ["TEST_DATABASE_URL"])._replace(path=f"/{name}").geturl()
        environment = os.environ | {
            "DATABASE_URL": database,
            "INNOVATION_DATA_DIR": str(settings.DATA_DIR),
            # So that it knows those whom the test signs in.
            "SECRET_KEY": settings.SECRET_KEY,
        }
        command = [sys.executable, "-m", "gunicorn", "dashboard.wsgi", "--bind", f"127.0.0.1:{self.port}"]
        command += ["--worker-class", "gthread", "--workers", "2", "--threads", "4", "--no-control-socket"]
        self.process = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)
        self._wait()

    def _wait(self) -> None:
        for _try in range(SECONDS * 10):
            with suppress(OSError):
                urllib.request.urlopen(f"{self.url}/health/live", timeout=5).close()
                return
            time.sleep(0.1)
        raise RuntimeError("The server did not start.")

    def workers(self) -> list[int]:
        """The processes that answer."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return [int(pid) for pid in children.split()]

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(SECONDS)


def cookie(name: str, value: str) -> http.cookiejar.Cookie:
    """A cookie for the host of the server, as a browser keeps it."""
    host: tuple[str, bool, bool] = ("127.0.0.1", False, False)
    return http.cookiejar.Cookie(0, name, value, None, False, *host, "/", True, False, None, True, None, None, {})


class Visitor:
    """Somebody who is signed in, with cookies of his own."""

    def __init__(self, server: Server) -> None:
        self.url = server.url
        client = Client()
        client.force_login(User.objects.get(username="clerk"))
        jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
        jar.set_cookie(cookie("sessionid", client.cookies["sessionid"].value))

    def get(self, place: str) -> str:
        return str(self.opener.open(self.url + place, timeout=SECONDS).read().decode())

    def open_post(self, place: str, data: bytes, kind: str) -> object:
        headers = {"Content-Type": kind, "Referer": self.url + place}
        return self.opener.open(urllib.request.Request(self.url + place, data, headers), timeout=SECONDS)

    def token(self, place: str) -> str:
        return re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', self.get(place))[0]

    def post(self, place: str, form_at: str = "", **fields: str) -> str:
        fields["csrfmiddlewaretoken"] = self.token(form_at or place)
        answer = self.open_post(place, urllib.parse.urlencode(fields).encode(), "application/x-www-form-urlencoded")
        return str(answer.read().decode())

    def send(self, place: str, data: bytes) -> None:
        edge = uuid.uuid4().hex
        parts = [
            f'--{edge}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{self.token(place)}\r\n',
            f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="a.xlsx"\r\n\r\n',
        ]
        body = "".join(parts).encode() + data + f"\r\n--{edge}--\r\n".encode()
        self.open_post(place, body, f"multipart/form-data; boundary={edge}").read()


@pytest.fixture
def server(db: None) -> Iterator[Server]:
    set_up_roles()
    area = models.Area.objects.create(code="990101", name="示例区", type="district")
    clerk(area)
    running = Server()
    yield running
    running.stop()


def workbook(rows: int) -> bytes:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"constant_memory": True})
    page = book.add_worksheet()
    page.write_row(0, 0, ["地区", "企业名称", "从业人员"])
    for number in range(1, rows + 1):
        page.write_row(number, 0, ["示例区", f"企业{number}", number])
    book.close()
    return file.getvalue()


def checked(visitor: Visitor, rows: int) -> Batch:
    """A batch of so many rows that waits to be confirmed."""
    visitor.send("/admin/imports/new/enterprises/", workbook(rows))
    batch = Batch.objects.get()
    assert batch.findings["outcomes"] == {"ready": rows}
    return batch


def test_of_sixteen_who_confirm_a_batch_at_once_one_writes_it(server: Server) -> None:
    visitors = [Visitor(server) for _number in range(16)]
    batch = checked(visitors[0], 300)
    page = f"/admin/imports/{batch.pk}/"
    tokens = [visitor.token(page) for visitor in visitors]

    def confirm(number: int) -> str:
        data = urllib.parse.urlencode({"csrfmiddlewaretoken": tokens[number]}).encode()
        answer = visitors[number].open_post(f"{page}write/", data, "application/x-www-form-urlencoded")
        return str(answer.read().decode())

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(confirm, range(16)))
    batch.refresh_from_db()
    assert (batch.state, batch.created, models.Enterprise.objects.count()) == ("written", 300, 300)
    assert models.Enterprise.history.count() == 300


def test_a_worker_killed_in_the_middle_of_an_import_leaves_nothing_behind(server: Server) -> None:
    visitor = Visitor(server)
    batch = checked(visitor, 20_000)
    page = f"/admin/imports/{batch.pk}/"
    data = urllib.parse.urlencode({"csrfmiddlewaretoken": visitor.token(page)}).encode()
    answer = visitor.open_post(f"{page}write/", data, "application/x-www-form-urlencoded")
    while "5" not in (line := answer.readline().decode()) or "<p>" not in line:
        assert line, "The import ended before it could be disturbed."
    for worker in server.workers():
        os.kill(worker, signal.SIGKILL)
    with suppress(OSError, http.client.HTTPException):
        answer.read()
    batch.refresh_from_db()
    assert (batch.state, models.Enterprise.objects.count(), models.Enterprise.history.count()) == ("checked", 0, 0)
    for _try in range(SECONDS):
        with suppress(OSError, http.client.HTTPException):
            visitor.post(f"{page}write/", form_at=page)
            break
        time.sleep(1)
    batch.refresh_from_db()
    assert (batch.state, models.Enterprise.objects.count()) == ("written", 20_000)
