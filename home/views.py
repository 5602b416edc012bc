"""Search, and telling us that something is wrong."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.models import Page
from wagtail.search.query import Fuzzy, SearchQuery

from core.facets import Facets, asked_for, smallest_group
from core.throttle import throttled
from home.selectors import are_enough, as_results, stories_touching, story_facets
from moderation.models import DataComplaint
from moderation.report_forms import TOO_MANY, Kind, ReportForm
from publishing.selectors import search_released

RESULTS_ON_A_PAGE = 10
MOST_RANKED = 200
"""Among more pages than that, how well each fits says little and takes long to work out: the newest come first."""
MOST_LIKE_WORDS = 8
"""Words like these are looked for; who writes more than that is looking for a sentence."""
NOTHING: Paginator = Paginator([], RESULTS_ON_A_PAGE)
SENT_KEY = "concern_sent"


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Find released pages by their words."""
    words, chosen = request.GET.get("q", "").strip()[:200], asked_for(request.GET)
    paginator = _found(words, chosen) if words else NOTHING
    # Nobody spells everything right, and a word has many endings in most languages.
    are_alike = bool(words) and not paginator.count
    if are_alike:
        paginator = _found(Fuzzy(" ".join(words.split()[:MOST_LIKE_WORDS])), chosen)
    results = paginator.get_page(request.GET.get("page"))
    results.object_list = as_results([page.pk for page in results.object_list])
    context = {
        "query": words,
        "results": results,
        "are_alike": are_alike,
        "chosen": chosen,
        "choices": story_facets(chosen),
        "smallest_group": smallest_group(),
    }
    response = render(request, "home/search.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response


def _found(words: str | SearchQuery, chosen: Facets) -> Paginator:
    """Return the released pages that hold all these words, or words like them, those first that fit best.

    Where somebody chose what they touch on, that is only stories, and none where they are too few to be shown.
    """
    pages: Any = search_released(Page.objects.filter(depth__gt=1))
    if chosen:
        pages = pages.filter(pk__in=stories_touching(chosen).values("pk"))
    found = Paginator(pages.search(words, operator="and"), RESULTS_ON_A_PAGE)
    # Counting them does not rank them.
    if found.count > MOST_RANKED:
        found.object_list = pages.order_by("-first_published_at").search(
            words, operator="and", order_by_relevance=False
        )
    return found if not chosen or are_enough(found.object_list) else NOTHING


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report_a_concern(request: HttpRequest) -> HttpResponse:
    """Take what a reader is worried about, and give them a reference number."""
    status = 200
    if request.method == "POST":
        form = ReportForm(request.POST)
        if throttled(request, "concern", most=10):
            form.add_error(None, TOO_MANY)
            status = 429
        elif form.is_valid():
            by = request.user if request.user.is_authenticated else None
            request.session[SENT_KEY] = [form.save(by=by).reference, form.kept_as]
            return redirect(request.path)
    else:
        asked = request.GET.get("kind", "")
        kind = asked if asked in Kind.values else Kind.PAGE
        form = ReportForm(initial={"about": request.GET.get("page", "")[:500], "kind": kind})
    sent = request.session.pop(SENT_KEY, None) if request.method != "POST" else None
    reference, kind = sent or ("", "")
    context = {"form": form, "reference": reference, "kind": kind, "answer_days": DataComplaint.DAYS}
    return render(request, "report_a_concern.html", context, status=status)
