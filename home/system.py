"""Pages of fixed text that every site starts with: home, stories and learning.

They are the only thing that goes public without a person's approval, because their words stand here in the
code and nothing else goes through: the gate compares each field. Whoever changes one of them later sends it in
like everybody else.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page

from publishing.candidates import Candidate
from publishing.comparing import FREE_FIELDS, LIVE_FIELDS
from publishing.models import Release
from publishing.services import go_live, make_release

# Checked by nobody who speaks them at home yet: all but the English need a native check.
WORDS: dict[str, dict[str, str]] = {
    "en": {
        "home": "Told Together",
        "promise": "Stories from Birmingham, told by the people who live them.",
        "stories": "Stories",
        "stories_introduction": "Each story belongs to the people who tell it. They chose every word and picture.",
        "learning": "Learning",
        "learning_introduction": "Workshops and sessions to learn Community Reporting together.",
    },
    "ur": {
        "home": "مل کر سنائی گئی",
        "promise": "برمنگھم کی کہانیاں، اُن لوگوں کی زبانی جو انہیں جیتے ہیں۔",
        "stories": "کہانیاں",
        "stories_introduction": "ہر کہانی اُن لوگوں کی ہے جو اسے سناتے ہیں۔",
        "learning": "سیکھنا",
        "learning_introduction": "ورکشاپس اور سیشن جن میں ہم مل کر کہانیاں جمع کرنا اور سنانا سیکھتے ہیں۔",
    },
    "pl": {
        "home": "Opowiedziane razem",
        "promise": "Historie z Birmingham opowiedziane przez ludzi, którzy je przeżywają.",
        "stories": "Historie",
        "stories_introduction": "Każda historia należy do osób, które ją opowiadają.",
        "learning": "Nauka",
        "learning_introduction": "Warsztaty i sesje, na których razem uczymy się zbierać i opowiadać historie.",
    },
    "pa": {
        "home": "ਮਿਲ ਕੇ ਸੁਣਾਈਆਂ",
        "promise": "ਬਰਮਿੰਘਮ ਦੀਆਂ ਕਹਾਣੀਆਂ, ਉਹਨਾਂ ਲੋਕਾਂ ਦੀ ਜ਼ੁਬਾਨੀ ਜੋ ਇਹਨਾਂ ਨੂੰ ਜਿਉਂਦੇ ਹਨ।",
        "stories": "ਕਹਾਣੀਆਂ",
        "stories_introduction": "ਹਰ ਕਹਾਣੀ ਉਹਨਾਂ ਦੀ ਹੈ ਜੋ ਇਸ ਨੂੰ ਸੁਣਾਉਂਦੇ ਹਨ।",
        "learning": "ਸਿੱਖਣਾ",
        "learning_introduction": "ਵਰਕਸ਼ਾਪਾਂ ਅਤੇ ਸੈਸ਼ਨ ਜਿੱਥੇ ਅਸੀਂ ਮਿਲ ਕੇ ਕਹਾਣੀਆਂ ਇਕੱਠੀਆਂ ਕਰਨਾ ਤੇ ਸੁਣਾਉਣਾ ਸਿੱਖਦੇ ਹਾਂ।",
    },
    "bn": {
        "home": "একসঙ্গে বলা",
        "promise": "বার্মিংহামের গল্প, যাঁরা তা যাপন করেন তাঁদের নিজের মুখে।",
        "stories": "গল্প",
        "stories_introduction": "প্রতিটি গল্প তাঁদেরই, যাঁরা সেটি বলেন। প্রতিটি শব্দ ও ছবি তাঁরাই বেছে নিয়েছেন।",
        "learning": "শেখা",
        "learning_introduction": "কর্মশালা ও সেশন, যেখানে আমরা একসঙ্গে গল্প জোগাড় করতে ও বলতে শিখি।",
    },
    "ar": {
        "home": "نرويها معًا",
        "promise": "قصص من برمنغهام يرويها الذين يعيشونها.",
        "stories": "قصص",
        "stories_introduction": "كل قصة ملك لمن يرويها. هم اختاروا كل كلمة وكل صورة.",
        "learning": "التعلّم",
        "learning_introduction": "ورش وجلسات نتعلّم فيها معًا كيف نجمع القصص ونرويها.",
    },
    "ro": {
        "home": "Povestite împreună",
        "promise": "Povești din Birmingham, spuse de oamenii care le trăiesc.",
        "stories": "Povești",
        "stories_introduction": "Fiecare poveste este a celor care o spun. Ei au ales fiecare cuvânt și imagine.",
        "learning": "Învățare",
        "learning_introduction": "Ateliere și întâlniri în care învățăm împreună să adunăm și să spunem povești.",
    },
    "so": {
        "home": "Wadajir baan u sheegnay",
        "promise": "Sheekooyin ka yimid Birmingham, oo ay sheegayaan dadka ku nool.",
        "stories": "Sheekooyin",
        "stories_introduction": "Sheeko kasta waxaa iska leh dadka sheega. Iyagaa doortay eray kasta iyo sawir kasta.",
        "learning": "Waxbarasho",
        "learning_introduction": "Kulanno aan wada baranayno sida sheekooyinka loo ururiyo loona sheego.",
    },
}


@dataclass(frozen=True)
class SystemPage:
    """A page of fixed text. `model` is its type's label; `under` the slug of its parent, or None for the root."""

    model: str
    language: str
    slug: str
    under: str | None
    fields: dict[str, Any] = field(default_factory=dict)


def system_pages() -> list[SystemPage]:
    """Return all of them, parents first."""
    pages = []
    for language, words in WORDS.items():
        home = "home" if language == "en" else f"home-{language}"
        pages.append(
            SystemPage("home.HomePage", language, home, None, {"title": words["home"], "promise": words["promise"]})
        )
        for slug, model in (
            ("stories", "stories.StoryIndexPage"),
            ("learning", "learning.LearningIndexPage"),
        ):
            text = {"title": words[slug], "introduction": words[f"{slug}_introduction"], "show_in_menus": True}
            pages.append(SystemPage(model, language, slug, home, text))
    return pages


def _differs(obj: Any, page: SystemPage) -> bool:
    """Say whether any field of `obj` holds something other than the fixed text, or than nothing."""
    blank = type(obj)(slug=page.slug, **page.fields).serializable_data()
    data = obj.serializable_data()
    ignored = FREE_FIELDS | LIVE_FIELDS
    return any(data[name] != blank[name] for name in data if name not in ignored)


def system_gate(candidate: Candidate) -> Iterator[str]:
    """What goes out as fixed text of the code is exactly that."""
    if not candidate.is_system:
        return
    obj = candidate.obj
    for page in system_pages():
        same_place = page.language == obj.locale.language_code and page.slug == obj.slug
        if same_place and isinstance(obj, apps.get_model(page.model)) and not _differs(obj, page):
            return
    yield _("This is not one of the pages of fixed text, so people have to check it.")


@transaction.atomic
def make_system_pages() -> list[Any]:
    """Make and publish the pages of fixed text that are not there yet; return those that were made."""
    made = []
    for page in system_pages():
        locale, _new = Locale.objects.get_or_create(language_code=page.language)
        model = apps.get_model(page.model)
        if model.objects.filter(locale=locale).exists():
            continue
        parent = _parent(page, locale)
        instance = model(slug=page.slug, locale=locale, live=False, **page.fields)
        source = model.objects.filter(locale__language_code="en").first()
        if source is not None:
            instance.translation_key = source.translation_key
        parent.add_child(instance=instance)
        release = make_release(candidate=Candidate(instance.save_revision()), kind=Release.Kind.SYSTEM)
        go_live(release)
        made.append(model.objects.get(pk=instance.pk))
    return made


def _parent(page: SystemPage, locale: Locale) -> Any:
    if page.under is None:
        return Page.get_first_root_node()
    return apps.get_model("home.HomePage").objects.get(slug=page.under, locale=locale)
