"""What a real site must keep to: `check --deploy`."""

from django.core.checks import Error, Tags, register

from core.facets import smallest_group

LEAST = 5
"""Fewer could point to somebody. The same number is used where small numbers of statistics are hidden."""


@register(Tags.security, deploy=True)
def small_groups_stay_hidden(app_configs, **kwargs) -> list[Error]:
    """No filter shows fewer than five stories on a real site."""
    if smallest_group() >= LEAST:
        return []
    return [Error(f"SMALLEST_GROUP_SHOWN is less than {LEAST}: filters could point to somebody.", id="core.E001")]
