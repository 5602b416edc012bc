"""Erasing a person: the one row with their name, their account, and every sign-in."""

from django.contrib.sessions.models import Session
from django.db.models import CASCADE

from accounts import kept_words
from accounts.models import Person, User
from publishing.erasing import Subject


def erase_account(subject: Subject) -> None:
    """Blank the person and the account; end every sign-in, and drop words that waited for one."""
    Person.objects.filter(pk=subject.person_id).update(
        name="", contact="", language="", responsible_storytelling_on=None, training_recorded_by=None
    )
    _end_sessions(subject)
    if subject.user_id is None:
        return
    user = User.objects.get(pk=subject.user_id)
    # Whatever would go with the account's row: addresses, keys, profiles, comments, unsaved forms.
    for relation in User._meta.related_objects:
        if relation.on_delete is CASCADE:
            relation.related_model._base_manager.filter(**{relation.field.name: user}).delete()
    user.groups.clear()
    user.reporter_groups.clear()
    user.user_permissions.clear()
    user.email, user.first_name, user.last_name = f"erased-{user.pk}@erased.invalid", "", ""
    user.sign_in_name = None
    user.is_active = user.is_staff = user.is_superuser = False
    user.set_unusable_password()
    user.save()


def _end_sessions(subject: Subject) -> None:
    for session in Session.objects.iterator():
        held = session.get_decoded()
        signed_in = held.get("_auth_user_id") == str(subject.user_id)
        if signed_in or kept_words.is_about(held, works=subject.work_ids, pages=subject.pages):
            session.delete()
