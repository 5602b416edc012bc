"""Every address of the site."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from accounts import views as accounts
from core import views as core
from files import views as files
from home import open_numbers as numbers
from home import views as home
from home.api import api_router
from home.feeds import ReleasedSitemap, StoryFeed
from languages import views as languages
from moderation import public_views as moderation

handler404 = "core.views.page_not_found"
handler500 = "core.views.server_error"

SITEMAPS = {"pages": ReleasedSitemap, "numbers": numbers.OpenNumbersSitemap}

urlpatterns = [
    path("healthz", core.healthz, name="healthz"),
    path("readyz", core.readyz, name="readyz"),
    path("files/<path:signed>", files.private_file, name="private_file"),
    path("media/<path:name>", files.public_file, name="public_file"),
    path("documents/", include(wagtaildocs_urls)),
    # Wagtail's own sign-in would go around the second factor.
    path("admin/login/", accounts.to_our_sign_in),
    re_path(r"^admin/password_reset/", RedirectView.as_view(pattern_name="account_reset_password")),
    path("admin/account/change-password/", RedirectView.as_view(pattern_name="account_change_password")),
    path("admin/", include(wagtailadmin_urls)),
    path("sign-in/", include("accounts.sign_in_urls")),
    path("account/", include("accounts.urls")),
    path("language/", languages.choose, name="choose_language"),
    path("my/", include("stories.studio.urls")),
    path("ok/", include("stories.studio.voice_urls")),
    path("", include("learning.urls")),
    path("api/v2/", api_router.urls),
    path("feed/", StoryFeed(), name="feed"),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
    # Wagtail's other sign-in, for pages with a password, which we do not have.
    path("_util/login/", accounts.to_our_sign_in),
    re_path(r"^_util/", core.page_not_found),
    # English has no prefix of its own.
    re_path(r"^en/(?P<rest>.*)$", RedirectView.as_view(url="/%(rest)s", query_string=True)),
    *i18n_patterns(
        path("search/", home.search, name="search"),
        path("our-guide/", moderation.to_the_guide, name="guide"),
        path("open-numbers/", numbers.open_numbers, name="open_numbers"),
        path("open-numbers/<int:year>/", numbers.numbers_of_a_year, name="numbers_of_a_year"),
        path("report-a-concern/", home.report_a_concern, name="report_a_concern"),
        path("", include(wagtail_urls)),
        prefix_default_language=False,
    ),
]
