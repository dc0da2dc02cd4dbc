"""`manage.py standard`: the code lists and indicators that any bureau starts from."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

import innovation
from innovation.exchange.folders import load_folder
from innovation.exchange.problems import Refused

FOLDER = Path(innovation.__file__).parent / "standard"


class Command(BaseCommand):
    help = "Load the code lists and indicators that any bureau starts from. What staff changed stays as it is."

    def handle(self, *args: Any, **options: Any) -> None:
        load_tables(self, FOLDER, title=_("Standard lists"))


def load_tables(command: BaseCommand, folder: Path, *, title: str) -> None:
    """Load the tables of a folder, with a line for each that brought something new, or stop with what is wrong.

    The title says in the history where the rows came from.
    """
    command.stdout.write(title)
    try:
        for sheet, outcome in load_folder(folder, reason=title):
            if outcome.created:
                command.stdout.write(f"  {sheet.model._meta.verbose_name_plural}: {outcome.created}")
    except Refused as refused:
        raise CommandError(str(refused)) from None
