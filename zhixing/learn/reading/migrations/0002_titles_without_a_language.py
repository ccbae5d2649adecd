"""The title of a plan of self-study stood in the language of whoever saved it first."""

from django.db import migrations


def titles(apps, schema):
    things = apps.get_model("things", "Thing")
    for study in apps.get_model("reading", "SelfStudy").objects.select_related("group__unit"):
        title = f"{study.group.unit.name} {study.year}"
        things.objects.filter(pk=study.thing_id).update(title=title)


class Migration(migrations.Migration):
    dependencies = [("reading", "0001_initial"), ("things", "0005_units_that_may_know")]

    operations = [migrations.RunPython(titles, migrations.RunPython.noop, elidable=True)]
