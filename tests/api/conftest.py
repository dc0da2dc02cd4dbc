"""A small district: for each public record there is one that is not public and could leak."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from innovation.models import (
    Activity,
    ActivityKind,
    Area,
    Assessment,
    AssessmentScheme,
    Budget,
    BudgetLine,
    Certification,
    Contract,
    ContractType,
    Coverage,
    Criterion,
    Enterprise,
    Exhibition,
    Facility,
    FacilityKind,
    FormerName,
    Honour,
    Indicator,
    Industry,
    Institution,
    Level,
    Observation,
    Organisation,
    OrganisationKind,
    Policy,
    PolicyField,
    Programme,
    Project,
    Scheme,
    Source,
    State,
    Talent,
    TalentField,
    Topic,
    Unit,
)

# Stands in every row that is not public: no answer may hold it.
SECRET = "机密"


@pytest.fixture(autouse=True)
def _new_years_eve(settings: Any) -> None:
    settings.INNOVATION_TODAY = dt.date(2006, 12, 31)
    settings.INNOVATION_HOME_AREA = "990101"


@pytest.fixture
def ask(client: Client) -> Callable[..., Any]:
    """Gets an address below /api/v1/ in English."""

    def get(address: str, /, **query: Any) -> Any:
        path = address if address.startswith(("http", "/")) else f"/api/v1/{address}"
        return client.get(path, query or None, headers={"accept-language": "en"})

    return get


def made(model: Any, **fields: Any) -> Any:
    return model.objects.create(**fields)


def both(model: Any, public: dict[str, Any], hidden: dict[str, Any]) -> Any:
    """The published record of two that differ in `hidden`; the other is a draft or was only handed in."""
    made(model, **public | hidden, state=State.DRAFT)
    return made(model, **public, state=State.PUBLISHED)


@pytest.fixture
def lists(db: None) -> SimpleNamespace:
    """Code lists."""
    topic = made(Topic, code="innovation", name="创新", name_en="Innovation")
    return SimpleNamespace(
        topic=topic,
        unit=made(Unit, code="count", name="个", quantity="count", word="个"),
        percent=made(Unit, code="percent", name="%", quantity="ratio", factor=Decimal("0.01"), word="%"),
        money=made(
            Unit,
            code="cny-10k",
            name="万元",
            name_en="10,000 yuan",
            quantity="CNY",
            factor=10_000,
            prefix="万",
            word="元",
        ),
        national=made(Level, code="national", name="国家级", name_en="National", order=1),
        municipal=made(Level, code="municipal", name="市级", name_en="Municipal", order=3),
        scheme=made(Scheme, code="high-tech", name="高新技术企业", name_en="High-tech enterprise"),
        source=made(Source, code="yearbook", name="年鉴", name_en="Yearbook"),
        hidden_source=made(Source, code="leaked", name=SECRET),
    )


@pytest.fixture
def district(lists: SimpleNamespace) -> SimpleNamespace:
    """A district of two towns in a city, with records of every register."""
    city = made(Area, code="990100", name="示例市", name_en="Sample City", type="city")
    home = made(Area, code="990101", name="澜江区", name_en="Lanjiang", type="district", parent=city)
    town = made(Area, code="990101100000", name="南镇", name_en="South Town", type="town", parent=home)
    other = made(Area, code="990101101000", name="北镇", name_en="North Town", type="town", parent=home)
    made(Area, code="990102", name="邻区", name_en="Next District", type="district", parent=city)
    industry = made(Industry, code="c39", name="电子")
    common: dict[str, Any] = {"area": town, "source": lists.source, "source_place": "p. 3"}
    secret: dict[str, Any] = {"source": lists.hidden_source, "source_place": SECRET}
    firm = both(Enterprise, common | {"name": "甲公司", "industry": industry}, secret | {"name": SECRET})
    hidden_firm = Enterprise.objects.get(name=SECRET)
    made(FormerName, state=State.PUBLISHED, enterprise=firm, name="老甲厂", until=dt.date(2001, 5, 1))
    made(FormerName, state=State.PUBLISHED, enterprise=hidden_firm, name=SECRET)
    certificate = both(
        Certification,
        common
        | {
            "scheme": lists.scheme,
            "level": lists.national,
            "enterprise": firm,
            "number": "N-1",
            "issued_on": dt.date(2006, 4, 25),
            "valid_to": dt.date(2009, 4, 24),
        },
        secret | {"number": SECRET},
    )
    # Published, but of an enterprise that is not.
    made(
        Certification,
        **common,
        scheme=lists.scheme,
        level=lists.municipal,
        enterprise=hidden_firm,
        number="M-2",
        issued_on=dt.date(2005, 3, 1),
        renews=Certification.objects.get(number=SECRET),
        state=State.PUBLISHED,
    )
    institute = made(Institution, name="研究所", kind="institute", place="上海")
    hidden = secret | {"title": SECRET}
    day = dt.date(2006, 8, 11)
    dated = common | {"date": day}
    torch = made(Programme, code="torch", name="火炬计划")
    both(
        Project,
        dated
        | {
            "title": "新材料",
            "programme": torch,
            "level": lists.national,
            "enterprise": firm,
            "partner": institute,
            "grant": Decimal("40"),
        },
        hidden | {"enterprise": hidden_firm},
    )
    made(
        Project,
        **dated | {"date": dt.date(2004, 1, 1), "precision": "year"},
        title="旧项目",
        programme=torch,
        level=lists.municipal,
        enterprise=hidden_firm,
        grant=Decimal("6.77"),
        state=State.PUBLISHED,
    )
    line = made(BudgetLine, code="science", name="科技经费")
    both(
        Budget,
        common | {"area": home, "year": 2005, "line": line, "executed": Decimal("1021")},
        secret | {"year": 2006, "executed": Decimal("99999")},
    )
    expo = both(
        Exhibition,
        dated | {"area": home, "name": "展览会", "edition": 3, "value": Decimal("103000")},
        secret | {"name": SECRET},
    )
    kind = made(ContractType, code="transfer", name="转让")
    both(
        Contract,
        dated | {"title": "合同", "type": kind, "enterprise": firm, "exhibition": expo, "amount": Decimal("6300")},
        hidden,
    )
    made(
        Contract,
        **dated,
        title="另一合同",
        type=kind,
        enterprise=hidden_firm,
        exhibition=Exhibition.objects.get(name=SECRET),
        amount=Decimal("1"),
        state=State.PUBLISHED,
    )
    club = made(OrganisationKind, code="club", name="俱乐部")
    both(Organisation, dated | {"name": "企业家俱乐部", "kind": club}, secret | {"name": SECRET})
    lecture = made(ActivityKind, code="lecture", name="讲座")
    both(Activity, dated | {"title": "讲座", "kind": lecture, "persons": 600}, hidden)
    corridor = made(FacilityKind, code="corridor", name="科普长廊")
    both(Facility, dated | {"name": "长廊", "kind": corridor}, secret | {"name": SECRET})
    field = made(PolicyField, code="talent", name="人才")
    both(Policy, dated | {"title": "办法", "field": field}, hidden)
    both(Honour, dated | {"area": home, "title": "先进区", "level": lists.national}, hidden)
    exam = made(AssessmentScheme, code="responsibility", name="目标责任制考核")
    both(
        Assessment,
        common | {"area": home, "scheme": exam, "year": 2005, "rank": 1, "units": 9},
        secret | {"year": 2006, "grade": SECRET},
    )
    people = made(TalentField, code="it", name="信息")
    for number in range(6):
        made(Talent, **dated, name=f"{SECRET}{number}", field=people, state=State.PUBLISHED)
    return SimpleNamespace(
        lists=lists,
        city=city,
        home=home,
        town=town,
        other=other,
        firm=firm,
        hidden_firm=hidden_firm,
        certificate=certificate,
        expo=expo,
        programme=torch,
        contract_type=kind,
    )


@pytest.fixture
def indicators(district: SimpleNamespace) -> SimpleNamespace:
    """One indicator of each origin, and some that are not public."""
    lists = district.lists
    common: dict[str, Any] = {"topic": lists.topic, "unit": lists.unit, "display": "table", "is_public": True}
    counted: dict[str, Any] = common | {"origin": "counted", "nature": "stock", "measure": "records"}
    high_tech = made(
        Indicator,
        code="high-tech",
        name="高新技术企业",
        name_en="High-tech enterprises",
        register="certifications",
        order=1,
        **counted,
    )
    made(Criterion, indicator=high_tech, dimension="scheme", value="high-tech")
    funds = made(
        Indicator, code="funds", name="科技经费", name_en="Science funds", order=2, **common | {"unit": lists.money}
    )
    growth = made(Indicator, code="growth", name="增速", order=3, **common | {"unit": lists.percent})
    hidden = made(Indicator, code="hidden", name=SECRET, **common | {"is_public": False})
    share = made(
        Indicator,
        code="share",
        name="占比",
        order=4,
        origin="ratio",
        numerator=high_tech,
        denominator=hidden,
        **common | {"unit": lists.percent},
    )
    talents = made(Indicator, code="talents", name="人才", register="talents", order=5, **counted)
    stated: dict[str, Any] = {"area": district.home, "source": lists.source, "state": State.PUBLISHED}
    told: dict[str, Any] = {"stated_on": dt.date(2006, 2, 1)}
    made(
        Observation,
        indicator=growth,
        period="2005",
        value=Decimal("13.0"),
        decimals=1,
        unit=lists.percent,
        source_place="p. 1",
        **stated | told,
    )
    made(
        Observation,
        indicator=funds,
        period="2005",
        value=Decimal("1000"),
        unit=lists.money,
        qualifier="ge",
        **stated | told,
    )
    made(
        Observation,
        indicator=funds,
        period="2005",
        value=Decimal("1021"),
        unit=lists.money,
        stated_on=dt.date(2006, 9, 1),
        **stated,
    )
    made(Observation, indicator=funds, period="_U", value=Decimal("500"), unit=lists.money, **stated | told)
    made(
        Observation,
        indicator=funds,
        period="2005",
        value=Decimal("99999"),
        unit=lists.money,
        stated_on=dt.date(2006, 12, 1),
        source_place=SECRET,
        **stated | {"state": State.DRAFT, "source": lists.hidden_source},
    )
    made(Observation, indicator=hidden, period="2006", value=Decimal(4), unit=lists.unit, **stated | told)
    made(Coverage, register="certifications", area=district.home, complete_since=dt.date(2004, 1, 1))
    return SimpleNamespace(
        district=district, high_tech=high_tech, funds=funds, growth=growth, hidden=hidden, share=share, talents=talents
    )


@pytest.fixture
def make_statement(district: SimpleNamespace) -> Callable[..., Observation]:
    """States a published value of an indicator for the district."""

    def state(indicator: Indicator, period: str, value: int) -> Observation:
        return made(
            Observation,
            indicator=indicator,
            area=district.home,
            period=period,
            value=Decimal(value),
            unit=indicator.unit,
            stated_on=dt.date(2006, 10, 1),
            state=State.PUBLISHED,
        )

    return state
