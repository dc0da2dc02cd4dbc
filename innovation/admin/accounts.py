"""Those who sign in, and groups of them."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.core.exceptions import ValidationError
from django.forms import ModelMultipleChoiceField
from django.http import HttpRequest

from innovation.admin.lists import ListAdmin, is_key
from innovation.admin.site import site


class Chosen(ModelMultipleChoiceField):
    """Several rows, chosen by keys that can be keys."""

    def clean(self, value: Any) -> Any:
        if not all(is_key(str(key)) for key in value or ()):
            raise ValidationError(self.error_messages["invalid_list"], code="invalid_list")
        return super().clean(value)


class AccountsAdmin(ListAdmin):
    """Shared by accounts and groups."""

    def formfield_for_manytomany(self, db_field: Any, request: Any = None, **kwargs: Any) -> Any:
        return super().formfield_for_manytomany(db_field, request, form_class=Chosen, **kwargs)


@admin.register(User, site=site)
class AccountAdmin(AccountsAdmin, UserAdmin):
    """Accounts, as Django keeps them."""

    readonly_fields = ("last_login", "date_joined")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody: the history would no longer say who changed what. An account is switched off instead."""
        return False


@admin.register(Group, site=site)
class AccountGroupAdmin(AccountsAdmin, GroupAdmin):
    """Groups, as Django keeps them."""
