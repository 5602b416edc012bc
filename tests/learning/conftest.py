"""Each test here has a site with its people."""

from tests.consent.test_words_taken_back import training  # noqa: F401
from tests.house_and_people import house, people  # noqa: F401
