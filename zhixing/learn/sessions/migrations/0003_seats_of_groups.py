from django.db import migrations
from django.db.models import OuterRef, Subquery


def fill(apps, _schema):
    """Until now every seat was one of the group that held the session."""
    seats, sessions = (
        apps.get_model("study_sessions", "Attendance"),
        apps.get_model("study_sessions", "StudySession"),
    )
    seats.objects.filter(group=None).update(
        group_id=Subquery(sessions.objects.filter(pk=OuterRef("session_id")).values("group_id")[:1])
    )


class Migration(migrations.Migration):
    dependencies = [("study_sessions", "0002_joint_study")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
