import pytest

from tests.learn.sessions.build import held_session, signed_session
from zhixing.foundation.machinery.act import last_record
from zhixing.foundation.machinery.errors import BadInput, NotAllowed, NotNow
from zhixing.learn.sessions.acts import write_part


def test_a_part_has_place_people_and_result(county):
    session = write_part(
        county.secretary,
        held_session(county),
        part="ON_SITE",
        place="柳沟村卫生室",
        place_kind="field",
        people="村医",
        what="看收集点",
        result="找到两个问题",
    )
    assert session.parts == {
        "ON_SITE": {
            "place": "柳沟村卫生室",
            "place_kind": "field",
            "people": "村医",
            "what": "看收集点",
            "result": "找到两个问题",
        }
    }
    write_part(county.secretary, session, part="ON_SITE", place="柳沟村", what="再看")
    verb, who, body = last_record(session)
    assert (verb, who, body["told"]) == ("part.written", county.secretary, {"part": "ON_SITE"})
    assert body["parts"] == [
        {
            "ON_SITE": {
                "place": "柳沟村卫生室",
                "place_kind": "field",
                "people": "村医",
                "what": "看收集点",
                "result": "找到两个问题",
            }
        },
        {"ON_SITE": {"place": "柳沟村", "what": "再看"}},
    ]


def test_who_may_not_and_when_not(county):
    session = held_session(county)
    with pytest.raises(BadInput):
        write_part(county.secretary, session, part="WORK", place="", what="x")
    with pytest.raises(NotAllowed):
        write_part(county.member, session, part="WORK", place="x", what="x")
    with pytest.raises(NotNow):
        write_part(county.secretary, signed_session(county), part="WORK", place="x", what="x")
