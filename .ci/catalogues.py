"""Says whether the translations are complete and current; exits with 1 if they are not.

Current means: every text of the code and templates is in the catalogue, every text of the catalogue is
translated, and the compiled catalogue that is served was made from it.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = Path("locale/zh_Hans/LC_MESSAGES/django.po")
SOURCES = ["manage.py", "dashboard", "innovation", "templates", "locale"]
TOOLS = ["xgettext", "msgattrib", "msgfmt", "msgunfmt"]


def output(*command: str | Path, folder: Path = ROOT) -> str:
    """What a command prints; it ends everything, with its complaint, if it fails."""
    # gettext reads the letters of other scripts in a UTF-8 locale only.
    environment = os.environ | {"LC_ALL": "C.UTF-8", "INNOVATION_DATA_DIR": str(folder / "var")}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, encoding="utf-8")
    if done.returncode:
        sys.exit(done.stderr)
    return done.stdout


def messages(catalogue: Path) -> str:
    """The texts of a catalogue, in order, without translations."""
    return output("msgattrib", "--clear-fuzzy", "--empty", "--no-obsolete", "--sort-output", catalogue)


def collected(folder: Path) -> Path:
    """The catalogue that would be collected now, made in a copy of the sources."""
    for source in SOURCES:
        if (ROOT / source).is_dir():
            shutil.copytree(ROOT / source, folder / source, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / source, folder / source)
    options = ["--locale=zh_Hans", "--no-location", "--no-obsolete"]
    output(sys.executable, "manage.py", "makemessages", *options, folder=folder)
    return folder / CATALOGUE


def body(text: str) -> str:
    """A catalogue without its header, which carries the time it was made."""
    return text.partition("\n\n")[2]


def faults(folder: Path) -> list[str]:
    """What is wrong with the catalogue."""
    catalogue = ROOT / CATALOGUE
    compiled = folder / "django.mo"
    output("msgfmt", "--check", "-o", compiled, catalogue)
    found = []
    if body(messages(catalogue)) != body(messages(collected(folder))):
        found.append("texts of the code are not in the catalogue, or are there in vain: run make messages")
    for kind in ("--untranslated", "--only-fuzzy"):
        if left := output("msgattrib", kind, "--no-obsolete", catalogue):
            found.append(f"left to translate:\n{body(left)}")
    if output("msgunfmt", compiled) != output("msgunfmt", catalogue.with_suffix(".mo")):
        found.append("the compiled catalogue is not that of its source: run make messages")
    return found


def main() -> int:
    """0 if all is well, or if gettext is not installed and nobody insists."""
    absent = [tool for tool in TOOLS if not shutil.which(tool)]
    if absent:
        print(f"Translations not checked: {', '.join(absent)} not installed (gettext)")
        return int(os.environ.get("INNOVATION_REQUIRE_ALL") == "1")
    with tempfile.TemporaryDirectory() as folder:
        found = faults(Path(folder))
    print("\n".join(found) or "Translations are complete and current")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
