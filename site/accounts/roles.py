"""The one table of roles. Groups, rights and the page in docs are made from it."""

from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import QuerySet

PERMISSION = tuple[str, str]
"""An app label and a codename, as in Django's permissions."""

IN_THE_ADMIN: PERMISSION = ("wagtailadmin", "access_admin")
FILES: tuple[PERMISSION, ...] = (
    *(("files", f"{verb}_{model}") for verb in ("add", "change") for model in ("image", "document", "media")),
    ("files", "choose_image"),
    ("files", "choose_document"),
)
GROUPS: tuple[PERMISSION, ...] = tuple(("accounts", f"{verb}_reportergroup") for verb in ("add", "change", "view"))


@dataclass(frozen=True)
class Role:
    """A role: what it does, what it may not, and the rights that its group holds.

    `page_rights` maps a page type to what may be done to such pages and all below them;
    `file_rights` are rights on the root collection.
    """

    key: str
    name: str
    does: str
    may_not: str
    rights: tuple[PERMISSION, ...] = ()
    page_rights: dict[str, tuple[str, ...]] = field(default_factory=dict)
    file_rights: tuple[PERMISSION, ...] = ()
    second_factor: bool = True
    admin_addresses: tuple[str, ...] | None = None
    """Names of the only admin addresses open to this role; None where Wagtail's own rules are enough."""


DOORSTEP = (
    "wagtailadmin_home",
    "wagtailadmin_account",
    "wagtailadmin_logout",
    "wagtailadmin_javascript_catalog",
    "wagtailadmin_sprite",
)

READING_TRANSLATIONS = (
    "wagtailadmin_pages:edit",
    "translation_mine",
    "translation_name",
    "translation_give_up",
    "translation_check",
    "translation_words",
)
"""What translators and language reviewers open: the editor's address leads on to where they read a translation."""
TRANSLATING = (
    "translation_send",
    "translation_get_back",
    "translation_take_back",
    "translation_upload",
    "translation_ask_machine",
    "wagtail_localize:edit_string_translation",
    "wagtail_localize:download_pofile",
    "wagtail_localize:preview_translation",
    "wagtail_localize:javascript_catalog",
)
"""The translator's tool, without its ways to publish, to stop, or to show other pictures than the source does."""

ROLES: tuple[Role, ...] = (
    Role(
        key="reporter",
        name="Reporter",
        does=(
            "Tells, types for others, co-authors, writes the parts of a module that a trainer gave them, "
            "gives “Your OK”, says who should read a story, hides or takes back. "
            "After the training, asks a group one open question, and writes down what others answer. "
            "Reads their own training record, shows their certificate or not, and has notes that no mentor reads. "
            "Works at /my/ only."
        ),
        may_not="Open any /admin/ address, or see other people's drafts.",
        second_factor=False,
        admin_addresses=(),
    ),
    Role(
        key="trainer",
        name="Trainer",
        does=(
            "Writes modules and sessions, also from a plan of their own in Word or Markdown or from a public module "
            "whose licence lets them, "
            "gives reporters parts of them to write, explains words in the glossary, "
            "sends in for people who tell in a workshop. "
            "Looks after workshops: who comes, who waits, what would help them; calls one off. "
            "Writes down who came and who has completed what, gives badges, pairs mentors and reporters, and reads "
            "what people say after a session without a name. "
            "Looks after reporter groups: who is in which. "
            "Prints sheets with codes for people who sign in without email. "
            "Writes down the yes of somebody without an account, where asked to, with a proof."
        ),
        may_not="Approve a work they wrote in, or of somebody who signs in with a sheet that they printed; write in "
        "their own training record.",
        rights=(
            IN_THE_ADMIN,
            ("accounts", "view_person"),
            ("accounts", "change_person"),
            ("accounts", "add_signinsheet"),
            *GROUPS,
            ("authorship", "view_work"),
            ("authorship", "change_work"),
        ),
        page_rights={"learning.learningindexpage": ("add_page", "change_page")},
        file_rights=FILES,
    ),
    Role(
        key="moderator",
        name="Moderator",
        does=(
            "Claims, checks, asks for changes by a rule of the guide, approves; pauses with a stated ground, lifts, "
            "and answers whoever does not agree with a pause of somebody else’s. "
            "Opens the proof of each yes on paper or aloud in what they approved. "
            "Reads in the log what was decided about works that they may see."
        ),
        may_not="Approve what they wrote in or were asked to leave to somebody else, give both approvals of a serious "
        "work, pause or lift what they take part in, or change what a story means.",
        rights=(IN_THE_ADMIN, ("moderation", "view_concern"), ("moderation", "change_concern")),
        file_rights=FILES,
    ),
    Role(
        key="translator",
        name="Translator",
        does=(
            "Translates the works that are given to them, into the languages that were named for them; sends them for "
            "checking. Says how they are named, hands back, takes their translation back."
        ),
        may_not="Check their own translation, or see drafts that are not assigned to them.",
        rights=(IN_THE_ADMIN,),
        admin_addresses=(*DOORSTEP, *TRANSLATING, *READING_TRANSLATIONS),
    ),
    Role(
        key="reviewer",
        name="Language reviewer",
        does=(
            "Checks the translations that are given to them, side by side with their source, in the languages that "
            "were named for them. Says how they are named, hands back."
        ),
        may_not="Check their own translation, or see drafts that are not assigned to them.",
        rights=(IN_THE_ADMIN,),
        admin_addresses=(*DOORSTEP, *READING_TRANSLATIONS),
    ),
    Role(
        key="safeguarding",
        name="Safeguarding lead",
        does=(
            "Reads safeguarding flags, which is written down, and acts on them; reads concerns and complaints about "
            "personal data; reads and writes remarks among those who check; may open proofs. "
            "Reads the log of decisions, and who opened drafts of others."
        ),
        may_not="Read a flag about a work they are or were part of, or act on it.",
        rights=(IN_THE_ADMIN, ("moderation", "view_concern"), ("moderation", "change_concern")),
    ),
    Role(
        key="admin",
        name="Administrator",
        does=(
            "Looks after people, groups, settings, the guide, and the home and information pages. "
            "Invites translators and names their languages, gives them what is public to translate, and to others to "
            "check; sees how far each language is. "
            "Keeps training records as trainers do. Erases whoever asks for it. "
            "Answers complaints about personal data; pauses pages that are nobody’s work. "
            "Reads the log of decisions and takes it away as a file."
        ),
        may_not="Publish without approval, or open other people's drafts.",
        rights=(
            IN_THE_ADMIN,
            *(("accounts", f"{verb}_{model}") for verb in ("add", "change", "view") for model in ("user", "person")),
            ("accounts", "add_signinsheet"),
            *GROUPS,
            *(("wagtailredirects", f"{verb}_redirect") for verb in ("add", "change", "delete")),
        ),
        page_rights={"home.homepage": ("add_page", "change_page")},
        file_rights=FILES,
    ),
)

# Addresses of the admin that list titles of drafts whoever asks, or change what only the system may change.
# Nobody's work needs them; they are closed to everybody but a superuser.
LEAKING_ADDRESSES = frozenset(
    {
        "wagtail_bulk_action",
        "wagtailadmin_error_test",
        *(
            f"wagtailadmin_api:{kind}:{view}"
            for kind in ("images", "documents")
            for view in ("listing", "detail", "find")
        ),
        "wagtailadmin_pages:type_use",
        "wagtailadmin_pages:type_use_results",
        "wagtailadmin_reports:aging_pages",
        "wagtailadmin_reports:aging_pages_results",
        "wagtailadmin_reports:locked_pages",
        "wagtailadmin_reports:locked_pages_results",
        "wagtailadmin_reports:page_types_usage",
        "wagtailadmin_reports:page_types_usage_results",
        "wagtailadmin_reports:site_history",
        "wagtailadmin_reports:site_history_results",
        "wagtailadmin_reports:workflow",
        "wagtailadmin_reports:workflow_results",
        "wagtailadmin_reports:workflow_tasks",
        "wagtailadmin_reports:workflow_tasks_results",
        "wagtail_localize:snippets_api_detail",
        "wagtail_localize:snippets_api_listing",
        "wagtail_localize:translations_report",
        "wagtail_localize:translations_report_results",
    }
)

BY_KEY = {role.key: role for role in ROLES}
BY_NAME = {role.name: role for role in ROLES}


def roles_of(user) -> list[Role]:
    """Return the roles of an account; one query for each account object."""
    if not user.is_authenticated:
        return []
    if not hasattr(user, "_roles"):
        names = set(user.groups.values_list("name", flat=True))
        user._roles = [role for role in ROLES if role.name in names]
    return user._roles


def has_role(user, *keys: str) -> bool:
    """Say whether an account has any of these roles."""
    return any(role.key in keys for role in roles_of(user))


def looks_after_files(user) -> bool:
    """Say whether somebody brings files for the site as a whole, and not only their own for their own works."""
    return user.is_superuser or any(role.file_rights for role in roles_of(user))


def accounts_with_any_role() -> QuerySet[Any]:
    """Return the active accounts of those who take part here, each with its person, by name."""
    found = get_user_model().objects.filter(groups__name__in=BY_NAME, is_active=True)
    return found.select_related("person").order_by("person__name", "pk").distinct()


def accounts_with_role(key: str) -> QuerySet[Any]:
    """Return the active accounts that have this role."""
    return get_user_model().objects.filter(groups__name=BY_KEY[key].name, is_active=True)
