"""Who may see a file in the admin: one rule for lists, choosers, search and every screen of a single file."""

from typing import Any

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from wagtail.models import Page
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy

from files.models import PublicFile
from files.references import KINDS, files_in_revision
from publishing.models import Release
from publishing.registry import Registry

drafts_seen = Registry("drafts(user) -> the pages whose newest words, public or not, this person may read")


def _files_of_drafts(user: Any) -> set[str]:
    """Return the keys of the files in all drafts that `user` may read; worked out once for each account object."""
    if not hasattr(user, "_files_of_drafts"):
        pages = Page.objects.none()
        for drafts in drafts_seen:
            pages |= Page.objects.filter(pk__in=drafts(user).values("pk"))
        revisions = [page.latest_revision for page in pages.select_related("latest_revision") if page.latest_revision]
        user._files_of_drafts = set().union(*(files_in_revision(revision) for revision in revisions))
    return user._files_of_drafts


def visible_files(files: QuerySet, user: Any) -> QuerySet:
    """Keep of `files` what `user` brought, what a draft uses that they may read, and what is public."""
    kind = next(kind for kind, model in KINDS.items() if issubclass(files.model, model))
    used = [int(key.partition(":")[2]) for key in _files_of_drafts(user) if key.startswith(f"{kind}:")]
    key = Concat(Value(f"{kind}:"), Cast(OuterRef("pk"), CharField()), output_field=CharField())
    public = Exists(PublicFile.objects.filter(key=key, release__state=Release.State.VALID))
    return files.filter(Q(uploaded_by_user_id=user.pk) | Q(pk__in=used) | public)


class FilePolicy(CollectionOwnershipPermissionPolicy):
    """Wagtail's rights on files, for the files that a person may see."""

    def _visible(self, user: Any) -> QuerySet:
        # What was erased leaves an empty row: there is nothing to look at or to change.
        files = self.model._default_manager.exclude(sha256="")
        return files if user.is_superuser else visible_files(files, user)

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> QuerySet:
        """Return the files with a right among `actions`, without those of other people's drafts."""
        files = super().instances_user_has_any_permission_for(user, actions)
        # By number, since the search can filter by little else.
        return files.filter(pk__in=self._visible(user).values("pk")) if user.is_authenticated else files

    def user_has_any_permission_for_instance(self, user: Any, actions: Any, instance: Any) -> bool:
        """Say whether `user` has a right among `actions` on this file, and may see it.

        Nobody deletes what was sent in: a page that is or was public shows it, or comes back with it.
        """
        if instance.frozen_at is not None:
            actions = [action for action in actions if action != "delete"]
        if not actions:
            return False
        allowed = super().user_has_any_permission_for_instance(user, actions, instance)
        return allowed and self._visible(user).filter(pk=instance.pk).exists()


def file_policy(model: Any) -> FilePolicy:
    """Return the policy for one kind of file."""
    return FilePolicy(model, owner_field_name="uploaded_by_user")
