"""Takes the place of Wagtail's command of that name, in which one refused page stops all the others."""

from django.apps import apps
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone
from wagtail.models import DraftStateMixin, Page, Revision

from publishing.decisions import log_decision
from publishing.errors import PublishBlocked
from publishing.guards import MAY_GO_LIVE
from publishing.models import Release
from publishing.services import go_live, take_down
from publishing.trying_again import write_notes


class Command(BaseCommand):
    """Publish what is released and due, through the gate; take down what has reached its end date."""

    help = "Publishes released pages whose hour has come, and takes down those past their end date."

    def add_arguments(self, parser) -> None:
        """`--dryrun` says what would happen and changes nothing."""
        parser.add_argument("--dryrun", action="store_true")

    def handle(self, *args, dryrun: bool = False, **options) -> None:
        """Do each one by itself: what is refused is reported and stays as it is."""
        now = timezone.now()
        for obj in self._past_their_end(now):
            self.stdout.write(f"End date reached: {obj._meta.model_name} {obj.pk}")
            if not dryrun:
                self._take_down(obj)
        for revision in Revision.objects.filter(approved_go_live_at__lte=now).order_by("approved_go_live_at"):
            release = Release.objects.filter(revision=revision, state__in=MAY_GO_LIVE).first()
            self.stdout.write(f"Due: {revision.content_type.model} {revision.object_id}")
            if dryrun:
                continue
            if release is None:
                self.stderr.write("  held back: it has no valid release")
                continue
            try:
                go_live(release)
            except PublishBlocked as blocked:
                self.stderr.write(f"  held back: {blocked}")
            except Exception as error:
                # One page that cannot go out must not keep the others in. Its words stay out of the log.
                self.stderr.write(f"  held back: {type(error).__name__}")
            write_notes()

    @transaction.atomic
    def _take_down(self, obj) -> None:
        take_down(obj)
        log_decision("ended", obj)

    def _past_their_end(self, now):
        models = [Page] + [
            model for model in apps.get_models() if issubclass(model, DraftStateMixin) and not issubclass(model, Page)
        ]
        for model in models:
            yield from model._base_manager.filter(live=True, expire_at__lt=now)
