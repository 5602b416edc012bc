"""Find public addresses by their fingerprint."""

import hashlib

from django.db import migrations, models


def fill(apps, schema_editor):
    PublicAddress = apps.get_model("publishing", "PublicAddress")
    for address in PublicAddress.objects.iterator():
        address.digest = hashlib.sha256(address.path.encode()).hexdigest()
        address.save(update_fields=["digest"])


class Migration(migrations.Migration):
    dependencies = [("publishing", "0002_pending_step")]

    operations = [
        migrations.AddField("publicaddress", "digest", models.CharField(max_length=64, null=True)),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AlterField("publicaddress", "digest", models.CharField(max_length=64, unique=True)),
        migrations.AlterField("publicaddress", "path", models.CharField(blank=True, max_length=700)),
    ]
