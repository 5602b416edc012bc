"""Say again of each file who brought its bytes, where somebody else changed only its words."""

from typing import Any

from django.db import migrations

KINDS = {"image": "Image", "media": "Media", "document": "Document"}


def give_back(apps: Any, schema_editor: Any) -> None:
    """Oldest first, so that a third version follows the second."""
    change = apps.get_model("files", "FileChange")
    for kind, name in KINDS.items():
        model = apps.get_model("files", name)
        for version in model.objects.exclude(previous=None).order_by("pk"):
            before = model.objects.get(pk=version.previous_id)
            changed_by = version.uploaded_by_user_id
            if version.file.name == before.file.name and changed_by not in (None, before.uploaded_by_user_id):
                change.objects.create(key=f"{kind}:{version.pk}", user_id=changed_by)
                model.objects.filter(pk=version.pk).update(uploaded_by_user_id=before.uploaded_by_user_id)


class Migration(migrations.Migration):
    dependencies = [("files", "0005_phone_versions")]

    operations = [migrations.RunPython(give_back, migrations.RunPython.noop)]
