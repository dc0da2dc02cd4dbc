"""The sheets of the records, one for each register, and of what is stated about indicators."""

from typing import Any

from innovation import models
from innovation.exchange.cells import (
    Choice,
    Day,
    Money,
    Number,
    PartialDate,
    Printed,
    Reference,
    TimePeriod,
    Whole,
    YesNo,
)
from innovation.exchange.lists import AREA, INDICATOR, LEVEL, NOTE, UNIT, entry
from innovation.exchange.sheets import Column, Sheet
from innovation.exchange.statements import settle_statement
from innovation.indicators.checks import check_statement
from innovation.indicators.plausible import doubts
from innovation.models import Observation, Target

EXHIBITION = Reference(models.Exhibition, "name edition", also=("area",))
CREDIT_CODE = "91990101DEM000014Q"
ENTERPRISE = Column(
    "enterprise", "企业", "Enterprise", Reference(models.Enterprise, "credit_code", "name"), example=CREDIT_CODE
)
PARTNER = Column("partner", "合作单位", "Partner institution", Reference(models.Institution, "name", "name_en"))
LEVEL_COLUMN = Column("level", "级别", "Level", LEVEL)
NUMBER = Column("number", "编号", "Number")
TITLE = Column("title", "名称", "Title")
AREA_COLUMN = Column("area", "地区", "Area", AREA)
INDICATOR_COLUMN = Column("indicator", "指标", "Indicator", INDICATOR)
PERIOD = Column("period", "时期", "Period", TimePeriod())
QUALIFIER = Column("qualifier", "约数", "Qualifier", Choice(models.Qualifier))
UNIT_COLUMN = Column("unit", "单位", "Unit", UNIT)
YEAR = Column("year", "年度", "Year", Whole())


def record(
    name: str, model: type[models.Record], keys: tuple[tuple[str, ...], ...], *columns: Column, **rules: Any
) -> Sheet:
    """The sheet of a kind of record: its area, its own columns, and where it comes from."""
    origin = (
        Column("source", "来源", "Source", Reference(models.Source, "code", "name", "name_en")),
        Column("source_place", "来源位置", "Place in the source"),
        Column("basis", "依据", "Basis", Choice(models.Basis)),
        NOTE,
    )
    return Sheet(name, model, keys, (AREA_COLUMN, *columns, *origin), **rules)


def date(chinese: str, english: str) -> Column:
    """The column of a record's date, as far as it is known."""
    return Column("date", chinese, english, PartialDate())


def day(field: str, chinese: str, english: str) -> Column:
    return Column(field, chinese, english, Day())


def amount(field: str, chinese: str, english: str) -> Column:
    """A column of amounts in 万元."""
    return Column(field, f"{chinese}（万元）", f"{english} (10,000 yuan)", Money())


RECORDS = (
    record(
        "enterprises",
        models.Enterprise,
        (("credit_code",), ("area", "name")),
        Column("name", "企业名称", "Name"),
        Column("credit_code", "统一社会信用代码", "Social credit code", example=CREDIT_CODE),
        Column("industry", "行业", "Industry", entry(models.Industry)),
        Column("ownership", "所有制", "Ownership", entry(models.Ownership)),
        day("founded_on", "成立日期", "Founded on"),
        day("closed_on", "注销或迁出日期", "Closed or moved away on"),
        Column("staff", "从业人员", "Staff", Whole()),
    ),
    Sheet(
        "former_names",
        models.FormerName,
        (("enterprise", "name"),),
        (ENTERPRISE, Column("name", "曾用名", "Former name"), day("until", "使用至", "Until")),
    ),
    record(
        "organisations",
        models.Organisation,
        (("area", "name"),),
        Column("name", "名称", "Name"),
        Column("kind", "类型", "Kind", entry(models.OrganisationKind)),
        LEVEL_COLUMN,
        date("成立日期", "Set up on"),
        Column("host", "依托单位", "Host"),
        Column("detail", "内容", "What it does"),
        PARTNER,
        Column("members", "成员人数", "Members", Whole()),
        Column("first_in", "首家所在范围", "Claimed to be the first in", AREA),
        day("closed_on", "撤销日期", "Closed on"),
    ),
    record(
        "certifications",
        models.Certification,
        (
            ("scheme", "level", "number"),
            ("scheme", "level", "enterprise", "organisation", "holder_name", "product", "issued_on"),
        ),
        Column("scheme", "认定种类", "Scheme", entry(models.Scheme, ("highest_level", "lowest_level"))),
        LEVEL_COLUMN,
        NUMBER,
        ENTERPRISE,
        Column("organisation", "机构", "Organisation", Reference(models.Organisation, "name")),
        Column("product", "产品", "Product"),
        Column("holder_name", "当时名称", "Holder's name at the time"),
        Column("batch", "批次", "Batch"),
        day("notice_on", "公示日期", "Notice of"),
        day("issued_on", "认定日期", "Issued on"),
        day("valid_to", "有效期至", "Valid to"),
        day("revoked_on", "撤销日期", "Revoked on"),
        Column("renews", "原证书", "Renewal of", Reference(models.Certification, "number")),
    ),
    record(
        "projects",
        models.Project,
        (("number",), ("programme", "level", "area", "title")),
        NUMBER,
        Column("title", "项目名称", "Title"),
        Column("programme", "计划", "Programme", entry(models.Programme)),
        LEVEL_COLUMN,
        Column("is_key", "重点", "Key project", YesNo()),
        date("立项日期", "Approved on"),
        ENTERPRISE,
        Column("undertaker", "其他承担单位", "Other undertaking unit"),
        PARTNER,
        amount("grant", "补助经费", "Grant"),
        Column("fund", "资金来源", "Granted from", entry(models.BudgetLine)),
        amount("own_funds", "自筹经费", "Own funds"),
        day("starts_on", "开始日期", "Starts on"),
        day("due_on", "应验收日期", "Acceptance due on"),
        day("accepted_on", "验收日期", "Accepted on"),
        Column("status", "状态", "Status", Choice(models.Project.Status)),
    ),
    record(
        "budgets",
        models.Budget,
        (("area", "year", "line"),),
        YEAR,
        Column("line", "科目", "Budget line", entry(models.BudgetLine)),
        amount("planned", "预算数", "Budget"),
        amount("adjusted", "调整预算数", "Adjusted budget"),
        amount("executed", "决算数", "Final account"),
        QUALIFIER,
    ),
    record(
        "exhibitions",
        models.Exhibition,
        (("area", "name", "edition"),),
        Column("name", "展会名称", "Name"),
        Column("edition", "届次", "Edition", Whole()),
        date("举办日期", "Held on"),
        Column("place", "地点", "Place"),
        Column("projects", "签约项目数", "Projects signed, all parties", Whole()),
        amount("value", "成交额", "Value signed, all parties"),
        amount("cost", "经费", "Cost"),
    ),
    record(
        "contracts",
        models.Contract,
        (("area", "number"), ("area", "enterprise", "partner", "date", "amount")),
        Column("number", "登记编号", "Registration number"),
        TITLE,
        Column("type", "合同类型", "Kind of contract", entry(models.ContractType)),
        date("签订日期", "Signed on"),
        ENTERPRISE,
        PARTNER,
        Column("exhibition", "签约展会", "Signed at the exhibition", EXHIBITION, example="科技成果展览会 6"),
        amount("amount", "成交额", "Contract value"),
        amount("technology_amount", "技术交易额", "Value of the technology"),
    ),
    record(
        "activities",
        models.Activity,
        (("area", "title", "date"),),
        TITLE,
        Column("kind", "类型", "Kind", entry(models.ActivityKind)),
        Column("series", "系列", "Recurring activity", entry(models.ActivitySeries)),
        date("日期", "Date"),
        Column("place", "地点", "Place"),
        PARTNER,
        Column("leading_bodies", "参加的领导班子数", "Leading bodies taking part", Whole()),
        Column("persons", "人数", "Persons", Whole()),
        Column("attendances", "人次", "Attendances", Whole()),
        Column("detail", "内容", "Detail"),
    ),
    Sheet(
        "problems",
        models.Problem,
        (("activity", "text"),),
        (
            Column(
                "activity", "活动", "Activity", Reference(models.Activity, "title date"), example="走访企业 2006-05-18"
            ),
            ENTERPRISE,
            Column("text", "问题", "Problem"),
            Column("owner", "责任科室", "Responsible office"),
            Column("state", "办理状态", "State of the solution", Choice(models.Problem.State)),
            day("solved_on", "解决日期", "Solved on"),
        ),
    ),
    record(
        "facilities",
        models.Facility,
        (("area", "kind", "name"),),
        Column("kind", "类型", "Kind", entry(models.FacilityKind)),
        Column("name", "名称", "Name"),
        Column("number", "数量", "How many", Whole()),
        date("启用日期", "In use since"),
        day("closed_on", "停用日期", "Closed on"),
    ),
    record(
        "policies",
        models.Policy,
        (("number",), ("area", "title", "date")),
        Column("number", "文号", "Document number"),
        Column("title", "标题", "Title"),
        Column("field", "政策领域", "Policy field", entry(models.PolicyField)),
        Column("issuer", "发文机关", "Issued by"),
        date("成文日期", "Issued on"),
        day("repealed_on", "失效日期", "No longer in force from"),
    ),
    record(
        "honours",
        models.Honour,
        (("area", "title", "period"),),
        Column("title", "荣誉名称", "Title"),
        LEVEL_COLUMN,
        Column("period", "表彰年度", "Period honoured", TimePeriod()),
        date("授予日期", "Awarded on"),
        Column("issuer", "授予单位", "Awarded by"),
        Column("grade", "等次", "Grade"),
        Column("batch", "批次", "Batch", Whole()),
        Column(
            "renews", "再次获得", "Awarded again after", Reference(models.Honour, "title period"), example="先进区 2003"
        ),
    ),
    record(
        "assessments",
        models.Assessment,
        (("scheme", "area", "year"),),
        Column("scheme", "考核", "Assessment scheme", entry(models.AssessmentScheme)),
        YEAR,
        Column("rank", "位次", "Rank", Whole()),
        Column("units", "参评单位数", "Of how many", Whole()),
        Column("score", "得分", "Score", Number()),
        Column("grade", "等次", "Grade"),
        Column("bonus", "科技工作加分", "Bonus for science and technology", Choice(models.Assessment.Bonus)),
    ),
    record(
        "talents",
        models.Talent,
        (("area", "name", "date"),),
        Column("name", "姓名", "Name"),
        Column("field", "专业领域", "Field", entry(models.TalentField)),
        Column("title", "职称", "Professional title"),
        Column("is_foreign", "外籍", "Foreign national", YesNo()),
        ENTERPRISE,
        Column("contact", "联系方式", "Contact"),
        date("入库日期", "Entered on"),
        day("left_on", "离开日期", "Left on"),
    ),
    record(
        "observations",
        Observation,
        (("indicator", "area", "period", "category", "stated_on"),),
        INDICATOR_COLUMN,
        PERIOD,
        Column("category", "分类", "Category", example="level=national"),
        Column("value", "数值", "Value", Printed()),
        UNIT_COLUMN,
        QUALIFIER,
        Column("status", "状态", "Status", Choice(Observation.Status)),
        day("stated_on", "发布日期", "Stated on"),
        Column("remark", "说明", "Remark"),
        check=check_statement,
        settle=settle_statement,
        doubts=doubts,
    ),
    record(
        "targets",
        Target,
        (("indicator", "area", "period"),),
        INDICATOR_COLUMN,
        PERIOD,
        Column("comparison", "要求", "Comparison", Choice(Target.Comparison)),
        Column("value", "目标值", "Value", Number()),
        UNIT_COLUMN,
        Column("base_period", "对比基期", "Relative to", TimePeriod()),
    ),
    Sheet(
        "coverage",
        models.Coverage,
        (("register", "area"),),
        (
            Column("register", "台账", "Register", example="certifications"),
            AREA_COLUMN,
            day("complete_since", "完整起始日期", "Complete since"),
            Column("basis", "依据", "Basis", Choice(models.Basis)),
            NOTE,
        ),
    ),
)
