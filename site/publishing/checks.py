"""House rules that `manage.py check` holds every model to."""

from django.apps import apps
from django.conf import settings
from django.core.checks import Error, register
from wagtail.models import Page


@register()
def gate_is_in_charge(app_configs, **kwargs) -> list[Error]:
    """The settings without which Wagtail would publish around the gate."""
    wanted = {
        "WAGTAIL_FINISH_WORKFLOW_ACTION": "publishing.finish.release_and_go_live",
        "WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT": True,
        "WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE": False,
    }
    return [
        Error(f"{name} must be {value!r}, or the gate can be walked around.", id="publishing.E001")
        for name, value in wanted.items()
        if getattr(settings, name, None) != value
    ]


@register()
def page_types_are_gated(app_configs, **kwargs) -> list[Error]:
    """Every page type of ours asks the gate's permission tester and offers no privacy setting."""
    from publishing.permissions import GatedPagePermissionTester

    errors = []
    for model in apps.get_models():
        if issubclass(model, Page) and model is not Page:
            if getattr(model, "permission_tester", None) is not GatedPagePermissionTester:
                errors.append(Error(f"{model.__name__} must build on core.models.BasePage.", id="publishing.E002"))
            if getattr(model, "private_page_options", None):
                errors.append(Error(f"{model.__name__} offers page privacy.", id="publishing.E003"))
    return errors
