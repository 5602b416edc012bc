"""In which languages people write and read here, and in which our own sentences are. docs/languages.md adds one."""

from django.utils.translation import gettext_lazy as _

# The main language, in which the site's own sentences are written. A work's source is the language it was told in.
LANGUAGE_CODE = "en"
# Pages may be in any of these.
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [
    ("en", _("English")),
    ("ur", _("Urdu")),
    ("pa", _("Punjabi")),
    ("bn", _("Bengali")),
    ("ar", _("Arabic")),
    ("pl", _("Polish")),
    ("ro", _("Romanian")),
    ("so", _("Somali")),
]
# Buttons, questions and emails are in these; around a page in any other language they are in the main one.
INTERFACE_LANGUAGES = ["en", "ur", "pl"]
# Of those, the ones that nobody who speaks them at home has checked: a line at the end of each page says so.
INTERFACE_LANGUAGES_TO_CHECK = ["ur", "pl"]
# What begins so is for one person, who chose a language. Every other address says by itself which language it is in.
PERSONAL_ADDRESSES = (
    "/my/",
    "/account/",
    "/sign-in/",
    "/ok/",
    "/workshop-places/",
    "/certificates/",
    "/language/",
)
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_AGE = 60 * 60 * 24 * 365
# The admin stays in English: its words are Wagtail's and ours side by side, and half of them are not translated.
WAGTAILADMIN_PERMITTED_LANGUAGES = [("en", "English")]
USE_I18N = True
FORMAT_MODULE_PATH = ["languages.formats"]
WAGTAIL_I18N_ENABLED = True
