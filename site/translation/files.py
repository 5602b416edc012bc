"""PO files: translations that somebody made elsewhere. One is brought in whole, or not at all."""

from typing import Any

import polib
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from translation.sentences import what_is_wrong

MOST_BYTES = 2 * 1024 * 1024
MOST_ERRORS_SHOWN = 5
WHOSE = "X-WagtailLocalize-TranslationID"


class NotThisFile(Exception):
    """A file is not brought in. `sentences` say why, and what to do next."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__(" ".join(sentences))
        self.sentences = sentences


def read_file(file: Any, translation: Translation) -> list[polib.POEntry]:
    """Return the translated entries of an uploaded PO file. Raises NotThisFile, and has changed nothing then."""
    if file is None:
        raise NotThisFile([_("No file was chosen. Please choose the PO file that you want to bring in.")])
    if file.size > MOST_BYTES:
        raise NotThisFile([_("This file is too big to be one of ours. Please download a fresh one and fill it in.")])
    po = _parsed(file.read())
    if po.metadata.get(WHOSE) != str(translation.uuid):
        raise NotThisFile(
            [
                _(
                    "This file was made for another page or language. Please download the one for this page and "
                    "fill it in."
                )
            ]
        )
    # What a program guessed nobody has written.
    entries = [entry for entry in po if entry.msgstr.strip() and not entry.obsolete and not entry.fuzzy]
    problems = _problems(entries, translation)
    if problems:
        raise NotThisFile(problems)
    return entries


def _parsed(content: bytes) -> polib.POFile:
    not_po = NotThisFile([_("This is no PO file, or it is damaged. Please download a fresh one and fill it in.")])
    try:
        text = content.decode("utf-8-sig")
        last = text.rstrip().rpartition("\n")[2].strip()
        if "\x00" in text or "msgid" not in text or not (last.endswith('"') or last.startswith("#")):
            raise not_po
        # With a line end, so that polib never takes a text for the name of a file here.
        po = polib.pofile(text + "\n", check_for_duplicates=True)
    except (OSError, ValueError, UnicodeDecodeError) as broken:
        raise not_po from broken
    return po


def _problems(entries: list[polib.POEntry], translation: Translation) -> list[str]:
    segments = StringSegment.objects.filter(source=translation.source_id).select_related("string", "context")
    known = {(segment.context.path, segment.string.data) for segment in segments}
    found = []
    for entry in entries:
        if (entry.msgctxt, entry.msgid) not in known:
            wrong = _("This sentence is not in the page any more.")
        else:
            wrong = what_is_wrong(entry.msgid, entry.msgstr)
        if wrong:
            found.append(_("Line %(line)s: %(wrong)s") % {"line": entry.linenum, "wrong": wrong})
    if len(found) > MOST_ERRORS_SHOWN:
        more = _("And %(count)s more like these.") % {"count": len(found) - MOST_ERRORS_SHOWN}
        return [*found[:MOST_ERRORS_SHOWN], more]
    return found


@transaction.atomic
def take_sentences(entries: list[polib.POEntry], translation: Translation, *, by: Any) -> int:
    """Keep these sentences as `by`'s, and return how many are new or changed."""
    segments = StringSegment.objects.filter(source=translation.source_id).select_related("string", "context")
    places = {(segment.context.path, segment.string.data): segment for segment in segments}
    changed = 0
    for entry in entries:
        segment = places[entry.msgctxt, entry.msgid]
        where = {
            "translation_of": segment.string,
            "context": segment.context,
            "locale_id": translation.target_locale_id,
        }
        before = StringTranslation.objects.filter(**where).first()
        if before is not None and before.data == entry.msgstr and not before.has_error:
            continue
        StringTranslation.objects.update_or_create(
            **where,
            defaults={
                "data": entry.msgstr,
                "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL,
                "tool_name": "PO File",
                "last_translated_by": by,
                "has_error": False,
                "field_error": "",
            },
        )
        changed += 1
    return changed
