"""When certificates end, for calendar programs, under addresses that only those know who were told."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from dashboard.forms import CalendarQuery
from dashboard.ics import Event, calendar_text
from dashboard.preferences import HTML_LANG
from dashboard.record_tables import published_name
from innovation.duties.endings import DAYS_AHEAD, expiring
from innovation.models import CalendarFeed, Certification

THREE_YEARS = 3 * 365
MOST_EVENTS = 2000


@require_safe
@cache_control(private=True, max_age=3600)
def calendar(request: HttpRequest, key: str) -> HttpResponse:
    """The last days of the public certificates that a feed is for, in the next three years."""
    feed = CalendarFeed.objects.with_key(key).select_related("area").first()
    if feed is None:
        raise Http404(_("There is no such calendar. Ask those who gave you its address for the new one."))
    language = CalendarQuery.read(request.GET)["lang"] or settings.LANGUAGE_CODE
    with translation.override(language):
        text = calendar_text(feed.name, [event(row) for row in certificates(feed)])
    headers = {"Content-Language": HTML_LANG[language]}
    return HttpResponse(text, content_type="text/calendar; charset=utf-8", headers=headers)


def certificates(feed: CalendarFeed) -> list[Certification]:
    """Those a feed is for, the first to end first."""
    of = {"enterprise": feed.enterprise_id} if feed.enterprise_id else {"area__path__startswith": feed.area.path}
    return list(expiring(THREE_YEARS).filter(**of)[:MOST_EVENTS])


def event(row: Certification) -> Event:
    """The last day of a certificate."""
    assert row.expires_on is not None
    holder = row.holder_name or published_name(row.enterprise or row.organisation)
    known = {"holder": holder, "scheme": row.scheme.label, "level": row.level.label}
    facts = {_("Number"): row.number, _("Product"): row.product, _("Area"): row.area.label}
    return Event(
        uid=f"certification-{row.pk}@{settings.INNOVATION_HOME_AREA}.innovation",
        day=row.expires_on,
        summary=_("%(holder)s: certificate %(scheme)s (%(level)s) expires") % known,
        description="\n".join(f"{name} {value}" for name, value in facts.items() if value),
        revised=row.changed_at,
        days_before=DAYS_AHEAD,
    )
