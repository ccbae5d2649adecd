"""Every list of things starts the acts that make its things, for whoever may, and nothing else."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.county import logins
from tests.house.everything import everything
from tests.routes import without_arguments
from zhixing.foundation.machinery.act import ACTS
from zhixing.foundation.machinery.things.beginning import beginning
from zhixing.foundation.machinery.things.listing import ListPage
from zhixing.foundation.machinery.things.models import ThingRow, kinds

WHO = ("office", "secretary", "clerk", "member", "leader", "supervisor", "stranger")
# kinds that are begun elsewhere than over a list, and where
ELSEWHERE = {
    "calendar_year": "the calendar is no list of years",
    "import": "a workbook is taken in at a page of its own, which the list's buttons open",
    "self_study": "its way stands on the list of reading, beside one's own plan",
    "pack_addition": "it is added on the page of the pack it is for",
}

SHEETS = "/oversee/facts/"  # a fact sheet is no thing: its list shows the groups that have one


def lists_of(client: Client) -> dict[str, ListPage]:
    """The pages that are lists, by their address."""
    pages = {}
    for address in without_arguments():
        answer = client.get(address)
        page = answer.context.get("page") if answer.context is not None else None
        if answer.status_code == 200 and isinstance(page, ListPage):
            pages[address] = page
    return pages


@pytest.mark.database
def test_every_list_starts_what_it_lists_for_whoever_may_and_nothing_otherwise(county):
    everything(county)
    started = set()
    clients = logins(Client, county, *WHO)
    for name, client in clients.items():
        person = getattr(county, name)
        for address, page in lists_of(client).items():
            if page.kind is None:
                continue
            shown = {button.name for button in page.acts if button.name in ACTS}
            wanted = {
                act.name
                for act in beginning(page.kind)
                if act.on is not None
                and act.on._base_manager.filter(act.open_q(person, None)).exists()
            }
            assert shown == wanted, (name, address)
            assert page.empty is None or not wanted or page.empty.url, (name, address)
            started |= shown
    assert len(started) > 20, started


def test_a_list_of_things_says_of_which(county):
    """Also the kinds of which nobody made one yet: each that an act begins has a list."""
    everything(county)
    pages = lists_of(logins(Client, county, "office")["office"])
    for address, page in pages.items():
        if address == SHEETS:
            continue
        things = [row for row in page.rows if isinstance(row, ThingRow)]
        if things and not isinstance(things[0], kinds()["import"]):
            assert page.kind is type(things[0]), address
    listed_kinds = {page.kind for page in pages.values()}
    missing = {
        kind
        for kind, model in kinds().items()
        if beginning(model) and model not in listed_kinds and kind not in ELSEWHERE
    }
    assert missing == set()


def test_every_button_over_a_list_opens_its_form(county):
    everything(county)
    for name, client in logins(Client, county, *WHO).items():
        for address, page in lists_of(client).items():
            for button in page.acts if page.kind is not None else ():
                answer = client.get(button.url, follow=True)
                assert answer.status_code in (200, 409), (name, address, button)


def test_where_a_role_is_held_is_the_answer_and_the_form_leads_to_the_others(county):
    """The clerk of a town may note a problem of each village: nobody asks which one is meant."""
    client = logins(Client, county, "clerk")["clerk"]
    answer = client.get(reverse("new", args=["draft_problem"]))
    assert answer["location"] == reverse("act", args=[county.town.pk, "draft_problem"])
    form = client.get(answer["location"])
    other = reverse("new", args=["draft_problem"]) + "?where"
    assert f'href="{other}"' in form.content.decode()
    choice = client.get(other)
    assert choice.status_code == 200 and county.village.name in choice.content.decode()
