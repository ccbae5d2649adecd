from django.db import migrations

from zhixing.foundation.machinery.bulk import update_many

SLICE = 500
WHOSE = ("unit_id", "group_id", "topic_id")
ALSO = ("place", "audience")


def go_along(apps, _schema):
    """Files stand where the thing they lie with has gone since, and are known to the same people."""
    files = apps.get_model("files", "StoredFile").objects.select_related("thing", "about")
    for some in _slices(files.order_by("pk")):
        for file in some:
            for name in WHOSE:
                setattr(file, name, getattr(file.about, name))
            for name in (*WHOSE, *ALSO):
                setattr(file.thing, name, getattr(file.about, name))
        update_many(some, ["unit", "group", "topic"])
        update_many([file.thing for file in some], ["unit", "group", "topic", "place", "audience"])
        _same_people(apps, some, "Party", "person_id")
        _same_people(apps, some, "Partner", "group_id", "place")


def _slices(rows):
    """In portions."""
    codes = list(rows.values_list("pk", flat=True))
    for at in range(0, len(codes), SLICE):
        yield list(rows.filter(pk__in=codes[at : at + SLICE]))


def _same_people(apps, files, kind, *names):
    """Parties or partners of the files are those of the things they lie with."""
    lines = apps.get_model("things", kind)
    about = {}
    for line in lines.objects.filter(thing__in=[file.about_id for file in files]):
        about.setdefault(line.thing_id, []).append([getattr(line, name) for name in names])
    lines.objects.filter(thing__in=[file.pk for file in files]).delete()
    lines.objects.bulk_create(
        lines(thing_id=file.pk, **dict(zip(names, values, strict=True)))
        for file in files
        for values in about.get(file.about_id, [])
    )


class Migration(migrations.Migration):
    dependencies = [("files", "0001_initial"), ("things", "0005_units_that_may_know")]

    operations = [migrations.RunPython(go_along, migrations.RunPython.noop)]
