"""What can not be a password, at every door that sets one."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.county import PASSWORD, logins
from zhixing.foundation.machinery.errors import BadInput
from zhixing.foundation.spine.people.acts import (
    change_password,
    open_account,
    register_person,
    set_password,
)
from zhixing.foundation.spine.people.passwords import only_known_words

DIGITS = [
    "198001011234",
    "138-0000-8888",
    "１３８００００８８８８０",
    "2026 11 27 2026 11 27",
    "1111-1111-1111",
    "aaaaaaaaaaaaaa",
    "121212121212ab",
    "一二三四五六七八九十百千",
    "①②③④⑤⑥⑦⑧⑨⑩⑪⑫",
]
WORDS = [
    "青禾县青禾县2026",
    "青禾县龙泉镇2026年",
    "龙泉镇人民政府2026",
    "知行知行知行2026",
    "zhixing-2026-zhixing",
    "Zhixing@2026!!",
    "zh1x1ng-2026!",
    "qinghexian2026",
    "QingHe-County-2026",
    "longquanzhen_2026",
    "LongQuan2026LongQuan",
    "ｑｉｎｇｈｅｘｉａｎ２０２６",
    "wangjianguo19760101",
    "admin-password-2026",
    "lqz2026lqz2026!!",
    "学习中心组2026密码",
    "shiqiaozhen#12345",
]
GOOD = [
    "一句很长很长的话可以当密码用",
    "rain-on-a-slate-roof",
    "correct horse battery staple",
    "石榴树下没有人和我下一盘棋",
    "Tr7-kwpx-9dm-vv",
    "雨后竹林里有两只白鹭在散步",
]


@pytest.mark.parametrize("password", [*DIGITS, *WORDS])
def test_what_the_county_guesses_is_refused_at_every_door(county, password):
    person = register_person(county.office, county.town, name="甲新人")
    with pytest.raises(BadInput) as refusal:
        change_password(county.clerk, county.town, old=PASSWORD, new=password)
    assert refusal.value.code == "password.weak"
    with pytest.raises(BadInput) as refusal:
        set_password(
            county.sys, county.town, account=county.clerk.account, password=password, reason="忘了"
        )
    assert refusal.value.code == "password.weak"
    with pytest.raises(BadInput) as refusal:
        open_account(county.sys, county.town, person=person, username="neuer", password=password)
    assert refusal.value.code == "password.weak"


@pytest.mark.parametrize("password", GOOD)
def test_a_sentence_of_ones_own_is_taken(county, password):
    assert change_password(county.clerk, county.town, old=PASSWORD, new=password).check_password(
        password
    )


def test_ones_own_name_and_user_name_are_words_of_the_county(county):
    for password in (f"{county.clerk.name}{county.clerk.name}20261127", "clerk-2026-clerk-2026"):
        with pytest.raises(BadInput):
            change_password(county.clerk, county.town, old=PASSWORD, new=password)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_page_says_why_in_both_languages(county, language):
    client = logins(lambda: Client(headers={"accept-language": language}), county, "clerk")["clerk"]
    for new, words in (
        ("198001011234", ("纯数字", "digits")),
        ("qinghexian-2026", ("本县", "county")),
    ):
        answer = client.post(reverse("me"), {"old": PASSWORD, "new": new, "again": new})
        assert answer.status_code == 422 and words[language == "en"] in answer.content.decode()


def test_names_are_found_in_the_password_whatever_their_ending():
    assert only_known_words("黄河口渔业2026渔业", ["黄河口渔业管理站"]) is False, (
        "a part of a name is not the name"
    )
    assert only_known_words("黄河口渔业管理2026", ["黄河口渔业管理站"]) and only_known_words(
        "黄河口渔业管理站!!", ["黄河口渔业管理站"]
    )
