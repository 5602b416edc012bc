"""The one workflow: being checked, then waiting for your OK. It holds for every page of the site."""

from django.db import migrations


def make(apps, schema_editor):
    ContentType = apps.get_model("contenttypes", "ContentType")
    Group = apps.get_model("auth", "Group")
    Page = apps.get_model("wagtailcore", "Page")
    Task = apps.get_model("wagtailcore", "Task")
    Workflow = apps.get_model("wagtailcore", "Workflow")
    WorkflowPage = apps.get_model("wagtailcore", "WorkflowPage")
    WorkflowTask = apps.get_model("wagtailcore", "WorkflowTask")
    Check = apps.get_model("moderation", "BeingCheckedTask")
    YourOK = apps.get_model("moderation", "YourOKTask")

    # Wagtail's own workflow lets one approval publish.
    stock = Workflow.objects.filter(name="Moderators approval")
    WorkflowPage.objects.filter(workflow__in=stock).delete()
    WorkflowTask.objects.filter(workflow__in=stock).delete()
    stock.delete()
    Task.objects.filter(name="Moderators approval").delete()

    def content_type(model):
        return ContentType.objects.get_or_create(app_label="moderation", model=model)[0]

    check = Check.objects.create(name="Being checked", active=True, content_type=content_type("beingcheckedtask"))
    check.groups.add(Group.objects.get_or_create(name="Moderator")[0])
    wait = YourOK.objects.create(name="Waiting for your OK", active=True, content_type=content_type("youroktask"))
    workflow = Workflow.objects.create(name="be checked", active=True)
    for order, task in enumerate((check, wait)):
        WorkflowTask.objects.create(workflow=workflow, task=task.task_ptr, sort_order=order)
    for root in Page.objects.filter(depth=1):
        WorkflowPage.objects.create(page=root, workflow=workflow)


class Migration(migrations.Migration):
    dependencies = [
        ("moderation", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
