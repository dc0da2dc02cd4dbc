"""Every address of the site."""

from django.urls import include, path

from dashboard import preferences
from dashboard.views import calendar, errors, health, indicator, indicators, overview, records
from innovation.admin.site import site

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error

urlpatterns = [
    path("", overview.home, name="overview"),
    path("areas/<str:code>/", overview.area, name="area"),
    path("areas/<str:code>/expiring/", records.expiring, name="expiring"),
    path("indicators/", indicators.indicators, name="indicators"),
    path("indicators/<str:code>/", indicator.indicator, name="indicator"),
    path("indicators/<str:code>/records/", records.records, name="records"),
    path("calendar/<str:key>.ics", calendar.calendar, name="calendar"),
    path("preferences", preferences.choose, name="preferences"),
    path("api/v1/", include("innovation.api.urls")),
    path("admin/", site.urls),
    path("health/live", health.live, name="health-live"),
    path("health/ready", health.ready, name="health-ready"),
]
