"""How Urdu writes a date here, in the order that people in the United Kingdom know. Django has none for Urdu."""

from languages.formats.en.formats import *  # noqa: F403
