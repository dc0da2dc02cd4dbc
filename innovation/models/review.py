"""The way of a record to the public: entered by one person, published by another."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, Self, TypeVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from innovation.models.access import within
from innovation.models.areas import Area
from innovation.models.tracking import Tracked, TrackedQuerySet


class State(models.TextChoices):
    """How far a record is on its way to the public."""

    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("submitted")
    RETURNED = "returned", _("returned")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn from the public")


# From these a record is handed in; in them whoever keeps it may change and delete it.
OPEN = (State.DRAFT, State.RETURNED, State.WITHDRAWN)


class ReviewError(ValidationError):
    """The step cannot be taken; the message says why and what to do."""


_Row = TypeVar("_Row", bound=models.Model, covariant=True)


class ReviewedQuerySet(TrackedQuerySet[_Row]):
    """The two gates: what everybody may see, and what a user may see. Every door goes through one of them."""

    def published(self) -> Self:
        return self.filter(state=State.PUBLISHED)

    def visible_to(self, user: Any) -> Self:
        """What is published, and all of it in the areas where the user may view this kind of row."""
        own = within(self.model._default_manager.all(), user, "view").order_by()
        return self.filter(models.Q(state=State.PUBLISHED) | models.Q(pk__in=own.values("pk")))


ReviewedManager = models.Manager.from_queryset(ReviewedQuerySet)


class Reviewed(Tracked):
    """A row that becomes public once another person than the one who entered it has agreed."""

    state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.DRAFT, db_index=True, editable=False
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("entered by"),
    )
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("last changed by"),
    )
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("reviewed by"),
    )
    reviewed_at = models.DateTimeField(_("reviewed at"), null=True, editable=False)
    review_note = models.TextField(_("note of the review"), blank=True, editable=False)

    # The change of a public row that waits, as far as whoever holds the row has seen it.
    waiting: Any = None
    # What the history notes with the next saving.
    _change_reason: str | None
    _history_user: Any
    _history_date: dt.datetime

    objects = ReviewedManager()  # type: ignore[misc]

    class Meta:
        abstract = True

    @property
    def kept_in(self) -> Area:
        """The area whose staff keep the row."""
        return self.area  # type: ignore[attr-defined]

    @property
    def is_public(self) -> bool:
        return self.state == State.PUBLISHED

    @property
    def is_open(self) -> bool:
        """Whether it can be handed in, and changed or deleted without anybody's consent."""
        return self.state in OPEN

    def written_by(self, user: Any) -> None:
        """Note who is answerable for what the row says now."""
        if self._state.adding:
            self.entered_by = user
        self.changed_by = user
        self._history_user = user

    def submit(self, user: Any) -> None:
        """Hand it in for review."""
        if not self.is_open:
            raise ReviewError(gettext("Only what is a draft, returned or withdrawn can be submitted."))
        self._history_user = user
        self._move(State.SUBMITTED)

    def publish(self, user: Any) -> None:
        """Make it public, or raise ReviewError if it is not this user's to decide or not fit to be shown."""
        self.check_review(user)
        self._refuse_hidden_relations()
        self.full_clean()
        self._decide(user, State.PUBLISHED)

    def send_back(self, user: Any, note: str) -> None:
        """Give it back to those who entered it, with a note that says what is to be mended."""
        self.check_review(user, decides=False)
        if not note.strip():
            raise ReviewError(gettext("Say what is to be mended."))
        self._decide(user, State.RETURNED, note.strip())

    def check_review(self, user: Any, *, decides: bool = True) -> None:
        """Raise ReviewError unless it waits for a review that this user may make."""
        if self.state != State.SUBMITTED:
            raise ReviewError(gettext("It does not wait for a review (any more). Load the page again."))
        own = user.pk in (self.entered_by_id, self.changed_by_id)
        if decides and own and not settings.INNOVATION_OWN_REVIEW:
            raise ReviewError(gettext("You entered or changed this yourself: somebody else has to publish it."))

    def _decide(self, user: Any, state: State, note: str = "") -> None:
        self.reviewed_by, self.reviewed_at, self.review_note = user, timezone.now(), note
        self._history_user = user
        self._move(state, note)

    def _move(self, state: State, why: str = "") -> None:
        """Store the new state; the history says why."""
        self.state = state
        self._change_reason = (why or str(state.label))[:100]
        self.save()

    def _refuse_hidden_relations(self) -> None:
        """Raise ReviewError if it refers to a record that is not public: readers would meet an empty name."""
        for other in related_rows(self):
            if isinstance(other, Reviewed) and not other.is_public:
                known = {"kind": other._meta.verbose_name, "name": other}
                raise ReviewError(gettext("The %(kind)s “%(name)s” is not published yet: publish it first.") % known)


def related_rows(row: models.Model) -> Iterable[models.Model]:
    """The rows that a row refers to, but for those who worked on it."""
    for field in row._meta.concrete_fields:
        if field.is_relation and field.editable and getattr(row, field.attname) is not None:
            yield getattr(row, field.name)
