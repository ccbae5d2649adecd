"""Who looks into a group's study: the answer about one group is that of the set of groups."""

from __future__ import annotations

from tests.learn.joint.build import bureaus
from zhixing.foundation.spine.groups import may
from zhixing.foundation.spine.groups.models import StudyGroup
from zhixing.foundation.spine.people.models import Person


def test_looking_into_a_group_is_one_rule_read_twice(county):
    bureaus(county)
    groups = list(StudyGroup.objects.select_related("unit"))
    answers = set()
    for person in Person.objects.all():
        seen = set(StudyGroup.objects.looked_into_by(person).values_list("pk", flat=True))
        assert {group.pk for group in groups if may.looks_into(person, group)} == seen
        answers.add(frozenset(seen))
    assert len(answers) > 3, "a rule that answers everybody the same is not tried here"
