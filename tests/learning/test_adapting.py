"""A module made from another one: its words with where they come from, what changed there, and what is taken back."""

import json
import re

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Locale, Revision

from authorship.lineage import adaptations_of, note_lineage, originals_of
from authorship.models import Adaptation, AdaptedPage
from authorship.selectors import contributors_of, work_of
from authorship.services import add_contributor, choose_credit
from consent.erasure import erase_person
from consent.services import agrees_to_everything, take_back
from learning.adapting import adapt
from learning.gates import must_be_shared_alike
from learning.lineage import note_copy
from learning.models import ModulePage, SessionPage
from learning.originals import changed_since, note_seen
from moderation.services import send_in
from publishing.audit import audit_public
from publishing.errors import PublishBlocked
from publishing.selectors import is_released
from publishing.services import take_down
from tests.builders import add_co_author, fresh, make_image, make_module, make_programme, make_session, publish
from tests.consent.test_words_taken_back import GAP, SAID, THEIRS, everything_public, part_of
from tests.matrix import signed_in
from tests.translating import translated

LD = re.compile(r'<script type="application/ld\+json"[^>]*>(.*?)</script>', re.DOTALL)


def change(page, user, **fields):
    """Save a newer draft of a page in which these fields are other than in the one before."""
    draft = fresh(page).get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(draft, name, value)
    draft.save_revision(user=user)


def ready(module, user):
    """Let a draft have all that it needs to go out."""
    change(module, user, no_lived_experience="Adapted by a trainer.")
    for contributor in contributors_of(module):
        choose_credit(contributor=contributor, credit="first_name")
        agrees_to_everything(contributor=contributor)


def adapted(module, people, *, user=None, public=True, title="Ours"):
    """Return a module that another trainer made from this one, with its sessions; public where that is wanted."""
    user = user or people.trainer2
    made = adapt(module=fresh(module), programme=fresh(module.get_parent().specific), title=title, user=user)
    if public:
        ready(made, user)
        publish(fresh(made), people, sender=user)
        for session in SessionPage.objects.child_of(made):
            publish(fresh(session), people, sender=user)
    return fresh(made)


def sessions(module):
    return list(SessionPage.objects.child_of(module).order_by("path"))


def seen(page):
    return Client().get(page.get_url()).content.decode()


# What a copy holds


def test_it_holds_the_public_words_and_no_other(people, training):
    module, session = training
    change(session, people.trainer, safety_notes="qznotyet")
    change(module, people.trainer, promise="qznotyet")
    made = adapted(module, people, public=False)
    (copied,) = sessions(made)
    assert (made.title, made.live, made.owner) == ("Ours", False, people.trainer2)
    assert made.promise == f"{THEIRS} promise"
    assert copied.safety_notes == f"{THEIRS} note"
    assert "qznotyet" not in str([one.content for one in Revision.objects.filter(object_id__in=[made.pk, copied.pk])])
    assert contributors_of(made).get().person.user == people.trainer2
    assert made.life_cycle == ModulePage.LifeCycle.DRAFT


def test_pictures_and_what_a_module_says_of_itself_stay_there(people):
    programme = publish(make_programme(people), people)
    picture = make_image(user=people.trainer)
    module = make_module(
        people,
        programme,
        image=picture,
        tried="qztried",
        version_notes="qznotes",
        opens_sending_in=True,
        based_on="Elsewhere",
    )
    session = make_session(people, module)
    draft = fresh(session).get_latest_revision_as_object()
    draft.running_order.append(("picture", {"image": picture, "caption": "qzcaption"}))
    draft.save_revision(user=people.trainer)
    module = publish(module, people)
    publish(fresh(session), people, sender=people.trainer)
    made = adapted(module, people)
    assert (made.image, made.tried, made.version_notes, made.opens_sending_in) == (None, "", "", False)
    assert [block.block_type for block in sessions(made)[0].running_order] == ["activity", "rest"]
    assert "qz" not in seen(made) + seen(sessions(made)[0])
    assert "Elsewhere" in seen(made), "whose work it builds on is said in each copy"


def test_readers_and_papers_say_where_it_comes_from_while_that_is_public(people, training):
    module, _session = training
    made = adapted(module, people)
    (copied,) = sessions(made)
    for page, rest in ((made, ""), (copied, ""), (copied, "handout/")):
        html = Client().get(page.get_url() + rest).content.decode()
        assert "It is made from" in html
        assert module.title in html
        assert "Trainer" in html
    based_on = json.loads(LD.search(seen(made))[1])["isBasedOn"]
    assert [(one["@type"], one["name"]) for one in based_on] == [("LearningResource", module.title)]
    take_down(fresh(module), by=people.moderator)
    for page, rest in ((made, ""), (copied, ""), (copied, "handout/")):
        html = Client().get(page.get_url() + rest).content.decode()
        assert "a module that is not public" in html
        assert module.title not in html


# Who may


@pytest.mark.parametrize("role", ["reporter", "moderator", "translator", "safeguarding"])
def test_nobody_but_trainers_adapts(people, training, role):
    module, _session = training
    user = getattr(people, role)
    fields = {"title": "Ours", "programme": module.get_parent().pk}
    assert signed_in(user).post(reverse("adapt", args=[module.pk]), fields).status_code in (302, 403)
    with pytest.raises(PermissionDenied):
        adapt(module=module, programme=module.get_parent().specific, title="Ours", user=user)
    assert not Adaptation.objects.exists()


def test_the_licence_decides(people):
    programme = publish(make_programme(people), people)
    kept = publish(make_module(people, programme, licence="all-rights"), people)
    client, fields = signed_in(people.trainer2), {"title": "Ours", "programme": programme.pk}
    assert "keep all rights" in client.get(reverse("adapt", args=[kept.pk])).content.decode()
    assert "keep all rights" in client.post(reverse("adapt", args=[kept.pk]), fields).content.decode()
    with pytest.raises(PublishBlocked, match="keep all rights"):
        adapt(module=kept, programme=programme, title="Ours", user=people.trainer2)
    assert not Adaptation.objects.exists()
    # Whoever makes it may.
    assert adapt(module=kept, programme=programme, title="Ours", user=people.trainer)


def test_what_was_shared_alike_stays_so(people):
    programme = publish(make_programme(people), people)
    module = publish(make_module(people, programme, licence="cc-by-sa-4.0"), people)
    made = adapted(module, people, public=False)
    ready(made, people.trainer2)
    change(made, people.trainer2, licence="cc-by-4.0")
    with pytest.raises(PublishBlocked, match="asks to be shared alike"):
        send_in(page=fresh(made), user=people.trainer2)
    change(made, people.trainer2, licence="cc-by-sa-4.0")
    assert publish(fresh(made), people, sender=people.trainer2).live


def test_each_session_has_a_licence_of_its_own(people):
    programme = publish(make_programme(people), people)
    module = publish(make_module(people, programme), people)
    for licence, title in (("all-rights", "Qzkept"), ("cc-by-sa-4.0", "Qzalike")):
        session = make_session(people, module, title=title, licence=licence)
        publish(session, people, sender=people.trainer)
    made = adapted(module, people, public=False)
    assert [(one.title, one.licence) for one in sessions(made)] == [("Qzalike", "cc-by-sa-4.0")]
    assert made.licence == "cc-by-sa-4.0"
    change(made, people.trainer2, licence="cc-by-4.0", no_lived_experience="x")
    again = made.copy(update_attrs={"slug": "again", "title": "Again", "owner": people.trainer2}, keep_live=False)
    note_lineage(work=again.work, original=made.work, licence="cc-by-4.0")
    assert must_be_shared_alike(again)


def test_gaps_are_no_words_of_a_copy(people, training):
    module, _session = training
    take_back(contributor=part_of(module, people.reporter), by=people.reporter)
    made = adapted(module, people, public=False)
    held = str([one.content for one in Revision.objects.filter(object_id__in=[made.pk, sessions(made)[0].pk])])
    assert GAP not in held


def test_drafts_are_nobodys_to_adapt(people, training):
    module = make_module(people, training[0].get_parent().specific)
    assert signed_in(people.trainer2).get(reverse("adapt", args=[module.pk])).status_code in (403, 404)
    with pytest.raises(PublishBlocked, match="Only what is public"):
        adapt(module=module, programme=module.get_parent().specific, title="Ours", user=people.trainer)


def test_a_trainer_adapts_by_a_form(people, training):
    module, _session = training
    client, address = signed_in(people.trainer2), reverse("adapt", args=[module.pk])
    assert "stay with the original" in client.get(address).content.decode()
    assert "Please write what your module is called." in client.post(address, {"title": ""}).content.decode()
    answer = client.post(address, {"title": "Ours", "programme": module.get_parent().pk})
    made = ModulePage.objects.get(title="Ours")
    assert answer["Location"] == reverse("wagtailadmin_pages:edit", args=[made.pk])
    assert client.get(answer["Location"]).status_code == 200


# What changed in the original since


def test_what_changed_there_is_shown_until_somebody_has_looked(people, training):
    module, session = training
    made = adapted(module, people, public=False)
    client, address = signed_in(people.trainer2), reverse("original", args=[made.pk])
    assert changed_since(made) == []
    assert "Nothing has changed" in client.get(address).content.decode()
    change(session, people.trainer, safety_notes="qznew words about safety")
    assert changed_since(made) == [], "it is not public yet"
    publish(fresh(session), people, sender=people.trainer)
    new = publish(make_session(people, fresh(module), title="Qz new session"), people, sender=people.trainer)
    (changed, added) = changed_since(made)
    assert (changed.texts, changed.gone) == (["qznew words about safety"], 0)
    assert added.texts == [new.title]
    html = client.get(address).content.decode()
    assert "qznew words about safety" in html
    assert "This session is new." in html
    edit = client.get(reverse("wagtailadmin_pages:edit", args=[made.pk])).content.decode()
    assert "has changed. Look at" in edit
    client.post(address)
    assert changed_since(made) == []
    for user in (people.trainer, people.reporter, people.moderator):
        assert signed_in(user).get(address).status_code in (302, 403)


def test_what_they_noted_holds_no_words(people, training):
    made = adapted(training[0], people, public=False)
    note_seen(made)
    assert THEIRS not in str(list(AdaptedPage.objects.values_list("seen", flat=True)))


# Taking back reaches it


def test_who_takes_their_words_back_is_in_no_copy_either(
    people,
    training,
    django_capture_on_commit_callbacks,
):
    module, _session = training
    made = adapted(module, people)
    again = adapted(made, people, user=people.trainer, title="Theirs again")
    pages = [page for one in (made, again) for page in (one, *sessions(one))]
    assert all(THEIRS in seen(page) for page in pages)
    with django_capture_on_commit_callbacks(execute=True):
        take_back(contributor=part_of(module, people.reporter), by=people.reporter)
    for one in (made, again):
        after = everything_public(fresh(one), fresh(sessions(one)[0]))
        assert [address for address, text in after.items() if SAID.search(text)] == []
        assert GAP in after[one.get_url()]
        # What others wrote, and what the copy is called, stays.
        assert one.title in after[one.get_url()]
    assert "Practise" in seen(sessions(made)[0])
    assert audit_public() == []


def test_also_what_was_changed_in_the_copy_goes_by_what_it_is(people, training):
    module, _session = training
    made = adapted(module, people, public=False)
    (copied,) = sessions(made)
    draft = fresh(copied).get_latest_revision_as_object()
    raw = list(draft.running_order.raw_data)
    raw[2]["value"] = raw[2]["value"] | {"title": f"{THEIRS} title, a little changed"}
    draft.running_order = raw
    draft.save_revision(user=people.trainer2)
    ready(made, people.trainer2)
    publish(fresh(made), people, sender=people.trainer2)
    publish(fresh(copied), people, sender=people.trainer2)
    take_back(contributor=part_of(module, people.reporter), by=people.reporter)
    assert THEIRS not in seen(copied)


def test_a_draft_of_a_copy_does_not_go_out_with_them(people, training):
    module, _session = training
    made = adapted(module, people, public=False)
    ready(made, people.trainer2)
    take_back(contributor=part_of(module, people.reporter), by=people.reporter)
    with pytest.raises(PublishBlocked, match="Somebody took words back from what this was made from"):
        send_in(page=fresh(made), user=people.trainer2)
    change(made, people.trainer2, promise="Our own words", introduction="")
    assert publish(fresh(made), people, sender=people.trainer2).live


def with_reporter(module, people):
    """Return a public copy in which the reporter of the original takes part, too."""
    made = adapted(module, people, public=False)
    add_contributor(work=made.work, person=people.reporter.person, role="co_author")
    ready(made, people.trainer2)
    publish(fresh(made), people, sender=people.trainer2)
    for session in sessions(made):
        publish(fresh(session), people, sender=people.trainer2)
    return fresh(made)


@pytest.mark.parametrize("where", [["there"], ["here"], ["there", "here"]])
def test_who_takes_part_in_both_takes_back_in_either(people, training, where):
    module, session = training
    made = with_reporter(module, people)
    (copied,) = sessions(made)
    for place in where:
        take_back(contributor=part_of(module if place == "there" else made, people.reporter), by=people.reporter)
    assert not SAID.search(seen(made) + seen(copied))
    assert bool(SAID.search(seen(session))) == (where == ["here"])
    assert audit_public() == []


def test_with_their_yes_their_words_may_come_back_here(people, training):
    module, _session = training
    made = with_reporter(module, people)
    take_back(contributor=part_of(module, people.reporter), by=people.reporter)
    assert THEIRS not in seen(made)
    change(made, people.trainer2, promise=f"{THEIRS} promise")
    assert THEIRS in seen(publish(fresh(made), people, sender=people.trainer2))


def test_who_copied_and_leaves_leaves_what_others_wrote(people, training):
    module, _session = training
    made = with_reporter(module, people)
    (copied,) = sessions(made)
    change(copied, people.trainer2, language_notes="qzadapters own")
    publish(fresh(copied), people, sender=people.trainer2)
    take_back(contributor=part_of(made, people.trainer2), by=people.trainer2)
    html = seen(copied)
    assert SAID.search(html)
    assert "To feel it." in html
    assert "qzadapters" not in html


def test_a_field_that_others_mended_since_goes_too(people, training):
    module, session = training
    change(session, people.trainer, safety_notes=f"{THEIRS} note, mended")
    publish(fresh(session), people, sender=people.trainer)
    made = adapted(module, people)
    (copied,) = sessions(made)
    assert "mended" in seen(copied)
    take_back(contributor=part_of(module, people.reporter), by=people.reporter)
    assert "mended" not in seen(copied)


@pytest.mark.parametrize("which", ["the original's translation is copied", "the copy is translated"])
def test_other_languages_are_reached_too(people, training, which):
    module, session = training
    polish = Locale.objects.get(language_code="pl")
    if which == "the copy is translated":
        source = adapted(module, people, public=False)
        pages = [source, *sessions(source)]
    else:
        source, pages = module, [module, session]
    translated = [fresh(page).copy_for_translation(polish, copy_parents=True) for page in pages]
    if which == "the copy is translated":
        assert originals_of(work_of(translated[0])) == [module.work]
    else:
        note_lineage(work=adapted(module, people, public=False, title="Other").work, original=work_of(translated[0]))
        assert len(adaptations_of(module.work)) == 1
    assert part_of(module, people.reporter)


def test_a_field_of_a_copy_goes_in_other_words_of_another_language(people, training):
    module, _session = training
    made = adapted(module, people)
    translated(fresh(made).get_parent().specific, people, "pl")
    polish = translated(made, people, "pl", words=lambda source: f"qzpolskie {source}" if THEIRS in source else source)
    assert "qzpolskie" in seen(polish)
    take_back(contributor=part_of(module, people.reporter), by=people.reporter)
    assert "qzpolskie" not in seen(fresh(polish))


def test_what_moves_into_another_module_is_still_reached(people, training):
    module, session = training
    other = publish(make_module(people, module.get_parent().specific, title="Qz other"), people)
    fresh(session).move(fresh(other), pos="last-child")
    assert THEIRS in seen(fresh(session))
    take_back(contributor=part_of(module, people.reporter), by=people.reporter)
    assert not SAID.search(seen(fresh(session)))


def test_pictures_that_were_copied_along_go_too(people, training):
    """By Wagtail's own form, with the picture of somebody who is no part of the copy."""
    module, session = training
    add_co_author(module, people.reporter2, role="shown")
    picture = make_image(user=people.trainer, alt="qzface")
    draft = fresh(session).get_latest_revision_as_object()
    draft.running_order.append(("picture", {"image": picture, "caption": ""}))
    draft.save_revision(user=people.trainer)
    publish(fresh(session), people, sender=people.trainer)
    made = fresh(module).copy(
        recursive=True, update_attrs={"slug": "ours", "title": "Ours", "live": False, "owner": people.trainer},
        copy_revisions=False, keep_live=False, user=people.trainer,
    )  # fmt: skip
    note_copy(module, made)
    ready(made, people.trainer)
    publish(fresh(made), people, sender=people.trainer)
    (copied,) = sessions(made)
    publish(fresh(copied), people, sender=people.trainer)
    assert "qzface" in seen(copied)
    take_back(contributor=part_of(module, people.reporter2), by=people.reporter2)
    assert "qzface" not in seen(copied)
    change(copied, people.trainer, language_notes="More.")
    with pytest.raises(PublishBlocked, match="pictures and recordings"):
        send_in(page=fresh(copied), user=people.trainer)


def test_a_session_that_is_withdrawn_takes_nothing_else_along(people, training):
    module, session = training
    other = publish(make_session(people, fresh(module)), people, sender=people.trainer)
    made = adapted(module, people)
    call_command("withdraw", session.get_url())
    assert not is_released(fresh(session))
    assert THEIRS in seen(fresh(module))
    assert "To feel it." in seen(fresh(other))
    assert THEIRS in seen(made)


@pytest.mark.parametrize("how", ["alone", "by command"])
def test_a_whole_module_that_is_taken_back_is_in_no_copy(people, how):
    programme = publish(make_programme(people), people)
    module = make_module(people, programme)
    session = make_session(people, module, safety_notes="qzmine alone")
    module = publish(module, people)
    publish(fresh(session), people, sender=people.trainer)
    made = adapted(module, people)
    (copied,) = sessions(made)
    assert "qzmine" in seen(copied)
    assert "To feel it." in seen(copied)
    if how == "alone":
        take_back(contributor=contributors_of(module).get(), by=people.trainer)
    else:
        call_command("withdraw", module.get_url())
    assert not is_released(fresh(module))
    assert "qzmine" not in seen(copied)
    assert "To feel it." not in seen(copied)
    assert audit_public() == []


def test_erasing_leaves_their_words_in_no_version_of_a_copy(
    people,
    training,
    django_capture_on_commit_callbacks,
):
    module, _session = training
    made = adapted(module, people)
    (copied,) = sessions(made)
    change(copied, people.trainer2, language_notes="More of ours.")
    other = adapted(module, people, title="Another")
    change(other, people.trainer2, promise="Ours", introduction="")
    publish(fresh(other), people, sender=people.trainer2)
    change(other, people.trainer2, access_notes="Sent in and not of them.")
    send_in(page=fresh(other), user=people.trainer2)
    with django_capture_on_commit_callbacks(execute=True):
        erase_person(person=people.reporter.person)
    assert [one.pk for one in Revision.objects.all() if THEIRS in str(one.content)] == []
    assert THEIRS not in seen(made) + seen(copied)
    assert fresh(copied).get_latest_revision_as_object().language_notes == "More of ours."
    assert fresh(other).workflow_in_progress, "nothing of theirs is in it"
    assert audit_public() == []


def test_erasing_whoever_made_it_alone_leaves_nothing_of_it_in_a_copy(people, django_capture_on_commit_callbacks):
    programme = publish(make_programme(people), people)
    module = publish(make_module(people, programme, introduction="<p>qzmine alone</p>"), people)
    made = adapted(module, people)
    with django_capture_on_commit_callbacks(execute=True):
        erase_person(person=people.trainer.person)
    assert [one.pk for one in Revision.objects.all() if "qzmine" in str(one.content)] == []
    assert "qzmine" not in seen(made)
    assert audit_public() == []


def test_a_copy_by_wagtails_own_form_is_known_too(people, training):
    module, _session = training
    fields = {
        "new_title": "Ours",
        "new_slug": "ours",
        "new_parent_page": module.get_parent().pk,
        "copy_subpages": "on",
    }
    signed_in(people.trainer).post(reverse("wagtailadmin_pages:copy", args=[module.pk]), fields)
    made = ModulePage.objects.get(title="Ours")
    assert originals_of(made.work) == [module.work]


def test_a_circle_of_copies_has_an_end(people, training):
    module, _session = training
    made = adapted(module, people, public=False)
    note_lineage(work=module.work, original=made.work)
    assert originals_of(made.work) == adaptations_of(made.work) == [module.work]
    take_back(contributor=part_of(module, people.reporter), by=people.reporter)
    assert THEIRS not in seen(module)


def test_whoever_pauses_the_original_is_led_to_what_was_made_from_it(people, training):
    module, _session = training
    made, draft = adapted(module, people), adapted(module, people, public=False, title="Qzdraft")
    html = signed_in(people.moderator).get(reverse("moderation_pause", args=[module.pk])).content.decode()
    assert made.get_url() in html
    assert draft.title not in html


def test_looking_costs_the_same_for_many_sessions(people, training):
    module, _session = training

    def cost(made):
        with CaptureQueriesContext(connection) as queries:
            changed_since(made)
        return len(queries)

    made = adapted(module, people, public=False)
    changed_since(made)
    few = cost(made)
    for _number in range(3):
        publish(make_session(people, fresh(module)), people, sender=people.trainer)
    more = adapted(module, people, public=False, title="More")
    assert (cost(more), len(sessions(more))) == (few, 4)
