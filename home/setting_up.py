"""The first steps of a site: its pages, its address, its first people."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import Group
from wagtail.models import Site

from accounts.models import Person, User
from home.models import HomePage
from home.system import make_system_pages


def make_site() -> Site:
    """Make the starting pages and the site that serves them, where they are not there yet; return the site."""
    make_system_pages()
    home = HomePage.objects.get(locale__language_code="en")
    address = urlsplit(settings.SITE_URL)
    port = address.port or (443 if address.scheme == "https" else 80)
    site, made = Site.objects.get_or_create(
        is_default_site=True,
        defaults={
            "hostname": address.hostname or "localhost",
            "port": port,
            "root_page": home,
            "site_name": settings.WAGTAIL_SITE_NAME,
        },
    )
    if not made and (site.hostname, site.port) != (address.hostname, port):
        site.hostname, site.port = address.hostname or "localhost", port
        site.save()
    return site


def make_person(*, email: str, name: str, roles: list[str], password: str | None = None) -> User:
    """Return the account of this address with these roles (group names), making it and its person where needed."""
    user = User.objects.filter(email=email.lower()).first()
    if user is None:
        first, _space, last = name.partition(" ")
        user = User.objects.create_user(email, password, first_name=first, last_name=last)
    user.groups.add(*Group.objects.filter(name__in=roles))
    Person.objects.get_or_create(user=user, defaults={"name": name, "contact": email})
    return user
