"""Spreadsheets in the admin: templates and rows out; files in, checked, confirmed, written, undone."""

from collections.abc import Callable, Iterator
from io import BytesIO
from tempfile import TemporaryFile
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from innovation.admin.findings import shown_findings
from innovation.admin.lists import selectable_rows
from innovation.admin.progress import shown
from innovation.exchange.batches import (
    checking,
    marked_copy,
    mend,
    received,
    writing,
)
from innovation.exchange.folders import SHEETS
from innovation.exchange.problems import Refused
from innovation.exchange.reading import MAX_BYTES
from innovation.exchange.sheets import Sheet
from innovation.exchange.undoing import undo
from innovation.exchange.workbooks import write_template
from innovation.models import Batch, Reviewed, permission_for, reach, within

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
A_PAGE = 100


def sheet_of(model: type[Any]) -> Sheet | None:
    """The sheet that brings a kind of row."""
    return next((sheet for sheet in SHEETS.values() if sheet.model is model), None)


def may_import(user: Any, sheet: Sheet) -> bool:
    return any(reach(user, permission_for(action, sheet.model)) for action in ("add", "change"))


def may_import_any(user: Any) -> bool:
    return any(may_import(user, sheet) for sheet in SHEETS.values())


class FileForm(forms.Form):
    """The file to be checked."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("Excel (.xlsx, .xls), OpenDocument (.ods) or CSV, at most 20 MB and 100,000 rows."),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(_("The file is larger than 20 MB. Divide it, and send the parts one by one."))
        return file


class ConfirmForm(forms.Form):
    """What is to be written, and why what was doubtful is right."""

    reason = forms.CharField(label=_("Reason"), max_length=100, required=False)
    all_doubtful = forms.BooleanField(required=False)
    as_draft = forms.BooleanField(label=_("Keep as drafts; do not submit for review yet"), required=False)


class Imports:
    """The pages of one admin site that deal with spreadsheets."""

    def __init__(self, site: admin.AdminSite) -> None:
        self.site = site

    def urls(self) -> list[URLPattern]:
        pages: dict[str, tuple[str, Callable[..., Any]]] = {
            "imports": ("imports/", self.batches),
            "import": ("imports/new/<slug:name>/", self.choose),
            "import-template": ("imports/new/<slug:name>/template/", self.template),
            "import-rows": ("imports/new/<slug:name>/rows/", self.rows),
            "import-batch": ("imports/<int:key>/", self.batch),
            "import-check": ("imports/<int:key>/check/", self.check),
            "import-mend": ("imports/<int:key>/mend/", self.mend),
            "import-write": ("imports/<int:key>/write/", self.write),
            "import-undo": ("imports/<int:key>/undo/", self.undo),
            "import-marked": ("imports/<int:key>/marked/", self.marked),
        }
        return [path(place, self.site.admin_view(view), name=name) for name, (place, view) in pages.items()]

    def batches(self, request: HttpRequest) -> HttpResponse:
        """What the user sent in, the latest first."""
        if not may_import_any(request.user):
            raise PermissionDenied
        own = Batch.objects.filter(sent_by=request.user.pk).defer("findings", "mended")[:A_PAGE]
        listed = [{"batch": batch, "kind": SHEETS[batch.sheet].model._meta.verbose_name_plural} for batch in own]
        return self._page(request, "admin/imports.html", _("My imports"), listed=listed)

    def choose(self, request: HttpRequest, name: str) -> HttpResponse:
        """Choose a file; it is kept and checked next."""
        sheet = self._sheet(request, name)
        form = FileForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            batch = received(form.cleaned_data["file"], sheet, request.user)
            return redirect("admin:import-check", batch.pk)
        title = _("Import %(kind)s: choose a file") % {"kind": sheet.model._meta.verbose_name_plural}
        return self._page(request, "admin/import_file.html", title, form=form, **of_sheet(sheet))

    def template(self, request: HttpRequest, name: str) -> FileResponse:
        """The empty workbook to fill in."""
        sheet, file = self._sheet(request, name), BytesIO()
        write_template(sheet, file, entries=selectable_rows(request.user, sheet.model))
        return self._download(file, f"{sheet.model._meta.verbose_name_plural}.xlsx")

    def rows(self, request: HttpRequest, name: str) -> FileResponse:
        """The rows on file that the user may see, in the layout of the template."""
        sheet = SHEETS.get(name)
        if sheet is None:
            raise Http404
        if not reach(request.user, permission_for("view", sheet.model)):
            raise PermissionDenied
        rows = within(sheet.model._default_manager.all(), request.user, "view")
        file = TemporaryFile()  # noqa: SIM115 -- the answer closes it
        write_template(sheet, file, rows=rows, entries=selectable_rows(request.user, sheet.model))
        return self._download(file, f"{sheet.model._meta.verbose_name_plural}.xlsx")

    def batch(self, request: HttpRequest, key: int) -> HttpResponse:
        """What the check found, or what was written."""
        batch = self._batch(request, key)
        if batch.state == Batch.State.SENT:
            return redirect("admin:import-check", batch.pk)
        sheet = SHEETS[batch.sheet]
        title = _("Import: %(name)s") % {"name": batch.file_name}
        context = {
            "batch": batch,
            "form": ConfirmForm(),
            "reviewed": issubclass(sheet.model, Reviewed),
            "twin": twin_of(batch),
        }
        context |= of_sheet(sheet) | shown_findings(batch.findings, request.GET.get("outcome", ""))
        return self._page(request, "admin/import_batch.html", title, **context)

    def check(self, request: HttpRequest, key: int) -> Any:
        """Check the file, and show how far that is."""
        batch = self._batch(request, key)
        if batch.state in (Batch.State.WRITTEN, Batch.State.UNDONE):
            return redirect("admin:import-batch", batch.pk)
        return self._shown(request, batch, _("Checking"), checking(batch))

    def mend(self, request: HttpRequest, key: int) -> HttpResponse:
        """Put the suggested text into one cell, and check again."""
        batch = self._batch(request, key)
        if request.method == "POST" and batch.state == Batch.State.CHECKED:
            mend(batch, request.POST.get("row", ""), request.POST.get("column", ""))
            return redirect("admin:import-check", batch.pk)
        return redirect("admin:import-batch", batch.pk)

    def write(self, request: HttpRequest, key: int) -> Any:
        """Write what was confirmed, and show how far that is."""
        batch = self._batch(request, key)
        form = ConfirmForm(request.POST)
        is_ready = batch.state == Batch.State.CHECKED and not batch.findings.get("refused")
        if request.method != "POST" or not is_ready or not form.is_valid():
            return redirect("admin:import-batch", batch.pk)
        confirmed = None if form.cleaned_data["all_doubtful"] else numbers(request.POST.getlist("confirmed"))
        if (confirmed is None or confirmed) and not form.cleaned_data["reason"].strip():
            messages.error(request, gettext("Say why the doubtful rows are right as they are."))
            return redirect("admin:import-batch", batch.pk)
        steps = writing(
            batch,
            confirmed=confirmed,
            reason=form.cleaned_data["reason"].strip(),
            submit=not form.cleaned_data["as_draft"],
        )
        return self._shown(request, batch, _("Writing"), steps)

    def undo(self, request: HttpRequest, key: int) -> HttpResponse:
        """Take back what a batch wrote, if nothing of it was edited since."""
        batch = self._batch(request, key)
        if request.method == "POST" and batch.state == Batch.State.WRITTEN:
            try:
                undo(batch)
                messages.success(request, gettext("The import was undone; the history keeps what it was."))
            except Refused as refused:
                for problem in refused.problems[:10]:
                    messages.error(request, str(problem))
        return redirect("admin:import-batch", batch.pk)

    def marked(self, request: HttpRequest, key: int) -> Any:
        """The uploaded table with what is wrong beside each row."""
        batch = self._batch(request, key)
        if not batch.file:
            raise Http404
        file = TemporaryFile()  # noqa: SIM115 -- the answer closes it
        try:
            marked_copy(batch, file, entries=selectable_rows(request.user, SHEETS[batch.sheet].model))
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect("admin:import-batch", batch.pk)
        stem = batch.file_name.rpartition(".")[0] or batch.file_name
        return self._download(file, gettext("%(name)s, checked.xlsx") % {"name": stem})

    def _sheet(self, request: HttpRequest, name: str) -> Sheet:
        sheet = SHEETS.get(name)
        if sheet is None:
            raise Http404
        if not may_import(request.user, sheet):
            raise PermissionDenied
        return sheet

    def _batch(self, request: HttpRequest, key: int) -> Batch:
        """The user's own batch: what is in a file is nobody else's to see."""
        batch = Batch.objects.filter(pk=key, sent_by=request.user.pk).first() if key < 2**63 else None
        if batch is None or batch.sheet not in SHEETS:
            raise Http404
        if not may_import(request.user, SHEETS[batch.sheet]):
            raise PermissionDenied
        return batch

    def _page(self, request: HttpRequest, template: str, title: Any, **context: Any) -> HttpResponse:
        return render(request, template, {**self.site.each_context(request), "title": title, **context})

    def _download(self, file: Any, name: str) -> FileResponse:
        file.seek(0)
        return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)

    def _shown(self, request: HttpRequest, batch: Batch, doing: Any, steps: Iterator[str]) -> StreamingHttpResponse:
        title = f"{doing}: {batch.file_name}"
        return shown(self.site, request, title, steps, reverse("admin:import-batch", args=[batch.pk]))


def of_sheet(sheet: Sheet) -> dict[str, Any]:
    """A sheet, what its rows are called, and where they are listed."""
    meta = sheet.model._meta
    list_href = reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist")
    return {"sheet": sheet, "kind": meta.verbose_name_plural, "list_href": list_href}


def twin_of(batch: Batch) -> Batch | None:
    """Another batch of the very same file that was written."""
    written = Batch.objects.filter(sha256=batch.sha256, state=Batch.State.WRITTEN, sent_by=batch.sent_by)
    return written.defer("findings", "mended").exclude(pk=batch.pk).first()


def numbers(texts: list[str]) -> set[int]:
    """The row numbers that were ticked."""
    return {int(text) for text in texts if text.isascii() and text.isdecimal() and len(text) < 10}
