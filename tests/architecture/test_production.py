"""Production starts only when it has been told all it needs, and then without a warning."""

import re

import pytest

from tests.architecture.house import copy_database, run

TOLD = {
    "SECRET_KEY": "k9-" + "Vq7#mZ2!xR5w" * 5,
    "ALLOWED_HOSTS": "stories.example.org",
    "DATABASE_URL": "sqlite:////nowhere/told-together.sqlite3",
    "SITE_URL": "https://stories.example.org",
    "EMAIL_URL": "",
    "CACHE_URL": "",
    "DEMO_PASSWORD": "",
    "SECURE_SSL_REDIRECT": "true",
}
SETTINGS = "config.settings.production"


@pytest.mark.parametrize("name", ["SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "SITE_URL"])
def test_production_says_what_is_missing(name: str) -> None:
    done = run("-c", f"import {SETTINGS}", settings=SETTINGS, **{**TOLD, name: ""})
    assert done.returncode != 0
    assert name in done.stderr
    assert "please set" in done.stderr
    assert "Traceback" not in done.stderr


def test_production_never_shows_its_insides() -> None:
    code = f"from {SETTINGS} import *; print(DEBUG, IS_DEMO, REQUIRE_SECOND_FACTOR)"
    assert run("-c", code, settings=SETTINGS, **TOLD).stdout.split() == ["False", "False", "True"]


@pytest.mark.deep
@pytest.mark.django_db
def test_check_deploy_asks_for_people_and_for_nothing_else(tmp_path) -> None:
    """On a fresh database nobody can moderate yet; all that a setting can do is done."""
    database = copy_database(tmp_path / "fresh.sqlite3")
    told = {**TOLD, "DATABASE_URL": f"sqlite:///{database}", "VAR_DIR": str(tmp_path)}
    done = run("manage.py", "check", "--deploy", "--fail-level", "WARNING", settings=SETTINGS, **told)
    found = set(re.findall(r"\(([a-z_]+\.[A-Z]\d+)\)", done.stderr))
    assert found, done.stderr
    assert {name for name in found if not name.startswith("accounts.")} == set(), done.stderr
