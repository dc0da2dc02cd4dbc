"""Which reminders were sent."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Reminder(models.Model):
    """One matter that one person was told of by mail, so that nobody is told twice: a log, which nobody edits."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("account"))
    # Names the matter and how far it has come: a certificate and how many days before its end.
    key = models.CharField(max_length=120)
    sent_at = models.DateTimeField(_("sent at"), auto_now_add=True)

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        ordering = ("-sent_at",)
        constraints = [
            models.UniqueConstraint(
                fields=("user", "key"),
                name="reminder_once",
                violation_error_message=_("This person was told of it already."),
            ),
        ]

    def __str__(self) -> str:
        return self.key
