"""The log of decisions in the admin, and the same as a file."""

import csv
from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from authorship.models import Work
from moderation.log import as_lines, decisions_for, kinds_for, may_export_log, may_read_log
from publishing.decisions import subject_key
from publishing.models import Decision

LINES_ON_A_SCREEN = 50
COLUMNS = ("when", "kind", "about", "number", "by account", "rule", "detail")


class LogForm(forms.Form):
    """Which lines of the log to show."""

    kind = forms.ChoiceField(label=_("What was decided"), required=False)
    since = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label=_("To"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    work = forms.IntegerField(label=_("Number of the work"), required=False, min_value=1, max_value=2**31)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = sorted(((code, str(label)) for code, label in kinds_for(user).items()), key=lambda kind: kind[1])
        kind_field: Any = self.fields["kind"]
        kind_field.choices = [("", _("Everything")), *kinds]

    def narrow(self, lines: QuerySet[Decision]) -> QuerySet[Decision]:
        """Return those of `lines` that are asked for; none where the form was filled in wrongly."""
        if not self.is_valid():
            return lines.none()
        asked = self.cleaned_data
        if asked["kind"]:
            lines = lines.filter(kind=asked["kind"])
        if asked["since"]:
            lines = lines.filter(created_at__date__gte=asked["since"])
        if asked["until"]:
            lines = lines.filter(created_at__date__lte=asked["until"])
        if asked["work"]:
            lines = lines.filter(**subject_key(Work(pk=asked["work"])))
        return lines


@never_cache
@require_safe
def log_of_decisions(request: HttpRequest) -> HttpResponse:
    """List what was decided, newest first. Raises PermissionDenied for those who may read none of it."""
    if not may_read_log(request.user):
        raise PermissionDenied
    form = LogForm(request.GET, user=request.user)
    found = form.narrow(decisions_for(request.user))
    page = Paginator(found, LINES_ON_A_SCREEN).get_page(request.GET.get("p"))
    query = request.GET.copy()
    query.pop("p", None)
    context = {
        "form": form,
        "page": page,
        "lines": as_lines(page.object_list, request.user),
        "query": query.urlencode(),
        "is_filtered": any(query.values()),
        "may_export": may_export_log(request.user),
    }
    return render(request, "moderation/admin/log.html", context)


class _Echo:
    """Gives back each row that the CSV writer makes, so that it can be sent at once."""

    def write(self, row: str) -> str:
        """Return the row."""
        return row


@never_cache
@require_safe
def export_log(request: HttpRequest) -> StreamingHttpResponse:
    """Send the lines asked for as CSV: codes and numbers, no name. Raises PermissionDenied but for administrators.

    A file that has been taken away cannot be erased, so it names nobody.
    """
    if not may_export_log(request.user):
        raise PermissionDenied
    lines = LogForm(request.GET, user=request.user).narrow(decisions_for(request.user))
    writer: Any = csv.writer(_Echo())

    def rows() -> Iterator[Any]:
        yield writer.writerow(COLUMNS)
        for line in lines.iterator(chunk_size=1000):
            about = line.content_type.model if line.content_type else ""
            when = line.created_at.isoformat(timespec="seconds")
            yield writer.writerow((when, line.kind, about, line.object_id, line.by_id or "", line.rule, line.detail))

    response = StreamingHttpResponse(rows(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="decisions.csv"'
    return response
