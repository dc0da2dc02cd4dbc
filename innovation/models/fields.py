"""Model fields for time periods."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from innovation.periods import Period, PeriodError


def validate_period(text: str) -> None:
    """Raise ValidationError unless `text` is written as a time period."""
    try:
        Period.parse(text)
    except PeriodError as error:
        message = _("“%(text)s” is not a time period. Write 2006, 2006-S1, 2006-Q2, 2006-08, 2006-09-30 or the like.")
        raise ValidationError(message % {"text": text[:40]}) from error


class PeriodField(models.CharField):
    """The code of a time period: 2006, 2006-Q2, 2005-01-01/P2Y, ../2006-09-30 …"""

    default_validators = [validate_period]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 24)
        super().__init__(*args, **kwargs)

    def to_python(self, value: Any) -> Any:
        """The one code of the period, however it is written; what is no period stays as it is, to be refused."""
        text = super().to_python(value)
        try:
            return Period.parse(text).code if text else text
        except PeriodError:
            return text

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        code = self.to_python(getattr(model_instance, self.attname))
        setattr(model_instance, self.attname, code)
        return code


class PeriodEndField(models.DateField):
    """The last day of the row's period, for looking rows up by it.

    It is taken from the period whenever the row is written, in bulk too, so nobody enters it and it cannot differ.
    """

    def __init__(self, *args: Any, period: str = "period", **kwargs: Any) -> None:
        self.period = period
        kwargs |= {"null": True, "editable": False}
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"period": self.period}

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        end = Period.parse(getattr(model_instance, self.period)).end
        setattr(model_instance, self.attname, end)
        return end
