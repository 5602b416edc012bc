"""Whether anything at all is different from before: what is as it was needs no second look."""

import hashlib

from django.db import connection

from tests.stores import names_in, read

NOT_COUNTED = ("django_session",)
NOTES_OF_SIGNING_IN = {"accounts_user": "last_login"}


def everything() -> str:
    """Return letters that change with any row of any table and with any file; sessions and signing in left out."""
    digest = hashlib.sha256()
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            if table not in NOT_COUNTED:
                cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
                digest.update(repr((table, _rows(cursor, NOTES_OF_SIGNING_IN.get(table)))).encode())
    for place in ("private", "public"):
        for name in sorted(names_in(place)):
            digest.update(repr((place, name, hashlib.sha256(read(place, name)).digest())).encode())
    return digest.hexdigest()


def _rows(cursor, left_out: str | None) -> list[str]:
    """Return all rows in an order of their own: no table promises one."""
    kept = [place for place, column in enumerate(cursor.description) if column[0] != left_out]
    return sorted(repr([row[place] for place in kept]) for row in cursor.fetchall())
