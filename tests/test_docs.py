"""The documentation says what is true of the code, and nothing in it leads nowhere."""

import re
import struct
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TEXTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])
OPERATORS = ("docs/operators.md", "docs/operators.zh-CN.md")
TARGETS = set(re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text(), re.MULTILINE))
HEAVIEST_PICTURE = 300_000
# Written in pieces, so that they do not stand here either.
PLACES_OF_MACHINES = [f"/{name}/" for name in ("work", "tmp", "home", "root", "Users")]
REGISTRIES = ["py" + "pi.org", "python" + "hosted.org", "npm" + "js.org", "debian" + ".org"]
UNFINISHED = ["TO" + "DO", "FIX" + "ME"]


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def settings_read() -> set[str]:
    """The variables of the environment that the settings read."""
    return set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', text_of("dashboard/settings.py")))


def headings(path: Path) -> set[str]:
    """The names that links may give to the headings of a text."""
    found = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in found}


@pytest.mark.parametrize("name", OPERATORS)
def test_operators_are_told_of_every_setting_and_of_no_other(name: str) -> None:
    told = set(re.findall(r"^\| `([A-Z_]+)` \|", text_of(name), re.MULTILINE))
    assert told == settings_read()


@pytest.mark.parametrize("name", OPERATORS)
def test_operators_are_told_of_every_health_address(name: str) -> None:
    known = set(re.findall(r'path\("(health/\w+)"', text_of("dashboard/urls.py")))
    assert set(re.findall(r"^\| `/(health/\w+)` \|", text_of(name), re.MULTILINE)) == known


@pytest.mark.parametrize("path", TEXTS, ids=named)
def test_every_make_command_that_is_told_exists(path: Path) -> None:
    assert set(re.findall(r"(?:^|`)make ([a-z]+)", path.read_text(encoding="utf-8"), re.MULTILINE)) <= TARGETS


def test_developers_are_told_of_every_make_command() -> None:
    told = set(re.findall(r"^\| `make ([a-z]+)` \|", text_of("CONTRIBUTING.md"), re.MULTILINE))
    assert told == TARGETS - {"help"}


@pytest.mark.parametrize("path", TEXTS, ids=named)
def test_links_lead_somewhere(path: Path) -> None:
    dead = []
    for link in re.findall(r"\]\(([^)\s]+)\)", path.read_text(encoding="utf-8")):
        place, _sign, heading = link.partition("#")
        target = (path.parent / place).resolve() if place else path
        if not target.is_file() or (heading and heading not in headings(target)):
            dead.append(link)
    assert dead == []


def test_every_text_for_readers_stands_in_both_languages() -> None:
    both = {path.name.removesuffix(".zh-CN.md") for path in TEXTS if path.name.endswith(".zh-CN.md")}
    assert both == {"README", "officials", "staff", "operators", "api"}
    assert all((ROOT / ("" if name == "README" else "docs") / f"{name}.md").is_file() for name in both)


@pytest.mark.parametrize("path", sorted(ROOT.glob("docs/pictures/*")), ids=named)
def test_a_picture_is_a_light_png_that_a_text_or_script_names(path: Path) -> None:
    data = path.read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    assert len(data) <= HEAVIEST_PICTURE
    assert struct.unpack(">I", data[16:20])[0] in (390, 1440)
    assert f'"{path.stem}"' in text_of("docs/make_pictures.py")


def test_the_two_commands_stand_in_the_first_text() -> None:
    for name in ("README.md", "README.zh-CN.md"):
        assert {"make run", "make test"} <= set(re.findall(r"^make \w+", text_of(name), re.MULTILINE))


@pytest.mark.parametrize("path", TEXTS, ids=named)
def test_texts_name_no_machine_no_registry_and_nothing_unfinished(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert [word for word in (*PLACES_OF_MACHINES, *REGISTRIES, *UNFINISHED) if word in text] == []


@pytest.mark.parametrize("path", TEXTS, ids=named)
def test_every_file_that_is_named_is_there(path: Path) -> None:
    names = re.findall(
        r"`((?:innovation|dashboard|templates|static|tests|docs|locale|requirements|\.ci)/[\w./-]+)`", path.read_text()
    )
    built = ("static/build/",)
    assert [name for name in names if not name.startswith(built) and not (ROOT / name).exists()] == []
