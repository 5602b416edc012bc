"""What a real site must have and a demo need not: `check --deploy`."""

import os

from django.conf import settings
from django.core.checks import Error, Tags, register
from django.db import DatabaseError

DEMO_DOMAIN = "@example.org"


@register(Tags.security, deploy=True)
def no_demo_in_production(app_configs, **kwargs) -> list[Error]:
    """A demo account or DEMO_PASSWORD has no place on a real site; two moderators and a safeguarding lead have."""
    from accounts.models import User

    errors = []
    if os.environ.get("DEMO_PASSWORD"):
        errors.append(Error("DEMO_PASSWORD is set. Take it out of the environment.", id="accounts.E001"))
    if settings.IS_DEMO:
        errors.append(Error("These are the settings of the demo.", id="accounts.E002"))
    try:
        if User.objects.filter(email__endswith=DEMO_DOMAIN).exists():
            errors.append(Error("A demo account exists. Delete the demo people.", id="accounts.E003"))
        in_role = {
            name: User.objects.filter(is_active=True, groups__name=name).count()
            for name in ("Moderator", "Safeguarding lead")
        }
    except DatabaseError:
        return [
            *errors,
            Error("The database does not answer, so people could not be checked.", id="accounts.E006"),
        ]
    if in_role["Moderator"] < 2:
        errors.append(Error("There are fewer than two moderators. Run `manage.py set_up`.", id="accounts.E004"))
    if not in_role["Safeguarding lead"]:
        errors.append(Error("There is no safeguarding lead.", id="accounts.E005"))
    return errors
