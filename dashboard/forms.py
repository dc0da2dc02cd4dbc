"""What the addresses of the pages may ask for: each query is read by a form, and refused in words."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import NON_FIELD_ERRORS, BadRequest, ValidationError
from django.http import Http404, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from innovation.duties.endings import DAYS_AHEAD
from innovation.models import Area
from innovation.periods import FIRST_YEAR, LAST_YEAR, Period, PeriodError, today


class YearField(forms.IntegerField):
    """A calendar year, or nothing."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            required=False,
            min_value=FIRST_YEAR,
            max_value=LAST_YEAR,
            error_messages={"invalid": gettext_lazy("A year is written with four digits, like 2006.")},
            **kwargs,
        )

    def to_python(self, value: Any) -> Any:
        if value and len(str(value)) > 4:
            raise ValidationError(self.error_messages["invalid"])
        return super().to_python(value)


class Query(forms.Form):
    """The query of an address."""

    @classmethod
    def read(cls, query: QueryDict) -> Mapping[str, Any]:
        """What it asks for, or BadRequest with words that name the parameter and the remedy."""
        form = cls(query)
        if form.is_valid():
            return form.cleaned_data
        parameter, errors = next(iter(form.errors.as_data().items()))
        words = " ".join(errors[0].messages)
        if parameter == NON_FIELD_ERRORS:
            raise BadRequest(words)
        written = str(query.get(parameter, ""))[:40].replace("\0", "\N{SYMBOL FOR NULL}")
        raise BadRequest(
            _("“%(value)s” cannot be the %(parameter)s. %(words)s")
            % {"value": written, "parameter": parameter, "words": words}
        )


class OverviewQuery(Query):
    """`year`: the year to show, no later than the running one; the running one without it."""

    year = YearField()

    def clean_year(self) -> int | None:
        year: int | None = self.cleaned_data["year"]
        if year and year > today().year:
            raise ValidationError(_("That year has not begun; the latest is %(year)s.") % {"year": today().year})
        return year


class AreaQuery(Query):
    """`area`: the code of an area; the home area without it."""

    area = forms.CharField(required=False, max_length=12)

    def clean_area(self) -> Area:
        return find_area(self.cleaned_data["area"] or settings.INNOVATION_HOME_AREA)


class IndicatorQuery(AreaQuery):
    """`area`, `by` (a dimension, or area), and the years from `from` to `to`."""

    by = forms.SlugField(required=False, max_length=40)
    to = YearField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # "from" is a word of the language, so it cannot be written as an attribute.
        self.fields["from"] = YearField()

    def clean(self) -> dict[str, Any]:
        query: dict[str, Any] = super().clean() or {}
        first, last = query.get("from"), query.get("to")
        if first and last and first > last:
            raise ValidationError(
                _("The years run backwards: from %(first)s to %(last)s. Swap them.") % {"first": first, "last": last}
            )
        return query


class PageField(forms.IntegerField):
    """The number of a page of a list; the first without it."""

    def __init__(self) -> None:
        super().__init__(required=False, min_value=1, max_value=100_000)

    def clean(self, value: Any) -> int:
        return super().clean(value) or 1


class RecordsQuery(AreaQuery):
    """`area`, `period` and `category` of a figure, and the `page` of its records."""

    period = forms.CharField(required=False, max_length=24)
    category = forms.CharField(required=False, max_length=200)
    page = PageField()

    def clean_period(self) -> Period | None:
        text = self.cleaned_data["period"]
        try:
            return Period.parse(text) if text else None
        except PeriodError as error:
            raise ValidationError(_("Write it like 2006, 2006-Q2, 2006-08, 2006-09-30 or ../2006-09-30.")) from error


class IndicatorsQuery(AreaQuery):
    """`q`: words to find; `missing`: only what has no value for that year."""

    q = forms.CharField(required=False, max_length=100)
    missing = YearField()


class ExpiringQuery(Query):
    """`days`: how far ahead to look; and the `page` of the list."""

    page = PageField()
    days = forms.ChoiceField(
        required=False,
        choices=[(days, days) for days in map(str, DAYS_AHEAD)],
        error_messages={"invalid_choice": gettext_lazy("Choose 30, 90 or 180.")},
    )

    def clean_days(self) -> int:
        return int(self.cleaned_data["days"] or 90)


class CalendarQuery(Query):
    """`lang`: the language of a calendar; Chinese without it."""

    lang = forms.ChoiceField(
        required=False,
        choices=settings.LANGUAGES,
        error_messages={"invalid_choice": gettext_lazy("Choose zh-hans or en.")},
    )


CODE = re.compile(r"[0-9]{6}|[0-9]{12}")


def find_area(code: str) -> Area:
    """The area of that code, or the page that says there is none."""
    # Nothing but a code is asked of the database: PostgreSQL takes no NUL.
    known = Area.objects.filter(code=code) if CODE.fullmatch(code) else Area.objects.none()
    area = known.select_related("parent").first()
    if area is None:
        raise Http404(_("There is no area with the code %(code)s.") % {"code": code[:20]})
    return area
