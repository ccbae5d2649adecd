from django.db import migrations


def announce(apps, schema_editor):
    """The name of a lecture series stands beside each lecture that residents may come to: its Thing
    says so from now on.
    """
    apps.get_model("things", "Thing").objects.filter(
        kind="lecture_series", audience="county"
    ).update(audience="public")


class Migration(migrations.Migration):
    dependencies = [
        ("lectures", "0001_initial"),
        ("things", "0002_partner"),
    ]

    operations = [migrations.RunPython(announce, migrations.RunPython.noop)]
