"""A session may be put on record as held without a notice from here."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("study_sessions", "0007_counted_by_day")]

    operations = [
        migrations.RemoveConstraint(model_name="studysession", name="noticed_session_has_notice"),
        migrations.AddConstraint(
            model_name="studysession",
            constraint=models.CheckConstraint(
                name="noticed_session_has_notice",
                condition=~models.Q(state="noticed") | models.Q(notice_on__isnull=False),
            ),
        ),
    ]
