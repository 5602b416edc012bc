"""Files plug into the gate: what is frozen, what is asked, what is copied out and what is removed."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FilesConfig(AppConfig):
    """Pictures, recordings and documents."""

    name = "files"
    verbose_name = "Files"

    def ready(self) -> None:
        """Register with the gate."""
        import wagtailmedia
        from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
        from wagtail.models import UploadedFile
        from wagtail.permissions import register_permission_policy

        from core.models import page_context
        from files import arriving, erasing, frozen, phone_versions, public, sizes, strays
        from files.models import Image, Media
        from files.pictures import shown_on
        from files.references import KINDS
        from files.visibility import file_policy
        from publishing import audit, registry
        from publishing.taking_down import TakeDownStep

        registry.manifest_parts.register(frozen.manifest_part)
        registry.content_gates.register(frozen.gate)
        registry.freezers.register(frozen.freeze)
        registry.writers.register(frozen.writers)
        registry.erasers.register(erasing.erase_files)
        registry.take_down_steps.register(
            TakeDownStep(erasing.STEP, lambda key: False, erasing.delete_bytes, _("Delete a private file for good"))
        )
        registry.go_live_steps.register(public.publish_files)
        registry.take_down_steps.register(
            TakeDownStep(public.STEP, public.has_copies, public.withdraw_files, _("Take public copies of files away"))
        )
        registry.public_places.register(public.places)
        page_context.register(shown_on)
        audit.audits.register(public.audit)
        registry.due_jobs.register(strays.remove_strays)
        post_save.connect(sizes.ask_for_sizes, sender=Image, dispatch_uid="files.ask_for_sizes")
        registry.due_jobs.register(phone_versions.ask_again)
        post_save.connect(phone_versions.ask, sender=Media, dispatch_uid="files.ask_for_phone_version")
        post_delete.connect(
            phone_versions.forget_with_recording, sender=Media, dispatch_uid="files.forget_phone_version"
        )
        sizes.save_avif_quickly()
        pre_save.connect(arriving.clean_what_waits, sender=UploadedFile, dispatch_uid="files.clean_what_waits")
        for model in KINDS.values():
            pre_delete.connect(frozen.guard_delete, sender=model, dispatch_uid=f"files.{model.__name__}_delete")
            pre_delete.connect(frozen.spare_shared_bytes, sender=model, dispatch_uid=f"files.{model.__name__}_shared")
            # Wagtail registers its own for the class and all below it, later than this; the exact class wins.
            register_permission_policy(model, file_policy(model), exact_class=True)
        # The views of recordings ask this function and not the registry.
        wagtailmedia.get_permission_policy = lambda: file_policy(KINDS["media"])
