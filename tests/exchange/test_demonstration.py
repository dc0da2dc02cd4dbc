"""The demonstration district, loaded as anybody loads it."""

import io
import stat

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth import authenticate
from django.core.management import call_command

from innovation.exchange.folders import SHEETS
from innovation.management.commands import demo, standard
from innovation.models import Area, Basis, Certification, Enterprise, Honour, Observation, Project, Record, State

pytestmark = pytest.mark.django_db

TRACKED = [model for model in apps.get_app_config("innovation").get_models() if hasattr(model, "history")]


def load_demonstration():
    """Load it and return what was printed."""
    out = io.StringIO()
    call_command("demo", stdout=out)
    return out.getvalue()


def counts():
    return {model.__name__: (model.objects.count(), model.history.count()) for model in TRACKED}


def test_every_row_has_its_history_and_a_second_loading_writes_nothing():
    load_demonstration()
    first = counts()
    assert sum(rows for rows, _ in first.values()) > 1000
    assert all(rows == history for rows, history in first.values())
    load_demonstration()
    assert counts() == first


def test_every_table_in_the_folders_belongs_to_a_sheet():
    files = {path.stem for folder in (standard.FOLDER, demo.FOLDER) for path in folder.glob("*.csv")}
    assert files <= set(SHEETS)


def test_all_of_it_is_published_and_nothing_but_the_year_1998_is_reported_as_it_stands():
    load_demonstration()
    records = [model for model in TRACKED if issubclass(model, Record)]
    assert {row.state for model in records for row in model.objects.all()} == {State.PUBLISHED}
    reported = [row for model in records for row in model.objects.filter(basis=Basis.REPORTED)]
    assert [(type(row), row.title, row.date.year) for row in reported] == [(Honour, "国家科技进步先进区", 1998)]


def test_the_traps_are_on_file():
    load_demonstration()
    day = Observation.objects.earliest("stated_on").stated_on
    high_tech = Certification.objects.filter(scheme__code="high-tech")
    assert high_tech.filter(valid_to__lt=day, renewals=None).count() == 2
    assert high_tech.filter(revoked_on__isnull=False).count() == 1
    assert Project.objects.filter(status=Project.Status.WITHDRAWN).count() == 1
    assert high_tech.valid_on(day).count() == 55


def test_a_renewed_certificate_never_counts_beside_its_renewal():
    load_demonstration()
    renewed = Certification.objects.filter(renews__isnull=False).select_related("renews")
    assert renewed.count() > 30
    for certificate in renewed:
        assert certificate.renews.valid_to < certificate.issued_on
        assert certificate.renews.enterprise_id == certificate.enterprise_id


def test_the_district_has_its_towns_and_its_peers():
    load_demonstration()
    district = Area.objects.get(code="990101")
    assert Area.objects.children_of(district).count() == 10
    peers = Area.objects.children_of(district.parent).exclude(pk=district.pk)
    assert peers.count() == 8
    assert all(peer.name.endswith("（示例）") for peer in peers)


def test_no_illustrative_statement_stands_for_what_the_document_states():
    load_demonstration()
    rows = Observation.objects.filter(area__code="990101")
    stated = set(rows.exclude(basis=Basis.ILLUSTRATIVE).values_list("indicator", "period"))
    assert not stated & set(rows.filter(basis=Basis.ILLUSTRATIVE).values_list("indicator", "period"))


def test_what_staff_changed_stays_as_it_is():
    load_demonstration()
    enterprise = Enterprise.objects.first()
    enterprise.staff = 42
    enterprise.save()
    load_demonstration()
    enterprise.refresh_from_db()
    assert enterprise.staff == 42


def test_it_says_how_to_sign_in_with_a_password_that_only_the_owner_reads():
    printed = load_demonstration()
    path = settings.DATA_DIR / "demo-password"
    password = path.read_text()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert password in printed
    user = authenticate(username="admin", password=password)
    assert user is not None
    assert user.is_superuser
    user.set_password("another one, chosen later")
    user.save()
    assert password not in load_demonstration()
