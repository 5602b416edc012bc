"""One open question that a group answers in one sitting, and the screen of whoever runs that sitting."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from accounts.audiences import audience_words
from authorship.services import choose_credit
from consent.forms import ConsentForm
from consent.services import record_consent
from core.answers import signed_in
from publishing.audiences import PUBLIC
from publishing.errors import PublishBlocked
from stories.models import SnapshotQuestion
from stories.studio import questions as service
from stories.studio.access import not_saved
from stories.studio.errors import NotNow
from stories.studio.final_words import plain_final_words
from stories.studio.parts import KINDS
from stories.studio.question_forms import AddPeopleForm, AskForm, AskTrainerForAllForm, MyPartForm
from stories.studio.questions import Told
from stories.studio.views.sending import say, sent_in_or_missing

ANSWERS_WITH = ("question", "audio", "photo", "drawing", "video")
"""What an answer begins with: words below the question, or a file after it."""


@signed_in("GET", "HEAD")
def questions(request: HttpRequest) -> HttpResponse:
    """List the questions that this person may answer, and those they asked."""
    context = {
        "to_answer": service.questions_for(request.user),
        "asked": service.questions_asked_by(request.user),
        "may_ask": service.may_ask(request.user),
    }
    return render(request, "stories/studio/questions.html", context)


@signed_in("GET", "HEAD", "POST")
def ask(request: HttpRequest) -> HttpResponse:
    """Ask a question."""
    if not service.may_ask(request.user):
        return render(request, "stories/studio/ask.html", {"form": None})
    form = AskForm(request.POST or None, user=request.user, initial={"language": "en", "audience": ""})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            asked = service.ask(
                user=request.user, question=data["question"], index=form.index, audience=data["audience"]
            )
        except NotNow as closed:
            return not_saved(request, str(closed), status=409, back=reverse("studio:questions"))
        return redirect("studio:question_everybody", asked.pk)
    return render(request, "stories/studio/ask.html", {"form": form})


def _question(request: HttpRequest, question_id: int) -> SnapshotQuestion:
    """Return a question that this person may see. Raises Http404."""
    found = service.question_seen_by(request.user, question_id)
    if found is None:
        raise Http404
    return found


def _my_question(request: HttpRequest, question_id: int) -> SnapshotQuestion:
    """Return a question that this person asked. Raises Http404."""
    found = service.questions_asked_by(request.user).filter(pk=question_id).first()
    if found is None:
        raise Http404
    return found


@signed_in("GET", "HEAD", "POST")
def question(request: HttpRequest, question_id: int) -> HttpResponse:
    """Show one question, large, and ways to answer it."""
    asked = _question(request, question_id)
    if request.method == "POST":
        kind = request.POST.get("with", "")
        if kind not in ANSWERS_WITH:
            raise Http404
        try:
            work = service.answer(question=asked, user=request.user)
        except NotNow as closed:
            return not_saved(request, str(closed), status=409, back=reverse("studio:questions"))
        if kind != "question":
            service.put_question_first(work=work, user=request.user, question=asked)
        return redirect("studio:part_add", work.pk, kind)
    context = {
        "question": asked,
        "is_mine": asked.asked_by_id == request.user.pk,
        "may_answer": service.questions_for(request.user).filter(pk=asked.pk).exists(),
        "answers": service.my_answers(request.user, asked),
        "kinds": [KINDS[kind] for kind in ANSWERS_WITH],
    }
    return render(request, "stories/studio/question.html", context)


@signed_in("GET", "HEAD", "POST")
def everybody(request: HttpRequest, question_id: int) -> HttpResponse:
    """Show to whoever asked who answers through them, and what is still to do; add people who tell now."""
    asked = _my_question(request, question_id)
    form = AddPeopleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            works = service.add_people(question=asked, by=request.user, names=data["names"], contact=data["contact"])
        except NotNow as closed:
            return not_saved(request, str(closed), status=409, back=request.path)
        if len(works) == 1:
            return redirect("studio:part_add", works[0].pk, "question")
        messages.success(request, _("They are on the list. Now write down what each of them says."))
        return redirect(request.path)
    told = service.told_through(asked, request.user)
    drafts = [one for one in told if one.is_draft]
    context = {
        "question": asked,
        "readers": audience_words(asked.audience) if asked.audience else "",
        "form": form,
        "told": told,
        "ready": sum(one.is_ready for one in told),
        "wait_for_me": sum(not one.my_part_is_done for one in drafts),
        "trainer_form": AskTrainerForAllForm(user=request.user, told=told),
        "may_ask": service.may_ask(request.user),
    }
    return render(request, "stories/studio/question_everybody.html", context)


@signed_in("GET", "HEAD", "POST")
def my_part(request: HttpRequest, question_id: int) -> HttpResponse:
    """Ask whoever runs the sitting once for all the answers: how they are named, and what we may do with their part."""
    asked = _my_question(request, question_id)
    mine = [one.me for one in service.told_through(asked, request.user) if not one.my_part_is_done]
    if not mine:
        return redirect("studio:question_everybody", asked.pk)
    form = MyPartForm(request.POST or None, contributor=mine[0], said_before={}, audience=PUBLIC)
    if request.method == "POST" and form.is_valid():
        credit = {name: form.cleaned_data[name] for name in ("credit", "credit_name")}
        try:
            for me in mine:
                language = get_language() or "en"
                record_consent(contributor=me, answers=form.answers, is_adult=form.is_adult, language=language)
                choose_credit(contributor=me, **credit)
        except PublishBlocked as blocked:
            say(request, blocked.sentences)
        else:
            messages.success(request, _("Thank you. That counts for your part in each of these."))
        return redirect("studio:question_everybody", asked.pk)
    context = {"question": asked, "form": form, "number": len(mine)}
    return render(request, "stories/studio/question_my_part.html", context)


@signed_in("POST")
def send_in_all(request: HttpRequest, question_id: int) -> HttpResponse:
    """Send in every answer for which all is there; say of the others what is missing."""
    asked = _my_question(request, question_id)
    sent = 0
    for one in service.told_through(asked, request.user):
        if not one.is_ready:
            continue
        missing = sent_in_or_missing(one.page.specific, request.user)
        sent += not missing
        name = one.teller.person.first_name
        say(request, [_("%(name)s: %(sentence)s") % {"name": name, "sentence": sentence} for sentence in missing])
    if sent:
        words = ngettext(
            "%(count)s story is on its way to be checked.", "%(count)s stories are on their way to be checked.", sent
        )
        messages.success(request, words % {"count": sent})
    return redirect("studio:question_everybody", asked.pk)


@signed_in("POST")
def ask_trainer(request: HttpRequest, question_id: int) -> HttpResponse:
    """Ask one trainer to write down what each of these people says on paper or aloud."""
    asked = _my_question(request, question_id)
    told = [one for one in service.told_through(asked, request.user) if not one.state.is_shown]
    form = AskTrainerForAllForm(request.POST, user=request.user, told=told)
    if form.is_valid():
        trainer = form.cleaned_data["trainer"]
        service.ask_trainer_for_all(told=told, trainer=trainer, by=request.user)
        messages.success(request, _("We have asked %(name)s by email.") % {"name": trainer.get_short_name()})
    else:
        messages.warning(request, _("Please choose a trainer. Nobody has been asked yet."))
    return redirect("studio:question_everybody", asked.pk)


@signed_in("POST")
def close(request: HttpRequest, question_id: int) -> HttpResponse:
    """Let nobody answer it any more, or open it again."""
    asked = _my_question(request, question_id)
    is_over = request.POST.get("over") == "yes"
    service.close(question=asked, by=request.user, is_over=is_over)
    said = _("It is closed. What was answered is kept.") if is_over else _("It is open again.")
    messages.success(request, said)
    return redirect("studio:question_everybody", asked.pk)


@signed_in("GET", "HEAD")
def paper(request: HttpRequest, question_id: int) -> HttpResponse:
    """Show a sheet of paper for each person: what they said, and what we ask them. To be printed and signed."""
    asked = _my_question(request, question_id)
    told = [one for one in service.told_through(asked, request.user) if one.is_draft and one.has_answer]
    context = {"question": asked, "sheets": [_sheet(request, one) for one in told]}
    return render(request, "stories/studio/question_paper.html", context)


def _sheet(request: HttpRequest, one: Told) -> dict[str, Any]:
    page = one.page.specific.get_latest_revision_as_object()
    return {
        "name": one.teller.person.first_name,
        "language": one.page.locale.language_code,
        "words": plain_final_words(page, request),
        "form": ConsentForm(said_before={}, audience=one.work.audience),
    }
