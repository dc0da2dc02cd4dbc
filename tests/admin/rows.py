"""One valid row of every model, and as many more as wanted."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import Group, User
from django.core.files.base import ContentFile
from django.db.models import Model

from innovation import models

DAY = dt.date(2006, 5, 1)
NAMED_LISTS: tuple[type[Model], ...] = (
    models.ActivityKind,
    models.ActivitySeries,
    models.ContractType,
    models.OrganisationKind,
    models.Ownership,
    models.PolicyField,
    models.TalentField,
    models.Topic,
    models.Level,
    models.Scheme,
    models.Programme,
    models.BudgetLine,
    models.Industry,
    models.FacilityKind,
    models.AssessmentScheme,
)


def code_list(number: int) -> dict[str, Any]:
    return {"code": f"code-{number}", "name": f"名称{number}", "order": number}


def indicator(number: int) -> dict[str, Any]:
    return {
        "code": f"indicator-{number}",
        "name": f"指标{number}",
        "topic": one(models.Topic),
        "unit": one(models.Unit),
        "origin": "counted",
        "register": "certifications",
        "measure": "records",
    }


def certification(number: int) -> dict[str, Any]:
    return {
        "area": one(models.Area),
        "scheme": one(models.Scheme),
        "level": one(models.Level),
        "enterprise": make(models.Enterprise, 1000 + number),
        "number": "",
        "issued_on": DAY,
    }


def observation(number: int) -> dict[str, Any]:
    return {
        "indicator": one(models.Indicator),
        "area": one(models.Area),
        "period": "2006",
        "value": "13",
        "unit": one(models.Unit),
        "stated_on": DAY + dt.timedelta(days=number),
    }


def organisation(number: int) -> dict[str, Any]:
    level, kind = one(models.Level), one(models.OrganisationKind)
    return {"area": one(models.Area), "kind": kind, "level": level, "name": f"协会{number}", "date": DAY}


def project(number: int) -> dict[str, Any]:
    return {
        "area": one(models.Area),
        "title": f"项目{number}",
        "programme": one(models.Programme),
        "level": one(models.Level),
        "enterprise": one(models.Enterprise),
        "grant": 30,
        "date": DAY,
    }


def contract(number: int) -> dict[str, Any]:
    return {
        "area": one(models.Area),
        "type": one(models.ContractType),
        "enterprise": one(models.Enterprise),
        "partner": one(models.Institution),
        "amount": number,
        "date": DAY,
    }


def talent(number: int) -> dict[str, Any]:
    field, enterprise = one(models.TalentField), one(models.Enterprise)
    return {
        "area": one(models.Area),
        "name": f"王某{number}",
        "field": field,
        "enterprise": enterprise,
        "contact": f"1380000{number:04d}",
    }


def activity(number: int) -> dict[str, Any]:
    return {
        "area": one(models.Area),
        "title": f"活动{number}",
        "kind": one(models.ActivityKind),
        "series": one(models.ActivitySeries),
        "date": DAY,
    }


def attachment(number: int) -> dict[str, Any]:
    content = ContentFile(b"%PDF-1.4", name="a.pdf")
    told = {"name": f"文件{number}.pdf", "size": 8, "sha256": "0" * 64, "content_type": "application/pdf"}
    return {"source": one(models.Source), "file": content} | told


ROWS: dict[type[Model], Callable[[int], dict[str, Any]]] = {
    **dict.fromkeys(NAMED_LISTS, code_list),
    models.Unit: lambda n: code_list(n) | {"quantity": "count"},
    models.Source: lambda n: {"code": f"source-{n}", "name": f"文件{n}"},
    models.Attachment: attachment,
    models.Area: lambda n: {"code": f"{990000 + n}", "name": f"示例区{n}", "type": "district"},
    models.AreaGroup: lambda n: {"code": f"group-{n}", "name": f"对比组{n}"},
    models.AreaGroupMember: lambda n: {"group": one(models.AreaGroup), "area": make(models.Area, 1000 + n)},
    models.Enterprise: lambda n: {"area": one(models.Area), "name": f"示例企业{n}"},
    models.FormerName: lambda n: {"enterprise": one(models.Enterprise), "name": f"旧名{n}"},
    models.Certification: certification,
    models.CalendarFeed: lambda n: {"name": f"订阅{n}", "area": one(models.Area)},
    models.Project: project,
    models.Budget: lambda n: {
        "area": one(models.Area),
        "year": 1950 + n % 150,
        "line": one(models.BudgetLine),
        "planned": 5,
    },
    models.Exhibition: lambda n: {"area": one(models.Area), "name": "示例展览会", "edition": n},
    models.Contract: contract,
    models.Institution: lambda n: {"name": f"示例大学{n}"},
    models.Organisation: organisation,
    models.Activity: activity,
    models.Problem: lambda n: {"activity": one(models.Activity), "text": f"用地问题{n}", "state": "open"},
    models.Facility: lambda n: {"area": one(models.Area), "kind": one(models.FacilityKind)},
    models.Policy: lambda n: {"area": one(models.Area), "title": f"意见{n}", "field": one(models.PolicyField)},
    models.Honour: lambda n: {"area": one(models.Area), "title": f"先进{n}", "level": one(models.Level)},
    models.Assessment: lambda n: {
        "area": one(models.Area),
        "year": 1950 + n % 150,
        "scheme": one(models.AssessmentScheme),
    },
    models.Talent: talent,
    models.Indicator: indicator,
    models.Criterion: lambda n: {"indicator": one(models.Indicator), "dimension": "level", "value": f"l{n}"},
    models.Observation: observation,
    models.Target: lambda n: {
        "indicator": one(models.Indicator),
        "area": one(models.Area),
        "period": str(1950 + n % 150),
        "value": 50,
        "unit": one(models.Unit),
    },
    models.Release: lambda n: {"title": f"公布{n}", "area": one(models.Area), "period": "2006", "published_on": DAY},
    models.Coverage: lambda n: {
        "register": "certifications",
        "area": make(models.Area, 2000 + n),
        "complete_since": DAY,
    },
    models.Appointment: lambda n: {"user": make(User, 1000 + n), "role": one(Group), "area": one(models.Area)},
    User: lambda n: {"username": f"user-{n}"},
    Group: lambda n: {"name": f"group-{n}"},
}


def make(model: type[Model], number: int = 1) -> Any:
    """A new row."""
    return model._default_manager.create(**ROWS[model](number))


def one(model: type[Model]) -> Any:
    """Any row there is, or a new one."""
    return model._default_manager.first() or make(model, 900)
