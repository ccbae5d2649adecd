"""A session keeps what its notice and its agenda said when they went out.

Rows of before have nothing there: their papers read as the session stands.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("study_sessions", "0008_held_without_a_notice")]

    operations = [
        migrations.AddField(
            model_name="studysession",
            name="notice_said",
            field=models.JSONField(
                blank=True,
                default=dict,
                help_text="what the notice said when it was issued; persons and guests by their keys",
            ),
        ),
        migrations.AddField(
            model_name="studysession",
            name="agenda_said",
            field=models.JSONField(
                blank=True,
                default=dict,
                help_text="what the agenda said when the session was held; persons by their keys",
            ),
        ),
    ]
