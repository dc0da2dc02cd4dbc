"""Takes the pictures of the documentation from the product itself: `make pictures`.

It serves the demonstration district from a folder of its own, so that nothing of this installation shows.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError

import xlsxwriter
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser import FLAGS

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
DESKTOP, PHONE = (1440, 1000), (390, 844)
# A name, the address it shows, and the size of the window.
PAGES = (
    ("overview", "/", DESKTOP),
    ("overview-390", "/", PHONE),
    ("indicator", "/indicators/high-tech/?by=level", DESKTOP),
    ("records", "/indicators/high-tech/records/?period=2006&category=level%3Dnational", DESKTOP),
    ("api-docs", "/api/v1/docs/", DESKTOP),
)
STAFF_PAGES = (
    ("admin-list", "/admin/innovation/certification/", DESKTOP),
    ("admin-first", "/admin/", DESKTOP),
    ("admin-grid", "/admin/grid/?area=990101&period=2006", DESKTOP),
)
REVIEW_PAGE = (("admin-review", "/admin/review/", DESKTOP),)
# Two people of the demonstration, named after what they do.
PEOPLE = """
from django.contrib.auth.models import Group, User
from innovation.models import Appointment, Area
for name, role in (("录入员", "Clerk"), ("审核员", "Reviewer")):
    user = User.objects.create_user(name, password="demonstration", is_staff=True)
    home = Area.objects.get(code="990101")
    Appointment.objects.create(user=user, role=Group.objects.get(name=role), area=home)
"""
TABLE = (
    ("地区", "企业名称", "统一社会信用代码", "从业人员", "成立日期"),
    ("青埠街道", "澜江阀门科技有限公司（示例）", "", "430", "1998-05-01"),
    ("青埠", "澜江电器制造有限公司（示例）", "", "205", "2001-06-18"),
    ("望潮街道", "澜江机电股份有限公司（示例）", "", "6,200人", "38930"),
    ("望潮街道", "澜江水泵有限公司（示例）", "", "150", "200x"),
)
SECONDS_TO_START = 60
# What a picture may weigh, so that the repository stays light.
MOST_BYTES = 300_000


def main() -> None:
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, served(Path(folder)) as address, opened() as browser:
        context = browser.new_context(base_url=address, locale="zh-CN", color_scheme="light")
        page = context.new_page()
        take(page, PAGES)
        sign_in(page, (Path(folder) / "demo-password").read_text().strip())
        take(page, STAFF_PAGES)
        clerk, reviewer = (browser.new_context(base_url=address, locale="zh-CN").new_page() for _person in range(2))
        sign_in(clerk, "demonstration", "录入员")
        import_table(clerk, Path(folder) / "企业.xlsx")
        sign_in(reviewer, "demonstration", "审核员")
        take(reviewer, REVIEW_PAGE)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of the product with the demonstration district, its data in a folder."""
    environment = os.environ | {
        "INNOVATION_DATA_DIR": str(folder),
        "INNOVATION_DEMONSTRATION": "1",
        "INNOVATION_TODAY": "2006-12-31",
        "DATABASE_URL": "",
    }
    for command in (["migrate", "--verbosity=0"], ["demo"], ["shell", "--verbosity=0", "--command", PEOPLE]):
        done = [sys.executable, "manage.py", *command]
        subprocess.run(done, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
    host = f"127.0.0.1:{free_port()}"
    server = [sys.executable, "-m", "gunicorn", "dashboard.wsgi", "--bind", host, "--no-control-socket"]
    with open(folder / "server.log", "wb") as log:
        process = subprocess.Popen(server, cwd=ROOT, env=environment, stdout=log, stderr=log)
        try:
            wait(f"http://{host}/health/ready")
            yield f"http://{host}"
        finally:
            process.terminate()
            process.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait(address: str) -> None:
    """Return once the address answers."""
    for _second in range(SECONDS_TO_START):
        try:
            urllib.request.urlopen(address).close()
            return
        except URLError:
            time.sleep(1)
    sys.exit("The product did not start.")


@contextmanager
def opened() -> Iterator[Browser]:
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not program:
        sys.exit("Chromium is not installed.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


def import_table(page: Page, path: Path) -> None:
    """The picture of a table being checked; what is right in it is imported then."""
    book = xlsxwriter.Workbook(path)
    rows = book.add_worksheet("企业")
    for number, row in enumerate(TABLE):
        rows.write_row(number, 0, row)
    book.close()
    page.set_viewport_size({"width": DESKTOP[0], "height": DESKTOP[1]})
    page.goto("/admin/imports/new/enterprises/")
    page.set_input_files("#id_file", path)
    page.click(".submit-row input")
    page.wait_for_selector(".summary")
    keep(page, "admin-import")
    page.click("#confirm .submit-row .default")
    page.wait_for_selector(".notice")


def sign_in(page: Page, password: str, name: str = "admin") -> None:
    page.goto("/admin/login/")
    page.fill("#id_username", name)
    page.fill("#id_password", password)
    page.press("#id_password", "Enter")
    page.wait_for_url("**/admin/")


def take(page: Page, pages: tuple[tuple[str, str, tuple[int, int]], ...]) -> None:
    """A picture of what a window shows of each page."""
    for name, address, (width, height) in pages:
        page.set_viewport_size({"width": width, "height": height})
        answer = page.goto(address, wait_until="networkidle")
        if answer is None or answer.status != 200:
            sys.exit(f"{address} is not there to be shown.")
        keep(page, name)


def keep(page: Page, name: str) -> None:
    """Keep what a window shows as a picture."""
    path = PICTURES / f"{name}.png"
    page.screenshot(path=path, animations="disabled")
    size = path.stat().st_size
    print(f"{path.relative_to(ROOT)}: {size // 1000} kB")
    if size > MOST_BYTES:
        sys.exit(f"{path.name} is larger than {MOST_BYTES // 1000} kB.")


if __name__ == "__main__":
    main()
