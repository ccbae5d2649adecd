from django.db import migrations

SLICE = 500


def let_them_know(apps, _schema):
    """Where a problem was noted, and who helps, may know of it also when another unit deals with it."""
    problems = apps.get_model("problems", "Problem").objects
    helping = apps.get_model("problems", "Problem").helping_units.through.objects
    paths = dict(apps.get_model("orgs", "Unit").objects.values_list("pk", "path"))
    codes = list(problems.order_by("pk").values_list("pk", "unit", "noted_unit"))
    for at in range(0, len(codes), SLICE):
        some = codes[at : at + SLICE]
        units = {code: {noted} for code, _unit, noted in some}
        for code, unit in helping.filter(problem__in=list(units)).values_list("problem", "unit"):
            units[code].add(unit)
        places = {
            code: {
                paths[other] for other in units[code] if not paths[unit].startswith(paths[other])
            }
            for code, unit, _noted in some
        }
        _write(apps, {code: known for code, known in places.items() if known})


def _write(apps, places):
    """For the problems, and for the files that lie with them."""
    partners = apps.get_model("things", "Partner")
    files = apps.get_model("files", "StoredFile").objects.filter(about__in=list(places))
    places = places | {file: places[about] for file, about in files.values_list("pk", "about")}
    partners.objects.bulk_create(
        [
            partners(thing_id=code, place=place)
            for code, known in places.items()
            for place in sorted(known)
        ],
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("problems", "0005_counting"),
        ("things", "0005_units_that_may_know"),
        ("files", "0002_lies_with_its_thing"),
        ("orgs", "0002_initial"),
    ]

    operations = [migrations.RunPython(let_them_know, migrations.RunPython.noop)]
