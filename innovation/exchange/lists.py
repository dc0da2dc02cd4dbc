"""The sheets of code lists, areas, indicators and what else the bureau sets up once."""

from innovation import models
from innovation.exchange.cells import Choice, Day, Number, Reference, Whole, YesNo
from innovation.exchange.sheets import Column, Sheet
from innovation.indicators.checks import check_criterion, check_indicator
from innovation.models import Indicator

NAMED = (
    Column("name", "名称", "Name"),
    Column("name_en", "英文名称", "English name"),
)
CODE = Column("code", "代码", "Code", example="example-1")
NOTE = Column("note", "备注", "Note")
MEASURE_WORD = Column("measure_word", "量词", "Measure word")


def code_list(name: str, model: type[models.CodeListEntry], *columns: Column) -> Sheet:
    """The sheet of a code list: what all of them have, and columns of its own."""
    first = (CODE, *NAMED, Column("order", "序号", "Order", Whole()))
    return Sheet(name, model, (("code",),), (*first, *columns, NOTE))


LEVEL = Reference(models.Level, "code", "name", "short_name", "name_en")
AREA = Reference(models.Area, "code", "name", "name_en")
UNIT = Reference(models.Unit, "code", "name", "name_en", "word")
INDICATOR = Reference(Indicator, "code", "name", "name_en", also=("unit",))


def entry(model: type[models.CodeListEntry], also: tuple[str, ...] = ()) -> Reference:
    """A cell with an entry of a code list, by its code or either name."""
    return Reference(model, "code", "name", "name_en", also=also)


LISTS = (
    code_list("levels", models.Level, Column("short_name", "简称", "Short name")),
    code_list(
        "units",
        models.Unit,
        Column("quantity", "量", "Quantity", example="count"),
        Column("factor", "倍数", "Factor", Number()),
        Column("prefix", "数量级", "Power of ten"),
        Column("word", "量词", "Measure word"),
    ),
    code_list(
        "schemes",
        models.Scheme,
        Column("certifies", "认定对象", "Certifies", Choice(models.Scheme.Certifies)),
        Column("highest_level", "最高级别", "Highest level", LEVEL),
        Column("lowest_level", "最低级别", "Lowest level", LEVEL),
        Column("validity", "有效期", "Validity", Choice(models.Scheme.Validity)),
        Column("valid_years", "有效年数", "Years of validity", Whole()),
        Column("issuer", "认定部门", "Issued by"),
        Column("number_pattern", "编号格式", "Form of the number"),
        MEASURE_WORD,
        Column("predecessor", "前身", "Continues", entry(models.Scheme)),
        Column("break_year", "新办法首年", "First year of the new rules", Whole()),
    ),
    code_list(
        "programmes",
        models.Programme,
        MEASURE_WORD,
        Column("began", "开始年份", "First year", Whole()),
        Column("ended", "结束年份", "Last year", Whole()),
    ),
    code_list(
        "budget_lines",
        models.BudgetLine,
        Column("part_of", "其中项属于", "Of which: part of", entry(models.BudgetLine)),
    ),
    code_list("industries", models.Industry, Column("edition", "版本", "Edition", Whole())),
    code_list("ownerships", models.Ownership),
    code_list("activity_kinds", models.ActivityKind),
    code_list("activity_series", models.ActivitySeries),
    code_list("organisation_kinds", models.OrganisationKind),
    code_list("facility_kinds", models.FacilityKind, MEASURE_WORD),
    code_list("policy_fields", models.PolicyField),
    code_list("contract_types", models.ContractType),
    code_list("assessment_schemes", models.AssessmentScheme, Column("level", "级别", "Level", LEVEL)),
    code_list("talent_fields", models.TalentField),
    code_list("topics", models.Topic),
    Sheet(
        "areas",
        models.Area,
        (("code",),),
        (
            Column("code", "代码", "Code", example="990101"),
            *NAMED,
            Column("type", "类型", "Type", Choice(models.Area.Type)),
            Column("parent", "上级", "Part of", AREA),
            Column("valid_from", "启用日期", "Valid from", Day()),
            Column("valid_to", "停用日期", "Valid to", Day()),
            NOTE,
        ),
    ),
    Sheet("area_groups", models.AreaGroup, (("code",),), (CODE, *NAMED, NOTE)),
    Sheet(
        "area_group_members",
        models.AreaGroupMember,
        (("group", "area"),),
        (
            Column("group", "对比组", "Peer group", Reference(models.AreaGroup)),
            Column("area", "地区", "Area", AREA),
        ),
    ),
    Sheet(
        "sources",
        models.Source,
        (("code",),),
        (
            CODE,
            *NAMED,
            Column("issuer", "发布单位", "Issued by"),
            Column("document_number", "文号", "Document number"),
            Column("issued_on", "发布日期", "Issued on", Day()),
            NOTE,
        ),
    ),
    Sheet(
        "institutions",
        models.Institution,
        (("name",),),
        (
            *NAMED,
            Column("kind", "类型", "Kind", Choice(models.Institution.Kind)),
            Column("place", "省份或国家", "Province or country"),
            NOTE,
        ),
    ),
    Sheet(
        "indicators",
        Indicator,
        (("code",),),
        (
            CODE,
            *NAMED,
            Column("synonyms", "别名", "Also called"),
            Column("topic", "主题", "Topic", entry(models.Topic)),
            Column("order", "序号", "Order", Whole()),
            Column("display", "展示", "Shown as", Choice(Indicator.Display)),
            Column("is_public", "公开", "Public", YesNo()),
            Column("origin", "来源方式", "Origin", Choice(Indicator.Origin)),
            Column("nature", "性质", "Nature", Choice(Indicator.Nature)),
            Column("unit", "单位", "Unit", UNIT),
            MEASURE_WORD,
            Column("decimals", "小数位", "Decimals", Whole()),
            Column("register", "台账", "Register"),
            Column("measure", "计量", "Measure"),
            Column("numerator", "分子", "Numerator", INDICATOR),
            Column("denominator", "分母", "Denominator", INDICATOR),
            Column("part_of", "其中项属于", "Of which: part of", INDICATOR),
            Column("aspect", "说明方面", "Tells", Choice(Indicator.Aspect)),
            Column("aspect_of", "说明对象", "Of the indicator", INDICATOR),
            Column("direction", "方向", "Direction", Choice(Indicator.Direction)),
            Column("definition", "定义", "Definition"),
            Column("definition_en", "英文定义", "Definition in English"),
            Column("method", "计算方法", "Method"),
            Column("method_en", "英文计算方法", "Method in English"),
            Column("comparability", "可比性", "Comparability"),
            Column("comparability_en", "英文可比性", "Comparability in English"),
            Column("owner", "责任科室", "Responsible office"),
            Column("due_days", "报送期限（天）", "Due, days after the period", Whole()),
        ),
        check_indicator,
    ),
    Sheet(
        "criteria",
        models.Criterion,
        (("indicator", "dimension", "value"),),
        (
            Column("indicator", "指标", "Indicator", INDICATOR),
            Column("dimension", "维度", "Dimension", example="level"),
            Column("value", "取值", "Value", example="national"),
        ),
        check_criterion,
    ),
)
