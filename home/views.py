"""Search, and telling us that something is wrong."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.models import Page

from core.throttle import throttled
from home.selectors import as_results
from moderation.forms import ConcernForm
from publishing.selectors import search_released

RESULTS_ON_A_PAGE = 10
SENT_KEY = "concern_reference"


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Find released pages by their words."""
    words = request.GET.get("q", "").strip()[:200]
    found: Any = []
    if words:
        pages: Any = search_released(Page.objects.filter(depth__gt=1))
        found = pages.search(words, operator="and")
    paginator = Paginator(found, RESULTS_ON_A_PAGE)
    results = paginator.get_page(request.GET.get("page"))
    results.object_list = as_results([page.pk for page in results.object_list])
    response = render(request, "home/search.html", {"query": words, "results": results})
    response["X-Robots-Tag"] = "noindex"
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report_a_concern(request: HttpRequest) -> HttpResponse:
    """Take what a reader is worried about, and give them a reference number."""
    if request.method == "POST":
        form = ConcernForm(request.POST)
        if throttled(request, "concern", most=10):
            form.add_error(None, "We have had several of these from here. Please try again in an hour.")
        elif form.is_valid():
            request.session[SENT_KEY] = form.save().reference
            return redirect("report_a_concern")
    else:
        form = ConcernForm(initial={"about": request.GET.get("page", "")[:500]})
    reference = request.session.pop(SENT_KEY, "") if request.method != "POST" else ""
    return render(request, "report_a_concern.html", {"form": form, "reference": reference})
