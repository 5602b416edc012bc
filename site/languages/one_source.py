"""A page in one language is translated from one other: which words it follows, and falls with, has to be certain.

wagtail-localize lets two translations lead to one page, and then cannot open it for either.
"""

from typing import Any

from django.utils.translation import gettext as _
from wagtail_localize.models import Translation

from publishing.errors import PublishBlocked


def refuse_a_second_source(sender: Any, instance: Translation, **kwargs: Any) -> None:
    """Before a translation is kept: raise PublishBlocked where the page is translated from another page already."""
    same_page = Translation.objects.filter(
        source__object_id=instance.source.object_id, target_locale_id=instance.target_locale_id, enabled=True
    )
    if instance.enabled and same_page.exclude(pk=instance.pk).exists():
        raise PublishBlocked(
            [_("This is being translated into that language already, from another one. Nothing was changed.")]
        )
