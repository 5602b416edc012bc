"""The workflow of translations: checking the language, then the two steps of every other page."""

from django.db import migrations


def make(apps, schema_editor):
    ContentType = apps.get_model("contenttypes", "ContentType")
    Workflow = apps.get_model("wagtailcore", "Workflow")
    WorkflowTask = apps.get_model("wagtailcore", "WorkflowTask")
    LanguageCheck = apps.get_model("translation", "LanguageCheckTask")
    Check = apps.get_model("moderation", "BeingCheckedTask")
    YourOK = apps.get_model("moderation", "YourOKTask")

    kind = ContentType.objects.get_or_create(app_label="translation", model="languagechecktask")[0]
    language = LanguageCheck.objects.create(name="Checking the language", active=True, content_type=kind)
    workflow = Workflow.objects.create(name="be checked as a translation", active=True)
    for order, task in enumerate((language, Check.objects.get(), YourOK.objects.get())):
        WorkflowTask.objects.create(workflow=workflow, task=task.task_ptr, sort_order=order)


class Migration(migrations.Migration):
    dependencies = [("translation", "0001_initial"), ("moderation", "0002_workflow")]

    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
