"""The first steps of a site: its pages and its address."""

from urllib.parse import urlsplit

from django.conf import settings
from wagtail.models import Site

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
