"""``zhixing demo --reset``: the demo county as it was made, within seconds and while the site runs;
no other county is touched.
"""

from __future__ import annotations

import os
import signal

import pytest

from tests.faces import sites
from tests.faces.made import copy_of_county
from tests.faces.sites import Site, database, surroundings, zhixing
from tests.faces.test_server import Visitor, safety, serve
from tests.patience import PATIENCE

pytestmark = pytest.mark.database
TITLES = "SELECT title FROM problems_problem ORDER BY title"
HEADS = "SELECT seq, hash FROM records_chainhead ORDER BY origin"


@pytest.fixture
def site(tmp_path, tmp_path_factory) -> Site:
    return copy_of_county(tmp_path_factory, tmp_path, "given")


def reset(site: Site):
    return site.run("demo", "--short", "--reset")


def test_a_running_demo_is_as_it_was_and_everybody_is_out(site):
    titles, heads = site.sql(TITLES), site.sql(HEADS)
    stranger = site.var / "files" / "aa" / "left_by_a_visitor"
    with safety():
        server, base = serve(site.var, site.url)
        try:
            visitor = Visitor(base)
            visitor.post(visitor.get("/demo/"), "/demo/", **{"as": "clerk"})
            (town,) = site.sql("SELECT thing_id FROM orgs_unit WHERE name = '龙泉镇'")[0]
            path = f"/things/{town}/register_resident_problem/"
            visitor.post(visitor.get(path), path, title="访客写的", text="x", _key="1")
            assert ("访客写的",) in site.sql(TITLES) and site.sql(HEADS) != heads
            stranger.parent.mkdir(parents=True, exist_ok=True)
            stranger.write_bytes(b"x")
            answer = reset(site)
            assert answer.returncode == 0, answer.stderr
            assert "beside" not in answer.stdout, "the copy that was kept is enough"
            assert site.sql(TITLES) == titles and site.sql(HEADS) == heads
            assert not stranger.exists()
            assert site.sql("SELECT COUNT(*) FROM django_session") == [(0,)]
            assert 'name="username"' in visitor.get("/"), "the page one is led to is the log-in"
            again = visitor.post(visitor.get("/demo/"), "/demo/", **{"as": "clerk"})
            assert again == base + "/"
        finally:
            os.killpg(server.pid, signal.SIGKILL)
            server.wait(PATIENCE)
    assert set(site.bad()) == set()


@pytest.mark.parametrize("copy", ["missing", "damaged"])
def test_without_a_good_copy_it_is_made_anew_beside_the_site(site, copy):
    (place,) = (site.var / "demo").glob("short-*.tar.gz")
    if copy == "missing":
        place.rename(place.with_name("short-0000000000000000.tar.gz"))  # of an earlier version
    else:
        place.write_bytes(place.read_bytes()[:-2000])
    titles = site.sql(TITLES)
    answer = reset(site)
    assert answer.returncode == 0, answer.stderr
    assert "beside" in answer.stdout
    assert site.sql(TITLES) == titles
    assert [path.name for path in (site.var / "demo").iterdir() if path.name != "lock"] == [
        place.name
    ]
    assert "beside" not in reset(site).stdout


def test_a_county_of_people_is_not_touched(tmp_path):
    site = Site(tmp_path, database("people"))
    founded = site.run("setup", "青禾县")
    assert founded.returncode == 0, founded.stderr
    heads = site.sql(HEADS)
    answer = reset(site)
    assert answer.returncode == 1
    assert "not made by the demo" in answer.stderr and "Nothing was changed" in answer.stderr
    assert site.sql(HEADS) == heads


def test_without_demo_mode_nothing_is_given_back(site, monkeypatch):
    heads = site.sql(HEADS)
    monkeypatch.setattr(sites, "surroundings", as_real)
    answer = zhixing(site.var, "demo", "--short", "--reset", url=site.url)
    assert answer.returncode == 1 and "ZHIXING_DEMO" in answer.stderr
    assert site.sql(HEADS) == heads


def as_real(var, url):
    return surroundings(var, url) | {"ZHIXING_DEMO": "0"}
