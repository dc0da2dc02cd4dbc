"""Those who sign in, and groups of them."""

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User

from innovation.admin.lists import ListAdmin
from innovation.admin.site import site


@admin.register(User, site=site)
class AccountAdmin(ListAdmin, UserAdmin):
    """Accounts, as Django keeps them."""


@admin.register(Group, site=site)
class AccountGroupAdmin(ListAdmin, GroupAdmin):
    """Groups, as Django keeps them."""
