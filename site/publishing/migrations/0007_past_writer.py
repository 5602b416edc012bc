"""Keep who saved a version that is deleted later."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("contenttypes", "0002_remove_content_type_name"), ("publishing", "0006_finished_step")]

    operations = [
        migrations.CreateModel(
            name="PastWriter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("object_id", models.CharField(max_length=255)),
                ("user_id", models.BigIntegerField()),
                ("created_at", models.DateTimeField()),
                (
                    "content_type",
                    models.ForeignKey(
                        on_delete=models.deletion.PROTECT, related_name="+", to="contenttypes.contenttype"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["content_type", "object_id"], name="publishing__content_49d620_idx")],
            },
        ),
    ]
