"""What was stated about indicators: values, targets, releases."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from innovation.admin.marks import as_entered, number_column, state_column
from innovation.admin.records import AREA_FILTER, RecordAdmin
from innovation.admin.site import site
from innovation.admin.tracked import TrackedAdmin, TrackedForm
from innovation.admin.written import WrittenNumber
from innovation.indicators.checks import check_statement
from innovation.indicators.plausible import doubts
from innovation.models import Observation, Release, Target
from innovation.rounding import places

# What a doubt may be about.
DOUBTED = {"indicator", "area", "period", "category", "value", "unit", "qualifier", "status"}


class PrintedNumber(WrittenNumber):
    """A number that is another one when it is written otherwise: 13.0 is not 13."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(qualifier=True, **kwargs)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return str("" if initial is None else initial) != (data or "").strip()


class ObservationForm(TrackedForm):
    """The decimals are those of the text in which the value was entered, unless others are given.

    What is doubtful about the value is asked about once: whoever has checked it ticks that, and says why it is so.
    """

    decimals = forms.IntegerField(
        label=_("decimals as printed"),
        required=False,
        min_value=0,
        max_value=4,
        help_text=_("Empty: as many as the value is entered with."),
    )
    confirmed = forms.BooleanField(label=_("I have checked it"), required=False, widget=forms.HiddenInput)

    class Meta:
        field_classes = {"value": PrintedNumber}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "unit" in self.fields:
            self.fields["unit"].required = False
        if not self.instance.pk:
            self.initial["decimals"] = None
        elif self.instance.value is not None:
            self.initial["value"] = as_entered(self.instance)

    def check(self, row: Observation) -> None:
        check_statement(row)
        if DOUBTED & set(self.changed_data):
            self._ask_about_doubts(row)

    def _ask_about_doubts(self, row: Observation) -> None:
        """Raise ValidationError while what is doubtful is not confirmed, or nothing says why it is so."""
        found = doubts([row]).get(0)
        if not found:
            return
        self.fields["confirmed"].widget = forms.CheckboxInput()
        if not self.cleaned_data.get("confirmed"):
            raise ValidationError(
                {"confirmed": [*found, gettext("If it is right all the same, tick that you checked it.")]}
            )
        if not (row.remark or row.note).strip():
            raise ValidationError({"confirmed": [*found, gettext("Say in the remark or the note why it is so.")]})

    def clean_unit(self) -> Any:
        """The unit given; where there is no value to have one, that of the indicator."""
        unit, indicator = self.cleaned_data["unit"], self.cleaned_data.get("indicator")
        if unit is None and indicator and self.cleaned_data.get("value") is None and "value" not in self.errors:
            return indicator.unit
        if unit is None:
            raise ValidationError(self.fields["unit"].error_messages["required"], code="required")
        return unit

    def clean_decimals(self) -> int:
        """The decimals given; those of the value if there are none, or if the value alone was changed."""
        given, value = self.cleaned_data["decimals"], self.cleaned_data.get("value")
        if given is not None and not ("value" in self.changed_data and "decimals" not in self.changed_data):
            return int(given)
        return places(value) if value is not None else 0


@admin.register(Observation, site=site)
class ObservationAdmin(RecordAdmin):
    form = ObservationForm
    list_display = (
        "indicator",
        "area",
        "period",
        "category",
        "number_printed",
        "unit",
        "status",
        "stated_on",
        state_column,
    )
    list_filter = ("status", *RecordAdmin.list_filter)
    list_select_related = ("indicator", "area", "unit")
    search_fields = ("indicator__name", "indicator__code", "area__name", "period")
    search_help_text = _("By indicator, area or period")
    date_hierarchy = "period_end"
    fieldsets = (
        (None, {"fields": ("indicator", "area", "period", "category")}),
        (
            _("Value"),
            {
                "fields": ("value", "decimals", "unit", "qualifier", "status", "remark", "confirmed"),
                "description": _("If it is not known, leave the value empty and choose a status; never enter 0."),
            },
        ),
        (_("Publication"), {"fields": ("stated_on", "release")}),
    )

    @admin.display(description=_("value"), ordering="value")
    def number_printed(self, observation: Observation) -> str | None:
        value = observation.printed
        return None if value is None else f"{value:,}"


@admin.register(Target, site=site)
class TargetAdmin(RecordAdmin):
    list_display = (
        "indicator",
        "area",
        "period",
        "comparison",
        number_column(Target, "value"),
        "unit",
        state_column,
    )
    list_select_related = ("indicator", "area", "unit")
    search_fields = ("indicator__name", "indicator__code", "area__name", "period")
    search_help_text = _("By indicator, area or period")
    fieldsets = ((None, {"fields": ("indicator", "area", "period", "comparison", "value", "unit", "base_period")}),)


@admin.register(Release, site=site)
class ReleaseAdmin(TrackedAdmin):
    list_display = ("title", "area", "period", "published_on")
    list_filter = (AREA_FILTER,)
    list_select_related = ("area",)
    search_fields = ("title", "period", "area__name")
    search_help_text = _("By title, area or period")
    date_hierarchy = "published_on"
