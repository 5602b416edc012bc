"""Dates are written as people in the United Kingdom write them, in every list of ours."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django import forms
from django.template import Context, Template
from django.utils import translation

from accounts.models import User
from tests.accounts.people import person, signed_in

DAY = date(2026, 11, 25)
MOMENT = datetime(2026, 11, 25, 15, 5, tzinfo=UTC)


@pytest.mark.django_db
def test_the_list_of_people_has_no_american_dates(site: Any) -> None:
    admin = person("admin", "admin")
    admin.person.responsible_storytelling_on = DAY
    admin.person.save()
    User.objects.update(date_joined=MOMENT, last_login=MOMENT)
    client = signed_in(admin)
    for address in ("/admin/snippets/accounts/person/", "/admin/users/"):
        shown = client.get(address).content.decode()
        assert "Nov. 25" not in shown, address
        assert "p.m." not in shown, address
    assert "25 November 2026" in client.get("/admin/snippets/accounts/person/").content.decode()


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("{{ day }}", "25 November 2026"),
        ("{{ moment }}", "25 November 2026, 15:05"),
        ('{{ day|date:"SHORT_DATE_FORMAT" }}', "25 Nov 2026"),
        ('{{ moment|date:"TIME_FORMAT" }}', "15:05"),
    ],
)
def test_whatever_writes_a_date_writes_it_so(value: str, written: str) -> None:
    with translation.override("en"):
        assert Template(value).render(Context({"day": DAY, "moment": MOMENT})) == written


@pytest.mark.parametrize("typed", ["2026-11-05", "05/11/2026", "5/11/26", "5 November 2026", "5 Nov 2026"])
def test_a_typed_date_has_its_day_first(typed: str) -> None:
    with translation.override("en"):
        assert forms.DateField().clean(typed) == date(2026, 11, 5)
