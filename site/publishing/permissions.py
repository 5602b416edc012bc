"""May this person do that to this page? One class, one decision for each method."""

from wagtail.models import PagePermissionTester

from publishing import registry
from publishing.candidates import object_key
from publishing.models import Release


class GatedPagePermissionTester(PagePermissionTester):
    """Wagtail's tester, with publishing left to the gate and taking down to our own service."""

    def can_publish(self) -> bool:
        """Nobody: only the gate publishes."""
        return False

    def can_publish_subpage(self) -> bool:
        """Nobody: only the gate publishes."""
        return False

    def can_set_view_restrictions(self) -> bool:
        """Nobody: `live` means public, always."""
        return False

    def can_unpublish(self) -> bool:
        """Nobody by Wagtail's own road: our service takes down more than the one row."""
        return False

    def can_unschedule(self) -> bool:
        """Whoever may edit the page may take its date away."""
        return self.can_edit()

    def can_edit(self) -> bool:
        """Whom Wagtail allows, unless a room above knows better (a story belongs to its contributors)."""
        if self.page_is_root or not self.user.is_active:
            return False
        answers = [rule(self.user, self.page) for rule in registry.edit_rules]
        return False not in answers and (True in answers or super().can_edit())

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """Only what was never released, nor follows what was. The rest is taken back, and its address answers 410."""
        return super().can_delete(ignore_bulk) and not self._was_released()

    def can_move(self) -> bool:
        """Whoever may add pages around it, whose words it holds or not; being released makes no difference."""
        if self.page_is_root or not self.user.is_active:
            return False
        return self.user.is_superuser or "add" in self.permissions

    def can_copy(self) -> bool:
        """Whoever may edit: the copy is a draft, and a work of its own."""
        return self.can_edit()

    def can_reorder_children(self) -> bool:
        """Administrators, and trainers in their own section: those who may add pages here."""
        return self.user.is_active and (self.user.is_superuser or "add" in self.permissions)

    def can_move_to(self, destination) -> bool:
        """Within what the page's type allows, to where this person may add pages."""
        if self.page == destination or destination.is_descendant_of(self.page):
            return False
        if not self.page.specific.can_move_to(destination):
            return False
        if not self.can_move():
            return False
        return destination.permissions_for_user(self.user).can_add_subpage()

    def _was_released(self) -> bool:
        pages = self.page.get_descendants(inclusive=True).values_list("pk", "alias_of")
        ids = {str(pk) for pair in pages for pk in pair if pk is not None}
        return Release.objects.filter(content_type=object_key(self.page)["content_type"], object_id__in=ids).exists()


class GatedPage:
    """Mixed into every page type: asks the gate's tester, and lets Wagtail's autosave start a new revision."""

    permission_tester = GatedPagePermissionTester
    private_page_options: list[str] = []

    def permissions_for_user(self, user) -> GatedPagePermissionTester:
        """Return the one tester that decides what `user` may do here."""
        return self.permission_tester(user, self)

    def get_workflow(self):
        """Return the workflow that a room above knows for this page, else the one of the whole site."""
        for workflow in registry.workflows:
            found = workflow(self)
            if found is not None:
                return found
        return super().get_workflow()

    def save_revision(self, *args, overwrite_revision=None, **kwargs):
        """Save a revision; one that was sent in, approved or released is never overwritten in place."""
        from publishing.guards import is_frozen

        if overwrite_revision is not None and is_frozen(overwrite_revision):
            overwrite_revision = None
        return super().save_revision(*args, overwrite_revision=overwrite_revision, **kwargs)
