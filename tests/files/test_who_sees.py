"""Who meets which file in the admin: in lists, choosers and search, and on every screen of a single file."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from files.models import Document
from files.references import file_key, files_in_revision, files_of
from moderation.services import send_in
from tests.builders import add_co_author, change_draft, fresh, make_draft, make_image, make_recording, publish
from tests.files.test_cleaning import pdf_bytes
from tests.matrix import signed_in
from tests.profiles import a_few

# Each file, and who of those that work in the admin may see it.
SEEN_BY = {
    "drafty": {"trainer2"},
    "checked": {"moderator", "moderator2"},
    "public": {"trainer", "trainer2", "moderator", "moderator2", "admin"},
    "brought": {"trainer"},
    "newer": set(),
}
WORK_WITH_FILES = ("trainer", "trainer2", "moderator", "admin")
LISTS = {
    "picture": ("", "?q={q}", "results/?q={q}", "chooser/", "chooser/results/?q={q}", "chooser/results/"),
    "recording": ("", "?q={q}", "chooser/", "chooser/?q={q}", "chooser/audio/"),
    "document": ("", "?q={q}", "chooser/", "chooser/results/?q={q}"),
}
SINGLE = {
    "picture": ("{pk}/", "{pk}/delete/", "usage/{pk}/", "chooser/chosen/{pk}/", "{pk}/preview/width-100/"),
    "recording": ("edit/{pk}/", "delete/{pk}/", "usage/{pk}/", "chooser/{pk}/"),
    "document": ("edit/{pk}/", "delete/{pk}/", "usage/{pk}/", "chooser/chosen/{pk}/"),
}
# Sent in, so a public page shows it or may do so soon: nobody deletes it.
SENT_IN = ("checked", "public")
FOLDERS = {"picture": "/admin/images/", "recording": "/admin/media/", "document": "/admin/documents/"}


def make_document(user: Any) -> Document:
    document = Document(title="handout", uploaded_by_user=user)
    document.file = ContentFile(pdf_bytes(), name="handout.pdf")
    document.save()
    return document


def named(file: Any, title: str) -> Any:
    file.title = title
    file.save()
    return file


def body_of(files: dict[str, Any]) -> list[tuple[str, Any]]:
    return [
        ("photo", {"image": files["picture"], "caption": ""}),
        ("audio", {"media": files["recording"], "caption": ""}),
    ]


def a_file_of_each_kind(user: Any, title: str) -> dict[str, Any]:
    return {
        "picture": named(make_image(user=user), f"{title}file"),
        "recording": named(make_recording(user=user), f"{title}file"),
        "document": named(make_document(user), f"{title}file"),
    }


@pytest.fixture
def files(people: SimpleNamespace) -> dict[str, dict[str, Any]]:
    """Files in works in each state. Those of drafts stand in the newest version of a page, not in its row."""
    made = {title: a_file_of_each_kind(people.reporter, title) for title in ("drafty", "checked", "public", "newer")}
    made["brought"] = a_file_of_each_kind(people.trainer, "brought")
    draft = make_draft(people.reporter, words="plain")
    add_co_author(draft, people.trainer2)
    change_draft(draft, people.reporter, body=body_of(made["drafty"]))
    checked = make_draft(people.reporter, words="plain", body=body_of(made["checked"]))
    add_co_author(checked, people.reporter)
    send_in(page=fresh(checked), user=people.reporter)
    public = make_draft(people.reporter, words="plain", body=body_of(made["public"]))
    publish(public, people)
    change_draft(fresh(public), people.reporter, body=body_of(made["newer"]))
    return made


def sees(title: str, kind: str, key: str) -> bool:
    """Say what the table says; no page here uses a document, so only who brought one sees it."""
    return key in SEEN_BY[title] and (kind != "document" or title == "brought")


def opens(address: str, title: str, kind: str, key: str) -> bool:
    """Say whether a screen of one file opens; deleting only what was never sent in."""
    is_kept = "delete" in address and kind != "document" and title in SENT_IN
    return sees(title, kind, key) and not is_kept


def text_of(answer: Any) -> str:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return body.decode(errors="replace")


@a_few(1)
@pytest.mark.parametrize("key", WORK_WITH_FILES)
def test_lists_choosers_and_search_hold_what_this_person_may_see(people, files, key: str) -> None:
    client, wrong = signed_in(getattr(people, key)), []
    for kind, addresses in LISTS.items():
        for address in addresses:
            for title in SEEN_BY:
                answer = client.get(FOLDERS[kind] + address.format(q=f"{title}file"))
                assert answer.status_code == 200, (kind, address)
                # The words that were searched for are repeated, but no number of a file is.
                shown = f"/{files[title][kind].pk}/" in text_of(answer).replace("\\", "")
                if shown != sees(title, kind, key):
                    wrong.append((kind, address, title, "shown" if shown else "missing"))
    assert wrong == []


@pytest.mark.deep
@pytest.mark.parametrize("key", WORK_WITH_FILES)
def test_screens_of_one_file_open_for_those_who_may_see_it(people, files, key: str) -> None:
    client, wrong = signed_in(getattr(people, key)), []
    for kind, addresses in SINGLE.items():
        for address in addresses:
            for title in SEEN_BY:
                answer = client.get(FOLDERS[kind] + address.format(pk=files[title][kind].pk))
                # Deleting is for those who may change the file; who may not is sent home.
                opened = answer.status_code == 200
                if opened != opens(address, title, kind, key) or (not opened and f"{title}file" in text_of(answer)):
                    wrong.append((answer.status_code, kind, address, title))
    assert wrong == []


@pytest.mark.deep
def test_a_document_is_handed_out_to_those_who_may_see_it(people, files) -> None:
    for key in (*WORK_WITH_FILES, "reporter"):
        for title in SEEN_BY:
            document = files[title]["document"]
            opened = signed_in(getattr(people, key)).get(document.url).status_code == 200
            assert opened == sees(title, "document", key), (key, title)
    assert Client().get(files["brought"]["document"].url).status_code == 404


@a_few(2)
@pytest.mark.parametrize("key", ["safeguarding", "trainer", "admin"])
def test_the_admins_own_api_hands_out_no_file(people, files, key: str) -> None:
    for kind in ("images", "documents"):
        for rest in ("", "find/", f"{files['public']['picture'].pk}/"):
            assert signed_in(getattr(people, key)).get(f"/admin/api/main/{kind}/{rest}").status_code == 403


@pytest.mark.deep
@pytest.mark.parametrize("address", ["/admin/images/", "/admin/media/", "/admin/images/chooser/"])
def test_lists_ask_as_many_questions_with_many_drafts_as_with_one(
    people, files, address: str, django_assert_max_num_queries
) -> None:
    client = signed_in(people.trainer2)
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    few = len(asked)
    for _number in range(4):
        draft = make_draft(people.reporter, words="plain", body=body_of(a_file_of_each_kind(people.reporter, "more")))
        add_co_author(draft, people.trainer2)
    client.get(address)
    with django_assert_max_num_queries(few):
        client.get(address)


def test_the_stored_words_of_a_version_name_the_same_files_as_the_page_itself(people) -> None:
    one, two, three, cover = (make_image(user=people.reporter) for _number in range(4))
    photos = [{"image": one, "caption": ""}, {"image": two, "caption": ""}]
    body = [
        ("photo", {"image": three, "caption": ""}),
        ("photo_story", {"photos": photos}),
        ("audio", {"media": make_recording(user=people.reporter), "caption": ""}),
    ]
    page = make_draft(people.reporter, words="plain", body=body, listing_image=cover)
    expected = {file_key(file) for file in files_of(page.get_latest_revision_as_object())}
    assert len(expected) == 5
    assert files_in_revision(page.latest_revision) == expected
