"""The code lists that staff extend."""

from typing import Any, ClassVar

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from innovation import models
from innovation.admin.marks import number_column
from innovation.admin.site import site
from innovation.admin.tracked import TrackedAdmin

NAMED = ("code", "name", "name_en", "order")


@admin.register(
    models.ActivityKind,
    models.ActivitySeries,
    models.ContractType,
    models.OrganisationKind,
    models.Ownership,
    models.PolicyField,
    models.TalentField,
    models.Topic,
    site=site,
)
class CodeListAdmin(TrackedAdmin):
    """A code list of names alone; those that say more have a class of their own."""

    list_display: Any = ("name", "code", "name_en", "order")
    search_fields = ("code", "name", "name_en")
    search_help_text = _("By code or name")
    fields: ClassVar[Any] = (*NAMED, "note")


@admin.register(models.Level, site=site)
class LevelAdmin(CodeListAdmin):
    list_display = (*CodeListAdmin.list_display, "short_name")
    fields = (*NAMED, "short_name", "note")


@admin.register(models.Unit, site=site)
class UnitAdmin(CodeListAdmin):
    list_display = (*CodeListAdmin.list_display, "quantity", number_column(models.Unit, "factor"))
    list_filter = ("quantity",)
    fields = (*NAMED, "quantity", "factor", "prefix", "word", "note")


@admin.register(models.Scheme, site=site)
class SchemeAdmin(CodeListAdmin):
    list_display = (*CodeListAdmin.list_display, "certifies", "validity", "valid_years", "measure_word")
    list_filter = ("certifies", "validity")
    fields = None
    fieldsets = (
        (None, {"fields": (*NAMED, "certifies", "measure_word", "issuer")}),
        (_("Levels"), {"fields": ("highest_level", "lowest_level")}),
        (_("Validity"), {"fields": ("validity", "valid_years", "number_pattern")}),
        (_("Continuity"), {"fields": ("predecessor", "break_year", "note")}),
    )


@admin.register(models.Programme, site=site)
class ProgrammeAdmin(CodeListAdmin):
    list_display = (*CodeListAdmin.list_display, "measure_word", "began", "ended")
    fields = (*NAMED, "measure_word", "began", "ended", "note")


@admin.register(models.BudgetLine, site=site)
class BudgetLineAdmin(CodeListAdmin):
    list_display = (*CodeListAdmin.list_display, "part_of")
    list_select_related = ("part_of",)
    fields = (*NAMED, "part_of", "note")


@admin.register(models.Industry, site=site)
class IndustryAdmin(CodeListAdmin):
    list_display = (*CodeListAdmin.list_display, "edition")
    list_filter = ("edition",)
    fields = (*NAMED, "edition", "note")


@admin.register(models.FacilityKind, site=site)
class FacilityKindAdmin(CodeListAdmin):
    list_display = (*CodeListAdmin.list_display, "measure_word")
    fields = (*NAMED, "measure_word", "note")


@admin.register(models.AssessmentScheme, site=site)
class AssessmentSchemeAdmin(CodeListAdmin):
    list_display = (*CodeListAdmin.list_display, "level")
    list_filter = ("level",)
    list_select_related = ("level",)
    fields = (*NAMED, "level", "note")
