"""Screens in the admin about who takes part in a work: for those who take part themselves."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages

from accounts.roles import has_role
from authorship.evidence import open_evidence
from authorship.forms import AddContributorForm
from authorship.models import Evidence, Work
from authorship.selectors import works_for, works_left_empty
from authorship.services import add_contributor

RIGHT = "authorship.change_work"


def _works(user: Any) -> Any:
    """Return the works that somebody may add people to: their own, and for administrators what nobody has any more."""
    if has_role(user, "admin") and works_left_empty().exists():
        mine = works_for(user).values("pk") if user.has_perm(RIGHT) else []
        either = Q(pk__in=mine) | Q(pk__in=works_left_empty().values("pk"))
        return Work.objects.filter(either).select_related("page__latest_revision", "page__locale")
    if not user.has_perm(RIGHT):
        raise PermissionDenied
    return works_for(user)


@require_safe
def my_works(request: HttpRequest) -> HttpResponse:
    """List the works that this person takes part in, each with its people."""
    works = _works(request.user).prefetch_related("contributors__person")
    context = {"works": works, "is_admin": has_role(request.user, "admin")}
    return render(request, "wagtailadmin/works/my_works.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def contributors(request: HttpRequest, work_id: int) -> HttpResponse:
    """Show who takes part in one work, and add somebody."""
    work: Work = get_object_or_404(_works(request.user), pk=work_id)
    form = AddContributorForm(request.POST or None, work=work)
    if request.method == "POST" and form.is_valid():
        added = add_contributor(work=work, **form.cleaned_data)
        messages.success(
            request,
            _("%(name)s takes part now. Next, they choose how to be named.") % {"name": added.person.first_name},
        )
        return redirect("authorship_contributors", work.pk)
    context = {"work": work, "form": form, "contributors": work.contributors.select_related("person__user")}
    return render(request, "wagtailadmin/works/contributors.html", context)


@require_http_methods(["POST"])
def open_proof(request: HttpRequest, evidence_id: int) -> HttpResponse:
    """Lead to a proof that this person may open, and note that they did. Nobody else learns that there is one."""
    evidence = Evidence.objects.filter(pk=evidence_id).first()
    if evidence is None:
        raise PermissionDenied
    response = HttpResponseRedirect(open_evidence(evidence=evidence, user=request.user))
    add_never_cache_headers(response)
    response["Referrer-Policy"] = "no-referrer"
    return response
