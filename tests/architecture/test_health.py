"""The address that machines ask whether the site is well."""

import pytest


@pytest.mark.django_db
def test_healthz_answers(client) -> None:
    response = client.get("/healthz")
    assert response.status_code == 200


@pytest.mark.django_db
def test_healthz_is_not_kept_by_a_cache(client) -> None:
    assert "no-" in client.get("/healthz").headers.get("Cache-Control", ""), "a kept answer hides a dead site"
