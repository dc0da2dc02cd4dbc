"""The code lists that records and indicators take their codes from."""

from typing import Any

from rest_framework import mixins
from rest_framework.routers import SimpleRouter

from innovation import models
from innovation.api.fields import Coded, PublicSerializer
from innovation.api.filters import search_parameter
from innovation.api.views import PublicViewSet
from innovation.models import CodeListEntry

# Each list with what its entries have besides code, names and order. Fields of talents are kept with the talents.
CODE_LISTS: dict[str, tuple[type[CodeListEntry], tuple[str, ...]]] = {
    "levels": (models.Level, ("short_name",)),
    "units": (models.Unit, ("quantity", "factor", "prefix", "word")),
    "schemes": (
        models.Scheme,
        (
            "certifies",
            "highest_level",
            "lowest_level",
            "validity",
            "valid_years",
            "issuer",
            "measure_word",
            "predecessor",
            "break_year",
        ),
    ),
    "programmes": (models.Programme, ("measure_word", "began", "ended")),
    "budget-lines": (models.BudgetLine, ("part_of",)),
    "industries": (models.Industry, ("edition",)),
    "ownerships": (models.Ownership, ()),
    "activity-kinds": (models.ActivityKind, ()),
    "activity-series": (models.ActivitySeries, ()),
    "organisation-kinds": (models.OrganisationKind, ()),
    "facility-kinds": (models.FacilityKind, ("measure_word",)),
    "policy-fields": (models.PolicyField, ()),
    "contract-types": (models.ContractType, ()),
    "assessment-schemes": (models.AssessmentScheme, ("level",)),
    "topics": (models.Topic, ()),
}
RELATIONS = ("predecessor", "part_of", "level", "highest_level", "lowest_level")


class CodeListViewSet(mixins.RetrieveModelMixin, PublicViewSet):
    """The entries of a code list, in its own order."""

    lookup_field = "code"
    lookup_value_regex = "[A-Za-z0-9_-]{1,60}"
    parameters = (search_parameter(),)

    def filter_queryset(self, entries: Any) -> Any:
        words = self.query.get("q")
        return entries.filter(name__icontains=words) | entries.filter(name_en__icontains=words) if words else entries


def serializer_of(model: type[CodeListEntry], own: tuple[str, ...]) -> type[PublicSerializer]:
    """The serializer of a code list's entries."""
    meta = type("Meta", (), {"model": model, "fields": ("code", "name", "name_en", "order", *own)})
    related = {name: Coded(allow_null=True) for name in own if name in RELATIONS}
    body = {"Meta": meta, "__doc__": model.__doc__, **related}
    return type(f"{model.__name__}Serializer", (PublicSerializer,), body)


def viewset_of(model: type[CodeListEntry], own: tuple[str, ...]) -> type[CodeListViewSet]:
    """The viewset of a code list."""
    entries: Any = model._default_manager.all()
    body = {
        "serializer_class": serializer_of(model, own),
        "queryset": entries.select_related(*(name for name in own if name in RELATIONS)),
        "about": model._meta.verbose_name_plural,
    }
    return type(f"{model.__name__}ViewSet", (CodeListViewSet,), body)


def register_code_lists(router: SimpleRouter) -> None:
    """Give each code list its addresses: /code-lists/levels/ and /code-lists/levels/national/."""
    for name, (model, own) in CODE_LISTS.items():
        router.register(f"code-lists/{name}", viewset_of(model, own), basename=f"api-code-lists-{name}")
