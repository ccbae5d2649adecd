from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("files", "0001_tables"),
    ]

    operations = [
        migrations.AddField(
            model_name="storedfile",
            name="public",
            field=models.BooleanField(
                default=False, help_text="whoever holds the receipt of the case sees it"
            ),
        ),
        migrations.AddField(
            model_name="storedfile",
            name="side",
            field=models.CharField(
                blank=True,
                choices=[("before", "before"), ("after", "after")],
                help_text="how it was before, or is after",
                max_length=8,
            ),
        ),
        migrations.AddConstraint(
            model_name="storedfile",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("side", ""), ("kind__in", ("jpg", "png", "webp")), _connector="OR"
                ),
                name="only_a_picture_shows_how_it_was",
            ),
        ),
        migrations.AddConstraint(
            model_name="storedfile",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("public", False), models.Q(("side", ""), _negated=True), _connector="OR"
                ),
                name="public_picture_says_what_it_shows",
            ),
        ),
    ]
