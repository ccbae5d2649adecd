"""A plan keeps what its paper said of topics and people when it was sent for filing.

Rows of before have nothing there: their papers read as topics and group stand.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("plans", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="studyplan",
            name="filed_said",
            field=models.JSONField(
                blank=True,
                default=dict,
                help_text="what its paper said of topics and people when it was filed; people by their keys",
            ),
        ),
    ]
