"""Those who sign in, and the roles they hold in areas."""

from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms import ModelMultipleChoiceField
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from innovation.admin.lists import ListAdmin, is_key
from innovation.admin.site import site
from innovation.admin.tracked import TrackedAdmin, TrackedForm, TrackedInline, VersionedForm
from innovation.models import Appointment, may, role_name
from innovation.models.roles import GRANTED_BY_ADMINISTRATORS, accounts_of


class Chosen(ModelMultipleChoiceField):
    """Several rows, chosen by keys that can be keys."""

    def clean(self, value: Any) -> Any:
        if not all(is_key(str(key)) for key in value or ()):
            raise ValidationError(self.error_messages["invalid_list"], code="invalid_list")
        return super().clean(value)


class Grants:
    """The fields of an appointment: nobody grants what is not his to grant."""

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "role":
            roles = Group.objects.all()
            kwargs["queryset"] = (
                roles if request.user.is_superuser else roles.filter(name__in=GRANTED_BY_ADMINISTRATORS)
            )
        if db_field.name == "user":
            kwargs["queryset"] = accounts_of(request.user)
        field: Any = super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]
        if db_field.name == "role":
            field.label_from_instance = role_name
        return field


class AppointmentPartForm(VersionedForm):
    """An appointment in the form of its account."""

    user: Any

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        granted = Appointment(role=self.cleaned_data.get("role"), area=self.cleaned_data.get("area"))
        if not may(self.user, "add", granted):
            raise ValidationError({"area": gettext("You can grant roles in your own areas only. Choose an area.")})
        return cleaned


class AppointmentInline(Grants, TrackedInline):
    model = Appointment
    form = AppointmentPartForm
    extra = 0
    verbose_name_plural = _("Roles")

    def get_min_num(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        """An account without any role is nobody's to look after but a superuser's."""
        return 0 if request.user.is_superuser else 1

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        kwargs.setdefault("validate_min", True)
        formset: Any = super().get_formset(request, obj, **kwargs)
        formset.form.user = request.user
        return formset


class AppointmentForm(TrackedForm):
    def check(self, row: Appointment) -> None:
        if not may(self.user, "add", row):
            raise ValidationError({"area": gettext("You can grant roles in your own areas only. Choose an area.")})


@admin.register(Appointment, site=site)
class AppointmentAdmin(Grants, TrackedAdmin):
    form = AppointmentForm
    list_display = ("user", "role_column", "area_column")
    list_display_links = ("user", "role_column")
    list_filter = ("role",)
    list_select_related = ("user", "role", "area")
    search_fields = ("user__username", "user__last_name", "user__first_name", "area__name")
    search_help_text = _("By account or area")
    fields = ("user", "role", "area")

    @admin.display(description=_("role"), ordering="role__name")
    def role_column(self, appointment: Appointment) -> str:
        return role_name(appointment.role)

    @admin.display(description=_("area"), ordering="area__code")
    def area_column(self, appointment: Appointment) -> str:
        return str(appointment.area or gettext("everywhere"))


class AccountsAdmin(ListAdmin):
    """Shared by accounts and roles."""

    def formfield_for_manytomany(self, db_field: Any, request: Any = None, **kwargs: Any) -> Any:
        return super().formfield_for_manytomany(db_field, request, form_class=Chosen, **kwargs)


@admin.register(User, site=site)
class AccountAdmin(AccountsAdmin, UserAdmin):
    """Accounts. What they may do follows from their roles alone."""

    readonly_fields = ("last_login", "date_joined")
    list_display = ("username", "last_name", "first_name", "email", "is_active", "last_login")
    list_filter = ("is_active", "is_superuser")
    filter_horizontal = ()
    inlines = (AppointmentInline,)
    fieldsets: ClassVar[Any] = (
        (None, {"fields": ("username", "password")}),
        (_("Person"), {"fields": ("last_name", "first_name", "email")}),
        (_("Signing in"), {"fields": ("is_active", "is_staff", "is_superuser", "last_login", "date_joined")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request) & accounts_of(request.user)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        own = () if request.user.is_superuser else ("is_superuser",)
        return (*super().get_readonly_fields(request, obj), *own)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody: the history would no longer say who changed what. An account is switched off instead."""
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not change:
            obj.is_staff = True
        super().save_model(request, obj, form, change)


@admin.register(Group, site=site)
class RoleAdmin(AccountsAdmin, GroupAdmin):
    """Roles. Those an installation starts with grant again what they stand for whenever it is migrated."""

    list_display = ("role_column",)

    @admin.display(description=_("role"), ordering="name")
    def role_column(self, role: Group) -> str:
        return role_name(role)
