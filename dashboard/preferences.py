"""How a reader wants the site: language, size of text, colours. Kept in cookies, changed by plain links.

The language comes from the cookie alone: Chinese is the first language of the screen, whatever a browser prefers.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import BadRequest, DisallowedHost
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from innovation import periods
from innovation.models import Area

YEAR = 365 * 24 * 60 * 60


@dataclass(frozen=True)
class Preference:
    """One thing a reader may choose. Its name is that of the cookie and of the parameter; the default comes first."""

    name: str
    label: Any
    values: Mapping[str, Any]

    def of(self, request: HttpRequest) -> str:
        """The value chosen, or the default."""
        default = next(iter(self.values))
        chosen = request.COOKIES.get(self.name, default)
        return chosen if chosen in self.values else default


# A language is named in itself, so that those who need it can read it.
LANGUAGE = Preference("lang", gettext_lazy("Language"), {"zh-hans": "中文", "en": "English"})
TEXT = Preference(
    "text", gettext_lazy("Text size"), {"standard": gettext_lazy("Standard"), "large": gettext_lazy("Large text")}
)
THEME = Preference(
    "theme",
    gettext_lazy("Colours"),
    {"system": gettext_lazy("As the system"), "light": gettext_lazy("Light"), "dark": gettext_lazy("Dark")},
)
PREFERENCES = (LANGUAGE, TEXT, THEME)
# The pages of the header: the name of an address, what it is called, and the addresses that belong to it.
PAGES = (
    ("overview", gettext_lazy("Overview"), ("area",)),
    ("indicators", gettext_lazy("Indicators"), ("indicator", "records")),
    ("api-docs", gettext_lazy("Data API"), ()),
)
HTML_LANG = {"zh-hans": "zh-CN", "en": "en"}


class PreferencesMiddleware:
    """Answers in the language the reader chose, and says so to caches.

    A body that is streamed must take its words before it is returned: afterwards the default language holds again.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = LANGUAGE.of(request)
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", HTML_LANG[language])
        patch_vary_headers(response, ["Cookie"])
        return response


@never_cache
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """Keep what the address names, as in `?text=large&next=/indicators/`, and go on to `next`."""
    onward = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(onward, {request.get_host()}, require_https=request.is_secure()):
        onward = reverse("overview")
    response = HttpResponseRedirect(onward)
    for preference in PREFERENCES:
        if preference.name in request.GET:
            keep(response, preference, request.GET[preference.name])
    return response


def keep(response: HttpResponse, preference: Preference, value: str) -> None:
    """Have the browser remember one choice for a year."""
    if value not in preference.values:
        raise BadRequest(
            _("“%(name)s” can be %(values)s.") % {"name": preference.name, "values": ", ".join(preference.values)}
        )
    response.set_cookie(
        preference.name, value, max_age=YEAR, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax"
    )


class Site:
    """What the frame of every page shows. The home area is read only when a page is rendered."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.language = LANGUAGE.of(request)
        self.html_lang = HTML_LANG[self.language]
        self.theme = THEME.of(request)
        self.text_size = TEXT.of(request)
        self.demonstration = settings.INNOVATION_DEMONSTRATION

    @cached_property
    def home(self) -> str:
        """The name of the area whose bureau keeps the site; empty before there is one.

        Empty also without a database, for the page that says so stands in this frame, too.
        """
        try:
            area = Area.objects.filter(code=settings.INNOVATION_HOME_AREA).only("name", "name_en").first()
        except DatabaseError:
            return ""
        return area.label if area else ""

    @property
    def name(self) -> str:
        return _("%(area)s innovation indicators") % {"area": self.home} if self.home else _("Innovation indicators")

    @property
    def bureau(self) -> str:
        """The bureau, where the area has just been named."""
        return _("Science and Technology Bureau")

    @property
    def bureau_full(self) -> str:
        return _("%(area)s Science and Technology Bureau") % {"area": self.home} if self.home else self.bureau

    @property
    def today(self) -> Any:
        return periods.today()

    @property
    def address(self) -> str:
        """The page's address, to be printed; empty on the page that refuses a false host."""
        try:
            return self.request.build_absolute_uri()
        except DisallowedHost:
            return ""

    @property
    def search_href(self) -> str:
        return reverse("indicators")

    @property
    def staff_href(self) -> str:
        return reverse("admin:index")

    @property
    def nav(self) -> list[dict[str, Any]]:
        """The pages everything else is reached from."""
        match = self.request.resolver_match
        here = match.url_name if match else None
        return [
            {"label": label, "href": reverse(name), "current": here in (name, *below)} for name, label, below in PAGES
        ]

    @cached_property
    def choices(self) -> dict[str, dict[str, Any]]:
        """Each preference with a link for every value it can take, leading back to this page."""
        return {
            preference.name: {"label": preference.label, "options": self.options(preference)}
            for preference in PREFERENCES
        }

    def options(self, preference: Preference) -> list[dict[str, Any]]:
        """The links of one preference."""
        address, here, chosen = reverse("preferences"), self.request.get_full_path(), preference.of(self.request)
        return [
            {
                "label": label,
                "href": f"{address}?{urlencode({preference.name: value, 'next': here})}",
                "current": value == chosen,
                "lang": HTML_LANG[value] if preference is LANGUAGE else "",
            }
            for value, label in preference.values.items()
        ]


def site(request: HttpRequest) -> dict[str, Site]:
    """Context processor: `site`."""
    return {"site": Site(request)}
