"""Indicators: what they tell, and what the counted ones count."""

from typing import Any

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from innovation.admin.site import site
from innovation.admin.tracked import TrackedAdmin, TrackedForm, TrackedInline, VersionedForm
from innovation.indicators.checks import check_criterion, check_indicator
from innovation.indicators.registers import REGISTERS
from innovation.models import Coverage, Criterion, Indicator


def count_choices() -> list[Any]:
    """Every measure, grouped by the register it belongs to."""
    return [
        ("", _("nothing: it is entered or computed")),
        *(
            (register.label, [(f"{code}:{key}", measure.label) for key, measure in register.measures.items()])
            for code, register in REGISTERS.items()
        ),
    ]


def dimension_choices() -> list[tuple[str, Any]]:
    """Every dimension of any register, once."""
    labels: dict[str, Any] = {}
    for register in REGISTERS.values():
        for code, dimension in register.dimensions.items():
            labels.setdefault(code, dimension.label)
    return [("", "---------"), *labels.items()]


class IndicatorForm(TrackedForm):
    """Register and measure are chosen together, so that no measure of another register can be."""

    counts = forms.ChoiceField(label=_("counts"), choices=count_choices, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.register:
            self.initial["counts"] = f"{self.instance.register}:{self.instance.measure}"

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if "counts" in self.cleaned_data:
            register, _colon, measure = self.cleaned_data["counts"].partition(":")
            self.instance.register, self.instance.measure = register, measure
        return cleaned

    def check(self, row: Indicator) -> None:
        check_indicator(row)

    def _get_validation_exclusions(self) -> set[str]:
        """Register and measure are part of the form, under another name."""
        return super()._get_validation_exclusions() - {"register", "measure"}  # type: ignore[misc]


class CriterionChecks(forms.ModelForm):
    """A criterion of a dimension its register has, with a value that exists there."""

    dimension = forms.ChoiceField(label=_("dimension"), choices=dimension_choices)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        indicator, code = self.cleaned_data.get("indicator"), self.cleaned_data.get("dimension")
        if indicator and code:
            value = self.cleaned_data.get("value", "")
            check_criterion(Criterion(indicator=indicator, dimension=code, value=value))
        return cleaned


class CriterionPartForm(CriterionChecks, VersionedForm):
    """A criterion in the form of its indicator."""


class CriterionForm(CriterionChecks, TrackedForm):
    """A criterion in a form of its own."""


class CriterionInline(TrackedInline):
    model = Criterion
    form = CriterionPartForm


@admin.register(Indicator, site=site)
class IndicatorAdmin(TrackedAdmin):
    form = IndicatorForm
    list_display = ("name", "code", "topic", "origin", "nature", "unit", "display", "is_public", "owner")
    list_filter = ("topic", "origin", "nature", "display", "is_public")
    list_select_related = ("topic", "unit")
    search_fields = ("code", "name", "name_en", "synonyms", "definition")
    search_help_text = _("By code, name or definition")
    fieldsets = (
        (None, {"fields": ("code", "name", "name_en", "synonyms", "topic", "order", "display", "is_public")}),
        (_("What it tells"), {"fields": ("origin", "nature", "unit", "measure_word", "decimals", "direction")}),
        (_("If it is counted"), {"fields": ("counts",)}),
        (_("If it is one indicator over another"), {"fields": ("numerator", "denominator")}),
        (_("How it relates to others"), {"fields": ("part_of", "aspect", "aspect_of")}),
        (
            _("In words"),
            {
                "fields": (
                    "definition",
                    "definition_en",
                    "method",
                    "method_en",
                    "comparability",
                    "comparability_en",
                )
            },
        ),
        (_("Who reports it"), {"fields": ("owner", "due_days")}),
    )
    inlines = (CriterionInline,)

    @admin.display(description=_("counts"))
    def counts(self, indicator: Indicator) -> str | None:
        """What those read who may not change it."""
        register = REGISTERS.get(indicator.register)
        measure = register.measures.get(indicator.measure) if register else None
        return f"{register.label}: {measure.label}" if register and measure else None


@admin.register(Criterion, site=site)
class CriterionAdmin(TrackedAdmin):
    form = CriterionForm
    list_display = ("indicator", "dimension", "value")
    list_display_links = ("indicator", "value")
    list_filter = ("dimension",)
    list_select_related = ("indicator",)
    search_fields = ("indicator__name", "indicator__code", "value")
    search_help_text = _("By indicator or value")
    fields = ("indicator", "dimension", "value")


class CoverageForm(TrackedForm):
    register = forms.ChoiceField(
        label=_("register"),
        choices=lambda: [("", "---------"), *((code, register.label) for code, register in REGISTERS.items())],
    )


@admin.register(Coverage, site=site)
class CoverageAdmin(TrackedAdmin):
    form = CoverageForm
    list_display = ("register_name", "area", "complete_since", "basis")
    list_filter = ("register",)
    list_select_related = ("area",)
    search_fields = ("register", "area__name", "area__code")
    search_help_text = _("By register or area")

    @admin.display(description=_("register"), ordering="register")
    def register_name(self, coverage: Coverage) -> str:
        register = REGISTERS.get(coverage.register)
        return str(register.label) if register else coverage.register
