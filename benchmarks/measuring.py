"""The steps of an import, one by one, on a database that is empty."""

from pathlib import Path
from typing import Any

from django.contrib.auth.models import Group, User
from django.core.files import File
from django.core.management import call_command
from django.db import models, transaction

from benchmarks.exchange import TOWNS, timed
from innovation.exchange.batches import Trial, checking, received, writing
from innovation.exchange.folders import SHEETS
from innovation.exchange.undoing import undo
from innovation.models import Appointment, Area, Batch, Enterprise, Industry
from innovation.models.roles import ENTRY


def measure(path: Path, rows: int) -> None:
    """Print how long each step takes."""
    call_command("migrate", verbosity=0)
    batch = sent(path)
    timed("reading", rows, lambda: Trial(batch))
    timed("reading and checking", rows, lambda: list(checking(batch)))
    batch.refresh_from_db()
    assert batch.findings["outcomes"] == {"ready": rows}, batch.findings
    wrote = timed(
        "reading, checking and writing", rows, lambda: list(writing(batch, confirmed=None, reason="", submit=True))
    )
    batch.refresh_from_db()
    assert batch.created == rows, batch.findings
    timed("undoing", rows, lambda: undo(batch))
    bare = timed("bare insert, no check, no history", rows, lambda: bare_insert(rows))
    print(f"writing is {wrote / bare:.1f} times a bare insert")


def sent(path: Path) -> Batch:
    district = Area.objects.create(code="990101", name="示例区", type="district")
    for number in range(TOWNS):
        Area.objects.create(code=f"99010110{number:04}", name=f"镇{number}", type="town", parent=district)
    Industry.objects.create(code="c", name="制造业")
    user = User.objects.create_user("clerk")
    Appointment.objects.create(user=user, role=Group.objects.get(name=ENTRY), area=district)
    with path.open("rb") as file:
        uploaded: Any = File(file, name=path.name)
        return received(uploaded, SHEETS["enterprises"], user)


def bare_insert(rows: int) -> None:
    area = Area.objects.get(name="镇0")
    new = [Enterprise(area=area, name=f"企业{number}", staff=number % 500) for number in range(rows)]
    with transaction.atomic():
        # Of the class above ours, which keeps histories.
        bare: Any = models.QuerySet(Enterprise)
        bare.bulk_create(new, batch_size=1000)
