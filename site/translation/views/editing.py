"""The translator's tool: wagtail-localize's editor, with our own ways to bring words in and to send them on."""

from typing import Any

import polib
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from requests.exceptions import RequestException
from wagtail.admin import messages
from wagtail.models import Page
from wagtail_localize.machine_translators import get_machine_translator
from wagtail_localize.models import Translation
from wagtail_localize.views.edit_translation import apply_machine_translation

from moderation.page_views import tell
from publishing.errors import PublishBlocked
from translation import services
from translation.files import NotThisFile, read_file, take_sentences
from translation.selectors import may_be_read_by_a_machine, may_translate, target_page


@require_POST
def send(request: HttpRequest, page_id: int) -> HttpResponse:
    """Send a translation for checking; where something is missing, say what and stay."""
    page: Any = get_object_or_404(Page, pk=page_id, depth__gt=1).specific
    try:
        services.send_for_checking(page=page, user=request.user)
    except PublishBlocked as blocked:
        tell(request, blocked)
        return redirect("wagtailadmin_pages:edit", page.pk)
    messages.success(request, _("It is sent. First the language is checked, then a moderator reads it."))
    return redirect("translation_mine")


@require_POST
def get_back(request: HttpRequest, page_id: int) -> HttpResponse:
    """Get back what was sent for checking, to change it."""
    page: Any = get_object_or_404(Page, pk=page_id, depth__gt=1).specific
    services.get_back(page=page, user=request.user)
    messages.success(request, _("You have it back. Send it for checking again when you are ready."))
    return redirect("wagtailadmin_pages:edit", page.pk)


@require_POST
def ask_machine(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Let the machine of this site translate what is left, in place of wagtail-localize's own view.

    Never what people told or wrote: their yes is to people who translate. Raises PermissionDenied.
    """
    translation = get_object_or_404(Translation, pk=translation_id)
    page = target_page(translation)
    if page is None or not may_translate(request.user, page) or not may_be_read_by_a_machine(page):
        raise PermissionDenied
    try:
        done = apply_machine_translation(translation.pk, request.user, get_machine_translator())
    except RequestException:
        messages.error(request, _("The machine does not answer just now. Nothing was changed. Please try again later."))
    else:
        sentence = _("Please read each of its sentences, mend it, and save it as yours.")
        messages.success(request, sentence if done else _("There is nothing left for the machine to do."))
    return redirect("wagtailadmin_pages:edit", page.pk)


@require_POST
def upload_file(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Bring in a PO file in place of wagtail-localize's own view: all of it, or nothing with the reason."""
    translation = get_object_or_404(Translation, pk=translation_id)
    page = target_page(translation)
    if page is None or not (request.user.is_superuser or may_translate(request.user, page)):
        raise PermissionDenied
    try:
        sentences: list[polib.POEntry] = read_file(request.FILES.get("file"), translation)
    except NotThisFile as refused:
        for sentence in refused.sentences:
            messages.error(request, sentence)
        messages.error(request, _("Nothing was changed. Your sentences here are as they were."))
    else:
        taken = take_sentences(sentences, translation, by=request.user)
        messages.success(
            request,
            ngettext(
                "%(count)s sentence was brought in from the file.",
                "%(count)s sentences were brought in from the file.",
                taken,
            )
            % {"count": taken},
        )
    return redirect("wagtailadmin_pages:edit", page.pk)
