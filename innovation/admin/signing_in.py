"""The form that people sign in with."""

from typing import Any

from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.models import User
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _


class SignInForm(AdminAuthenticationForm):
    """Says that something is wrong, and not which of the two: that would tell who has an account."""

    error_messages = {
        **AdminAuthenticationForm.error_messages,
        "invalid_login": _("The account or the password is wrong. Mind capitals, and try again."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Django limits the control alone, and the table of failures takes no name that no account can have.
        longest = User._meta.get_field("username").max_length
        self.fields["username"].validators.append(MaxLengthValidator(longest))
