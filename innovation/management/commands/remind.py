"""`manage.py remind`: mails everybody what he must not miss and was not told of before."""

import logging
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.mail import EmailMessage
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import ngettext

from innovation.duties.reminders import Section, digest, note_sent

logger = logging.getLogger(__name__)
# A mail lists so many matters of a kind, and says how many more there are.
MOST = 20


class Command(BaseCommand):
    help = "Mail everybody what he must not miss. Nobody is told of a matter twice: run it once a day."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="print the mails instead of sending them")

    def handle(self, *args: Any, dry_run: bool = False, **options: Any) -> None:
        sent = failed = 0
        with translation.override(settings.LANGUAGE_CODE):
            for user in User.objects.filter(is_active=True).exclude(email="").order_by("pk"):
                if not (sections := digest(user)):
                    continue
                mail = mail_of(user, sections)
                if dry_run:
                    self.stdout.write(f"{mail.to[0]}: {mail.subject}\n\n{mail.body}\n")
                elif not self.send(mail):
                    failed += 1
                    continue
                else:
                    note_sent(user, sections)
                sent += 1
            self.stdout.write(_outcome(sent, dry_run))
        if failed:
            raise CommandError(_failure(failed))

    def send(self, mail: EmailMessage) -> bool:
        """Whether it was sent. One that was not is no reason to keep the others waiting."""
        try:
            mail.send()
        except Exception:
            # A mail server fails in many ways, with errors of sockets, of SMTP and of addresses.
            logger.exception("The mail to %s could not be sent", mail.to[0])
            return False
        return True


def mail_of(user: User, sections: list[Section]) -> EmailMessage:
    """The mail that tells a user of it, with the way to the pages if the site's address is set."""
    number = sum(len(section.matters) for section in sections)
    context = {
        "name": user.get_full_name() or user.username,
        "sections": [
            {"heading": section.heading, "matters": section.matters[:MOST], "more": len(section.matters[MOST:])}
            for section in sections
        ],
        "site": settings.INNOVATION_SITE_ADDRESS.rstrip("/"),
    }
    subject = ngettext("Innovation indicators: %(n)s matter", "Innovation indicators: %(n)s matters", number)
    return EmailMessage(subject % {"n": number}, render_to_string("mail/digest.txt", context), to=[user.email])


def _outcome(number: int, dry_run: bool) -> str:
    if dry_run:
        return ngettext("%(n)s mail would be sent.", "%(n)s mails would be sent.", number) % {"n": number}
    return ngettext("%(n)s mail was sent.", "%(n)s mails were sent.", number) % {"n": number}


def _failure(number: int) -> str:
    words = ngettext(
        "%(n)s mail could not be sent; it is tried again next time. The log says why.",
        "%(n)s mails could not be sent; they are tried again next time. The log says why.",
        number,
    )
    return words % {"n": number}
