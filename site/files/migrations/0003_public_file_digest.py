"""Each public copy is known by the SHA-256 of its bytes; those made earlier get that of what lies there now."""

import hashlib
from typing import Any

from django.core.files.storage import storages
from django.db import migrations, models


def read_what_is_there(apps: Any, schema_editor: Any) -> None:
    """Note the fingerprint of each copy that is there."""
    for copy in apps.get_model("files", "PublicFile").objects.iterator():
        if storages["public"].exists(copy.name):
            with storages["public"].open(copy.name) as file:
                copy.sha256 = hashlib.sha256(file.read()).hexdigest()
            copy.save(update_fields=["sha256"])


class Migration(migrations.Migration):
    """Adds the fingerprint."""

    dependencies = [("files", "0002_initial")]

    operations = [
        migrations.AddField(
            model_name="publicfile",
            name="sha256",
            field=models.CharField(default="", max_length=64),
            preserve_default=False,
        ),
        migrations.RunPython(read_what_is_there, migrations.RunPython.noop),
    ]
