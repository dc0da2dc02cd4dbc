"""What a user is to be reminded of by mail, each matter once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from innovation.duties.endings import DAYS_AHEAD, days_left, expiring_for, stage
from innovation.duties.reviews import own_returned, rows_to_review
from innovation.duties.values import missing_values
from innovation.models import Reminder
from innovation.wording import period_words


@dataclass(frozen=True)
class Matter:
    """One line of a digest; by its keys it is known whether the user was told of it before."""

    keys: tuple[str, ...]
    words: str


@dataclass(frozen=True)
class Section:
    """What a digest tells of one kind of duty."""

    heading: str
    matters: list[Matter]


def digest(user: Any) -> list[Section]:
    """What a user was not told of before, in the language of the moment."""
    told = set(Reminder.objects.filter(user=user).values_list("key", flat=True))
    sections = [
        Section(_("Waits for your review"), list(_reviews(user, told))),
        Section(_("Returned to you"), _new(_returned(user), told)),
        Section(_("Values to be entered"), _new(_values(user), told)),
        Section(_("Certificates that end"), _new(_certificates(user), told)),
    ]
    return [section for section in sections if section.matters]


def keys_of(sections: Iterable[Section]) -> list[str]:
    """What is to be noted once the digest is sent."""
    return [key for section in sections for matter in section.matters for key in matter.keys]


def note_sent(user: Any, sections: Iterable[Section]) -> None:
    """Remember that the user was told of all this; another run may have noted some of it meanwhile."""
    Reminder.objects.bulk_create(
        [Reminder(user=user, key=key) for key in keys_of(sections)], batch_size=1000, ignore_conflicts=True
    )


def _new(matters: Iterable[Matter], told: set[str]) -> list[Matter]:
    return [matter for matter in matters if told.isdisjoint(matter.keys)]


def _reviews(user: Any, told: set[str]) -> Iterator[Matter]:
    """For each kind how many were handed in since the last mail: it may be thousands after an import."""
    keys: dict[str, list[str]] = defaultdict(list)
    for kind, pk, version in rows_to_review(user):
        if (key := f"review:{kind}:{pk}:{version}") not in told:
            keys[kind].append(key)
    for kind, new in sorted(keys.items()):
        name = apps.get_model("innovation", kind)._meta.verbose_name_plural
        words = ngettext("%(kind)s: %(n)s new", "%(kind)s: %(n)s new", len(new))
        yield Matter(tuple(new), words % {"kind": name, "n": len(new)})


def _returned(user: Any) -> Iterator[Matter]:
    _number, rows = own_returned(user)
    for own in rows:
        key = f"returned:{own.record._meta.model_name}:{own.record.pk}:{own.reviewed_at:%Y%m%d%H%M%S}"
        known = {"kind": own.record._meta.verbose_name, "name": own.record, "note": own.note}
        yield Matter((key,), _("%(kind)s “%(name)s”: %(note)s") % known)


def _values(user: Any) -> Iterator[Matter]:
    for value in missing_values(user):
        urgency = "overdue" if value.is_overdue else "due"
        words = (
            _("%(indicator)s, %(area)s, %(period)s: was due on %(day)s")
            if value.is_overdue
            else _("%(indicator)s, %(area)s, %(period)s: due on %(day)s")
        )
        known = {"indicator": value.indicator, "area": value.area, "period": period_words(value.period)}
        office = _(" (%(office)s)") % {"office": value.indicator.owner} if value.indicator.owner else ""
        key = f"value:{value.indicator.pk}:{value.area.pk}:{value.period.code}:{urgency}"
        yield Matter((key,), words % (known | {"day": value.due_on}) + office)


def _certificates(user: Any) -> Iterator[Matter]:
    for row in expiring_for(user, max(DAYS_AHEAD)):
        left = days_left(row)
        words = ngettext(
            "%(day)s (%(n)s day left): %(holder)s, %(scheme)s, %(area)s",
            "%(day)s (%(n)s days left): %(holder)s, %(scheme)s, %(area)s",
            left,
        )
        known = {"day": row.expires_on, "n": left, "holder": row.holder, "scheme": row.scheme, "area": row.area}
        yield Matter((f"certification:{row.pk}:{row.expires_on}:{stage(row)}",), words % known)
