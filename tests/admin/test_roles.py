"""Who opens what in the admin: every role, every kind of record, every page; and nothing of another area leaks."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.test import Client
from django.urls import get_resolver, reverse

from innovation import models
from innovation.models.roles import (
    ADMINISTRATOR,
    API_CLIENT,
    ENTRY,
    READER,
    REVIEWER,
    TALENT_ENTRY,
    TALENT_REVIEWER,
)
from tests.admin.addresses import address, entered
from tests.admin.rows import ROWS, one
from tests.innovation.people import person

pytestmark = pytest.mark.django_db

RECORDS = [
    model
    for model in apps.get_app_config("innovation").get_models()
    if issubclass(model, models.Reviewed) and model is not models.Amendment
]
every_record = pytest.mark.parametrize("model", RECORDS, ids=lambda model: model.__name__)
SECRET = "机密乙镇"


@pytest.fixture
def towns() -> tuple[models.Area, models.Area]:
    """Two towns of one district."""
    kind = models.Area.Type.TOWN
    district = models.Area.objects.create(code="990101", name="示例区", type="district")
    made = [
        models.Area.objects.create(code=code, name=name, type=kind, parent=district)
        for code, name in (("990101100000", "甲镇"), ("990101101000", SECRET))
    ]
    return made[0], made[1]


def filed(model: type[Any], where: models.Area, **values: Any) -> Any:
    """A draft of a kind, with all its texts unlike those of anybody else, kept in an area."""
    row = model(**ROWS[model](700 if where.name == SECRET else 800) | values)
    for field in model._meta.concrete_fields:
        is_text = type(field).__name__ in ("CharField", "TextField") and field.editable and not field.choices
        if where.name == SECRET and is_text and (field.max_length or 99) > 20 and field.name != "category":
            setattr(row, field.name, SECRET)
    if hasattr(row, "area"):
        row.area = where
    else:
        row.enterprise = models.Enterprise.objects.create(area=where, name=f"{where.name}企业")
    row.save()
    return row


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def pages(model: type[Any], row: Any) -> dict[str, str]:
    return {
        "list": address(model, "changelist"),
        "add": address(model, "add"),
        "change": address(model, "change", row.pk),
        "history": address(model, "history", row.pk),
        "past": address(model, "simple_history", row.pk, row.history.first().pk),
        "delete": address(model, "delete", row.pk),
    }


def statuses(user: User, model: type[Any], row: Any) -> dict[str, int]:
    return {name: browser(user).get(page).status_code for name, page in pages(model, row).items()}


READS = {"list": 200, "add": 403, "change": 200, "history": 200, "past": 200, "delete": 403}
WRITES = dict.fromkeys(READS, 200)
NOTHING = dict.fromkeys(READS, 403)
OWN = {
    READER: READS,
    ENTRY: WRITES,
    REVIEWER: READS,
    ADMINISTRATOR: READS,
    API_CLIENT: WRITES,
    TALENT_ENTRY: NOTHING,
    TALENT_REVIEWER: NOTHING,
}
OWN_TALENTS = dict.fromkeys(OWN, NOTHING) | {TALENT_ENTRY: WRITES, TALENT_REVIEWER: READS}


@pytest.mark.parametrize("role", OWN)
@every_record
def test_a_role_opens_the_pages_it_stands_for(model: type[Any], role: str, towns: Any) -> None:
    user = person("somebody", role, at=towns[0])
    expected = OWN_TALENTS if model is models.Talent else OWN
    assert statuses(user, model, filed(model, towns[0])) == expected[role]


@every_record
def test_of_another_area_nothing_opens(model: type[Any], towns: Any) -> None:
    user = person("somebody", *OWN, at=towns[0])
    assert statuses(user, model, filed(model, towns[1])) == {
        "list": 200,
        "add": 200,
        # A row out of reach is as unknown as one that is not there: Django leads to the first page.
        "change": 302,
        "history": 403,
        "past": 403,
        "delete": 302,
    }


@every_record
def test_no_page_tells_anything_of_another_area(model: type[Any], towns: Any) -> None:
    row = filed(model, towns[1])
    client = browser(person("somebody", *OWN, at=towns[0]))
    shown = [address(model, "changelist"), reverse("admin:index"), reverse("admin:review")]
    shown.append(f"{address(model, 'changelist')}?q=机密")
    for page in shown:
        assert SECRET not in client.get(page).content.decode().replace("?q=机密", ""), page
    assert client.get(address(model, "changelist")).context["cl"].result_count == 0
    assert row in model._default_manager.all()


@every_record
def test_nothing_of_another_area_is_changed_or_deleted(model: type[Any], towns: Any) -> None:
    row = filed(model, towns[1], state="submitted")
    client = browser(person("somebody", *OWN, at=towns[0]))
    client.post(address(model, "change", row.pk), {"reason": "x"})
    client.post(address(model, "delete", row.pk), {"post": "yes"})
    client.post(address(model, "simple_history", row.pk, row.history.first().pk), {"reason": "x"})
    for action in ("delete_selected", "submit_selected"):
        client.post(address(model, "changelist"), {"action": action, "_selected_action": row.pk, "post": "yes"})
    for decision in ("_publish", "_return"):
        chosen = f"{model._meta.model_name}:{row.pk}:{row.version}"
        client.post(reverse("admin:review"), {"chosen": chosen, "note": "x", decision: "1"})
    assert model._default_manager.get(pk=row.pk).version == row.version


def looked_up(client: Client, model: type[Any], field: str, words: str) -> list[str]:
    named = {"app_label": "innovation", "model_name": model._meta.model_name, "field_name": field, "term": words}
    return [row["text"] for row in client.get(reverse("admin:autocomplete"), named).json()["results"]]


def test_look_ups_offer_own_areas_and_what_is_public_elsewhere(towns: Any) -> None:
    client = browser(person("somebody", ENTRY, at=towns[0]))
    filed(models.Enterprise, towns[1])
    models.Enterprise.objects.create(area=towns[1], name="公开企业", state="published")
    models.Enterprise.objects.create(area=towns[0], name="自己企业")
    assert looked_up(client, models.Certification, "enterprise", "") == ["公开企业", "自己企业"]
    assert looked_up(client, models.Certification, "area", "") == ["甲镇"]
    assert looked_up(client, models.Organisation, "first_in", "") == ["示例区", "甲镇", SECRET]


def new_certificate(towns: Any, **values: Any) -> dict[str, Any]:
    holder, _made = models.Enterprise.objects.get_or_create(area=towns[0], name="自己企业")
    filled = {"scheme": one(models.Scheme).pk, "level": one(models.Level).pk, "area": towns[0].pk}
    return filled | {"enterprise": holder.pk, "issued_on": "2006-03-01", "basis": "reported"} | values


def test_a_record_is_entered_for_an_own_area_only(towns: Any) -> None:
    client = browser(person("somebody", ENTRY, at=towns[0]))
    page = address(models.Certification, "add")
    assert "area" in client.post(page, new_certificate(towns, area=towns[1].pk)).context["adminform"].form.errors
    assert models.Certification.objects.count() == 0
    assert client.post(page, new_certificate(towns) | {"precision": "day"}).status_code == 302
    assert [(row.area, row.state) for row in models.Certification.objects.all()] == [(towns[0], "draft")]


def test_a_record_is_not_moved_to_another_area(towns: Any) -> None:
    client = browser(person("somebody", ENTRY, at=towns[0]))
    row = models.Enterprise.objects.create(area=towns[0], name="自己企业")
    page = address(models.Enterprise, "change", row.pk)
    answer = client.post(page, entered(client.get(page)) | {"area": towns[1].pk})
    assert "area" in answer.context["adminform"].form.errors


def test_a_former_name_is_not_given_to_an_enterprise_of_another_area(towns: Any) -> None:
    client = browser(person("somebody", ENTRY, at=towns[0]))
    elsewhere = models.Enterprise.objects.create(area=towns[1], name="公开企业", state="published")
    answer = client.post(address(models.FormerName, "add"), {"enterprise": elsewhere.pk, "name": "旧名"})
    assert "enterprise" in answer.context["adminform"].form.errors


def test_the_past_is_not_restored_by_those_who_only_read(towns: Any) -> None:
    row = models.Enterprise.objects.create(area=towns[0], name="甲")
    row.name = "乙"
    row.save()
    reader = browser(person("somebody", READER, at=towns[0]))
    page = address(models.Enterprise, "simple_history", row.pk, row.history.last().pk)
    assert reader.post(page, {"name": "甲", "area": towns[0].pk, "basis": "reported"}).status_code == 403
    assert models.Enterprise.objects.get().name == "乙"


# Accounts


def granting(role: str, area: models.Area | None) -> dict[str, Any]:
    group = models.Appointment._meta.get_field("role").remote_field.model.objects.get(name=role)
    return {
        "appointments-TOTAL_FORMS": 1,
        "appointments-INITIAL_FORMS": 0,
        "appointments-0-role": group.pk,
        "appointments-0-area": area.pk if area else "",
    }


def account_form(user: User) -> dict[str, Any]:
    return {"username": user.username, "is_active": "on", "is_staff": "on"}


@pytest.fixture
def administrator(towns: Any) -> User:
    return person("administrator", ADMINISTRATOR, at=towns[0].parent)


def test_an_administrator_opens_an_account_and_gives_it_a_role_in_his_area(towns: Any, administrator: User) -> None:
    client = browser(administrator)
    words = "Lanjiang-2006"
    made = {"username": "new", "password1": words, "password2": words, "usable_password": "true"}
    assert client.post(address(User, "add"), made | granting(ENTRY, None)).status_code == 200
    assert client.post(address(User, "add"), made | granting(ENTRY, towns[0])).status_code == 302
    user = User.objects.get(username="new")
    assert (user.is_staff, user.is_superuser) == (True, False)
    assert [str(appointment.area) for appointment in user.appointments.all()] == ["甲镇"]


@pytest.mark.parametrize(
    ("role", "where"),
    [(ENTRY, "beyond"), (ENTRY, "everywhere"), (TALENT_ENTRY, "own"), (TALENT_REVIEWER, "own")],
)
def test_an_administrator_grants_nothing_that_is_not_his(
    role: str, where: str, towns: Any, administrator: User
) -> None:
    beyond = models.Area.objects.create(code="990102", name="邻区", type="district")
    user = person("new", READER, at=towns[0])
    area = {"beyond": beyond, "everywhere": None, "own": towns[0]}[where]
    client, page = browser(administrator), address(User, "change", user.pk)
    form = {name: value for name, value in entered(client.get(page)).items() if name.startswith("appointments-")}
    more = {name.replace("-0-", "-1-"): value for name, value in granting(role, area).items() if "-0-" in name}
    answer = client.post(page, account_form(user) | form | more | {"appointments-TOTAL_FORMS": 2})
    assert (answer.status_code, user.appointments.count()) == (200, 1)


def test_an_administrator_raises_nobody_to_superuser(towns: Any, administrator: User) -> None:
    data = account_form(administrator) | {"is_superuser": "on"} | granting(ENTRY, None)
    data |= {"appointments-TOTAL_FORMS": 0, "user_permissions": ["1"], "groups": ["1"]}
    browser(administrator).post(address(User, "change", administrator.pk), data)
    administrator.refresh_from_db()
    assert (administrator.is_superuser, administrator.groups.count(), administrator.user_permissions.count()) == (
        False,
        0,
        0,
    )


def test_accounts_of_superusers_and_of_other_areas_are_not_an_administrators(towns: Any, administrator: User) -> None:
    beyond = models.Area.objects.create(code="990102", name="邻区", type="district")
    others = [User.objects.create_superuser("root"), person("neighbour", ENTRY, at=beyond)]
    client = browser(administrator)
    for other in others:
        for page in ("change", "password_change"):
            place = (
                reverse("admin:auth_user_password_change", args=[other.pk])
                if page == "password_change"
                else address(User, page, other.pk)
            )
            assert client.get(place).status_code in (302, 403, 404), place
    assert [user.username for user in client.get(address(User, "changelist")).context["cl"].result_list] == [
        "administrator"
    ]


@pytest.mark.parametrize("role", [READER, ENTRY, REVIEWER, API_CLIENT, TALENT_ENTRY])
def test_accounts_are_no_business_of_the_others(role: str, towns: Any) -> None:
    client = browser(person("somebody", role, at=towns[0]))
    assert [client.get(address(model, "changelist")).status_code for model in (User, models.Appointment)] == [403, 403]


# Every address of the admin


def test_every_address_is_closed_to_those_without_a_role(towns: Any) -> None:
    client = browser(person("nobody"))
    for place in every_address():
        answer = client.get(place)
        assert answer.status_code in (302, 403, 404) or place in OPEN_TO_ALL, (place, answer.status_code)


OPEN_TO_ALL = {"/admin/", "/admin/password_change/", "/admin/password_change/done/", "/admin/jsi18n/", "/admin/login/"}
OPEN_TO_ALL |= {"/admin/logout/"}


def every_address() -> Iterator[str]:
    """All addresses of the admin, with a key that no row has where they want one."""
    resolver = reverse("admin:index")
    for pattern in get_resolver().url_patterns:
        if str(pattern.pattern) == "admin/":
            for inner in _below(pattern.url_patterns):
                yield resolver + inner


def _below(patterns: Any) -> Iterator[str]:
    for pattern in patterns:
        text = str(pattern.pattern)
        filled = text
        for converter in ("<path:object_id>", "<str:version_id>", "<str:object_id>", "<id>", "<slug:subject>"):
            filled = filled.replace(converter, "1")
        if hasattr(pattern, "url_patterns"):
            yield from (filled + inner for inner in _below(pattern.url_patterns))
        elif "(" not in filled and "<" not in filled:
            yield filled
