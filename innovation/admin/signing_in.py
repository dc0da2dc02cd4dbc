"""The form that people sign in with."""

from django.contrib.admin.forms import AdminAuthenticationForm
from django.utils.translation import gettext_lazy as _


class SignInForm(AdminAuthenticationForm):
    """Says that something is wrong, and not which of the two: that would tell who has an account."""

    error_messages = {
        **AdminAuthenticationForm.error_messages,
        "invalid_login": _("The account or the password is wrong. Mind capitals, and try again."),
    }
