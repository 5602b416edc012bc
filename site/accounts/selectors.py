"""What is asked of people."""

from collections.abc import Collection

from django.db.models import Q

from accounts.models import Person


def languages_of(addresses: Collection[str]) -> dict[str, str]:
    """Return the language that the owner of each address chose, of those who chose one. One query."""
    known = Q(user__email__in=addresses) | Q(user=None, contact__in=addresses)
    chosen = Person.objects.filter(known).exclude(language="").values_list("user__email", "contact", "language")
    return {email or contact: language for email, contact, language in chosen}
