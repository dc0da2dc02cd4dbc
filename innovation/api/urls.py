"""Every address of the API, below /api/v1/."""

from django.urls import path, re_path
from rest_framework.routers import SimpleRouter

from innovation.api.areas import AreaViewSet
from innovation.api.behind import FigureRecordViewSet, StatementViewSet
from innovation.api.codelists import register_code_lists
from innovation.api.docs import docs
from innovation.api.figures import FigureViewSet
from innovation.api.indicators import IndicatorViewSet
from innovation.api.openapi import SchemaView
from innovation.api.registers import RECORD_VIEWSETS
from innovation.api.root import RootView
from innovation.api.sources import SourceViewSet
from innovation.api.views import NothingHere

router = SimpleRouter()
router.register("figures", FigureViewSet, basename="api-figure")
router.register("figures/records", FigureRecordViewSet, basename="api-figure-record")
router.register("figures/statements", StatementViewSet, basename="api-figure-statement")
router.register("indicators", IndicatorViewSet, basename="api-indicator")
router.register("areas", AreaViewSet, basename="api-area")
for code, viewset in RECORD_VIEWSETS.items():
    router.register(code, viewset, basename=f"api-{viewset.register.model._meta.model_name}")
register_code_lists(router)
router.register("sources", SourceViewSet, basename="api-source")

urlpatterns = [
    path("", RootView.as_view(), name="api-root"),
    path("schema/", SchemaView.as_view(), name="api-schema"),
    path("docs/", docs, name="api-docs"),
    *router.urls,
    # With a slash at the end, so that an address without one is first sent to the one with it.
    re_path(r"^.*/$", NothingHere.as_view()),
]
