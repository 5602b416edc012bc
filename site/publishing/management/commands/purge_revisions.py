"""Takes the place of Wagtail's command of that name, which can delete the very revision that is live."""

from datetime import timedelta

from django.core.management.base import BaseCommand
from django.db.models import Exists, OuterRef
from django.utils import timezone
from wagtail.models import Revision, TaskState

from publishing.candidates import last_release_at
from publishing.models import Release


class Command(BaseCommand):
    """Delete old drafts that nothing rests on."""

    help = "Deletes revisions that are not the latest, not scheduled, never sent in, and older than the last release."

    def add_arguments(self, parser) -> None:
        """`--days N` keeps the drafts of the last N days."""
        parser.add_argument("--days", type=int, default=None)
        parser.add_argument("--pages", action="store_true", help="Kept for those who know Wagtail's command.")
        parser.add_argument("--non-pages", action="store_true", help="Kept for those who know Wagtail's command.")

    def handle(self, *args, days: int | None = None, **options) -> None:
        """Delete, and say how many. Who wrote since the last release stays known, since four eyes rest on it."""
        revisions = Revision.objects.filter(approved_go_live_at=None).exclude(
            Exists(Release.objects.filter(revision=OuterRef("pk")))
            | Exists(TaskState.objects.filter(revision=OuterRef("pk")))
        )
        if days is not None:
            revisions = revisions.filter(created_at__lt=timezone.now() - timedelta(days=days))
        deleted = 0
        for revision in revisions.iterator():
            obj = revision.content_object
            since = last_release_at(obj) if obj is not None else None
            if obj is None or (since and revision.created_at < since and obj.latest_revision_id != revision.pk):
                revision.delete()
                deleted += 1
        self.stdout.write(f"{deleted} old drafts deleted.")
