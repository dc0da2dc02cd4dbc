"""The addresses of the admin, by model."""

from typing import Any

from django.db.models import Model
from django.forms import BaseForm
from django.urls import reverse


def address(model: type[Model], page: str, *args: Any) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def entered(response: Any) -> dict[str, Any]:
    """What a browser would send back from the forms of a page as they stand."""
    context = response.context
    data = _entered(context["adminform"].form)
    for inline in context["inline_admin_formsets"]:
        data |= _entered(inline.formset.management_form)
        for form in inline.formset.forms:
            data |= _entered(form)
    return data


def _entered(form: BaseForm) -> dict[str, Any]:
    values = {field.html_name: field.value() for field in form}
    return {name: value for name, value in values.items() if value is not None and value is not False}
