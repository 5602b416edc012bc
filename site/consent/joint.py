"""Taking one person's words out of a joint work that the others keep, or out of a page that holds works of others.

Whose words are whose stands in the history: a part belongs to everybody who changed it. What the person who leaves
has written or changed goes, also where others changed it too; all older versions go.
"""

import uuid
from typing import Any

from django.utils.text import slugify
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageLogEntry, Revision

from authorship.models import Contributor, is_training
from authorship.selectors import work_of
from authorship.services import leave
from consent.copies import Given
from consent.emails import tell_place_left_empty
from consent.leavers import pieces_held_by
from consent.models import TakenWords
from consent.whose import ADDRESS, Content, changes_in, facts_of, pieces_held, streams_of
from consent.words import copied_pieces, with_gaps
from files.models import Image
from publishing.candidates import revisions_of
from publishing.erasing import Subject, blank_records
from publishing.our_sentences import UNTITLED, kind_of, said_in
from publishing.selectors import is_shown


def take_words_out(page: Any, contributor: Contributor, subject: Subject) -> None:
    """Leave of `page` a draft without what `contributor` wrote, or others typed for them, and nothing older.

    Saves by nobody in particular count as theirs. Of a story that others read nothing goes: where one stays without
    them, only a name and files were theirs to take, and these are gone.
    """
    revisions = list(revisions_of(page))
    if not revisions:
        return
    if is_training(page):
        _take_out_of_training(page, contributor, revisions)
        return
    if is_shown(page):
        return
    by_nobody = pieces_held(changes_in(page), users={None}, holders=())
    theirs = {key for key, _sha256 in pieces_held_by(page, [contributor]) | set(by_nobody)}
    draft = revisions[-1].as_object()
    draft.body = [part for part in draft.body.raw_data if part["id"] not in theirs]
    for name in facts_of(type(page)):
        if name in theirs:
            setattr(draft, name, said_in(draft.locale.language_code, UNTITLED) if name == "title" else "")
    if theirs & {"title", ADDRESS}:
        draft.slug = f"{slugify(draft.title)}-{uuid.uuid4().hex[:8]}"
    if draft.listing_image and draft.listing_image.uploaded_by_user_id == subject.user_id:
        draft.listing_image = None
    _become_the_only_version(draft, revisions)


def _take_out_of_training(page: Any, contributor: Contributor, revisions: list[Revision]) -> None:
    """Leave of training what is public, which has its gaps by now, and a draft with gaps where there is a newer one."""
    taken = set(TakenWords.objects.filter(contributor=contributor).values_list("piece", "sha256"))
    theirs = {key for key, _sha256 in taken}
    newest = revisions[-1]
    if newest.pk != page.live_revision_id:
        held = pieces_held_by(page, [contributor]) - copied_pieces(page)
        said = {sha256 for _key, sha256 in taken | held}
        _leave_a_draft(page, newest, with_gaps(newest.content, page, theirs, said))
    older = [revision.pk for revision in revisions if revision.pk != page.live_revision_id]
    Revision.objects.filter(pk__in=older).delete()


def take_out_of_versions(page: Any, given: Given) -> None:
    """Leave of a copy no version, public or not, with words of somebody who is erased. Where there are none, nothing.

    What is public has its gaps by now.
    """

    def left(content: Content) -> Content:
        return with_gaps(content, page, given.ids, given.said)

    revisions = list(revisions_of(page))
    drafts = [revision for revision in revisions if revision.pk != page.live_revision_id]
    holding = [revision for revision in drafts if left(revision.content) != revision.content]
    if not holding:
        return
    newest = revisions[-1]
    if newest in holding:
        _leave_a_draft(page, newest, left(newest.content))
    Revision.objects.filter(pk__in=[revision.pk for revision in holding]).delete()
    PageLogEntry.objects.filter(page_id=page.pk).update(label="", data={})


def _leave_a_draft(page: Any, newest: Revision, content: Content) -> None:
    """Leave a new draft with less than the `newest` version said, and end whatever checks that."""
    # Not saved as it is: a version that was sent in keeps its words until it is deleted.
    newest.content = content
    draft = newest.as_object()
    if not page.live:
        _write_row(draft)
    draft.save_revision(clean=False)
    # Its steps go with the version, and a run without a step could never be ended.
    page.workflow_states.active().delete()


def leave_an_empty_place(page: Any, subject: Subject) -> None:
    """Leave of a page a draft without a word and without anybody, since works of others lie below it.

    Its address stays, since what lies below is found under it.
    """
    revisions = list(revisions_of(page))
    for name in facts_of(type(page)):
        setattr(page, name, "")
    for field in streams_of(type(page)):
        setattr(page, field.name, [])
    for field in type(page)._meta.get_fields():
        if field.related_model is Image and field.concrete:
            setattr(page, field.name, None)
    page.title, page.owner, page.alias_of = kind_of(page), None, None
    _become_the_only_version(page, revisions)
    for contributor in Contributor.objects.filter(work__page=page, pk__in=subject.contributor_ids):
        leave(contributor=contributor)
    work = work_of(page)
    if work is not None and not work.contributors.exists():
        tell_place_left_empty(work)


def _become_the_only_version(draft: Any, older: list[Revision]) -> None:
    """Let the page of a draft in memory say what the draft says, and let nothing older be left of it."""
    _forget_history(draft)
    _write_row(draft)
    # By nobody in particular: whoever takes it up by name becomes its writer.
    draft.save_revision(clean=False)
    Revision.objects.filter(pk__in=[revision.pk for revision in older]).delete()
    Redirect.objects.filter(redirect_page=draft).delete()


def _forget_history(page: Any) -> None:
    """Remove what older versions left behind: remarks, labels in the log, frozen names, old addresses."""
    page.workflow_states.all().delete()
    PageLogEntry.objects.filter(page_id=page.pk).update(label="", data={})
    blank_records([str(page.pk)])


def _write_row(draft: Any) -> None:
    """Let the row of a page that is not public say what its only draft says, so that no older word stands in it."""
    draft.live, draft.live_revision = False, None
    draft.draft_title = draft.title
    draft.set_url_path(draft.get_parent())
    # First by itself: a changed address that Wagtail notices becomes a redirect from the old words.
    Page.objects.filter(pk=draft.pk).update(slug=draft.slug, url_path=draft.url_path)
    draft.save(clean=False)
