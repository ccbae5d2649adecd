"""A large volume is packed by the worker: asked for once, told how far it is, taken up again when
the process died, kept a day for whoever asked.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import os
import signal
import socket
import subprocess
import sys
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse

from tests.county import logins
from tests.learn.sessions.build import signed_session
from zhixing.foundation.machinery import clock, guard, progress
from zhixing.foundation.machinery.deliveries.worker import do_chores
from zhixing.foundation.spine.groups.acts import release_member
from zhixing.foundation.spine.groups.models import Membership
from zhixing.learn.archive import jobs, store
from zhixing.learn.archive.models import KEEP, Packing, Stage

TODAY = dt.datetime(2026, 12, 1, 9)


@pytest.fixture
def year(county, monkeypatch, tmp_path, settings):
    monkeypatch.setattr(store, "AT_ONCE", 3)
    settings.VAR = tmp_path
    signed_session(county)
    with clock.at(TODAY):
        yield county


def address(county, name: str = "zip") -> str:
    return reverse(f"archive:{name}", args=[county.group.pk, 2026])


def page(client, county):
    return client.get(address(county), headers={"accept-language": "zh-hans"})


def test_it_is_asked_for_packed_and_fetched(year):
    client = logins(Client, year, "secretary")["secretary"]
    assert (
        page(client, year).status_code == 200 and "打包本卷" in page(client, year).content.decode()
    )
    assert client.get(address(year, "packed")).status_code == 404
    for _twice in range(2):
        assert client.post(address(year), headers={"accept-language": "zh-hans"})[
            "Location"
        ] == address(year)
    job = Packing.objects.get()
    assert (job.stage, job.papers) == (Stage.QUEUED, 8)
    assert (
        "data-progress" in page(client, year).content.decode()
        and client.get(address(year, "packing"), headers={"accept-language": "zh-hans"}).json()[
            "words"
        ]
        == "正在排队"
    )
    do_chores()
    job.refresh_from_db()
    assert (
        (job.stage, job.size) == (Stage.DONE, job.path.stat().st_size)
        and oct(job.path.stat().st_mode)[-3:] == "600"
        and progress.read(job.pk) is None
    )
    assert client.get(address(year, "packing")).json() == {"url": address(year)}
    assert address(year, "packed") in page(client, year).content.decode()
    answer = client.get(address(year, "packed"), headers={"accept-language": "zh-hans"})
    with ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        names = archive.namelist()
        assert (
            archive.testzip() is None
            and any(name.endswith("学习记录.pdf") for name in names)
            and any(name.endswith("SHA256SUMS.txt") for name in names)
        )
    assert do_chores() is None and Packing.objects.get().tries == 1
    client.post(address(year))
    assert Packing.objects.get().pk != job.pk and not job.path.exists()


def test_it_is_packed_in_the_countys_language_whoever_asked(year):
    client = logins(Client, year, "secretary")["secretary"]
    for language in ("en", "zh-hans"):
        client.post(address(year), headers={"accept-language": language})
    do_chores()
    answer = client.get(address(year, "packed"), headers={"accept-language": "en"})
    with ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        names = archive.namelist()
    assert any(name.endswith("/卷内目录.docx") for name in names)
    assert any(name.endswith("学习记录.pdf") for name in names) and Packing.objects.count() == 1


def test_a_small_volume_comes_at_once(year, monkeypatch):
    monkeypatch.setattr(store, "AT_ONCE", 8)
    client = logins(Client, year, "secretary")["secretary"]
    assert (
        client.get(address(year))["content-type"] == "application/zip"
        and not Packing.objects.exists()
    )


def test_only_who_asked_may_fetch_it_and_only_while_the_archive_is_open(year):
    clients = logins(Client, year, "secretary", "leader", "stranger")
    clients["secretary"].post(address(year))
    do_chores()
    assert clients["secretary"].get(address(year, "packed")).status_code == 200
    assert (
        clients["leader"].get(address(year, "packed")).status_code == 404
        and "打包本卷" in page(clients["leader"], year).content.decode()
    )
    for name in ("zip", "packing", "packed"):
        assert (
            clients["stranger"].get(address(year, name)).status_code == 404
            and Client().get(address(year, name)).status_code == 302
        )
    assert clients["stranger"].post(address(year)).status_code == 404
    with clock.at(dt.datetime(2026, 12, 2, 8)):
        member = logins(Client, year, "member3")["member3"]
        member.post(address(year))
        release_member(
            year.office,
            year.group,
            membership=Membership.objects.get(group=year.group, person=year.member3, until=None),
            until=dt.date(2026, 12, 2),
            reason="调离",
        )
    with clock.at(dt.datetime(2026, 12, 3, 8)):
        jobs.run_due()
        assert Packing.objects.get(person=year.member3).stage == Stage.FAILED
        assert member.get(address(year, "packed")).status_code == 404


def test_after_a_day_it_is_gone(year):
    client = logins(Client, year, "secretary")["secretary"]
    client.post(address(year))
    do_chores()
    job = Packing.objects.get()
    stray = job.path.with_name("stray.part")
    stray.write_bytes(b"x")
    os.utime(stray, (1, 1))
    with clock.at(TODAY + KEEP + dt.timedelta(minutes=1)), guard.traffic("test"):
        store.sweep()
        assert not Packing.objects.exists() and not job.path.exists() and not stray.exists()


def test_it_is_taken_up_again_after_its_process_was_killed(year):
    """A process that really holds the job is killed with SIGKILL; the next look takes it up from
    the beginning.
    """
    client = logins(Client, year, "secretary")["secretary"]
    client.post(address(year))
    job = jobs.take()
    holder = subprocess.Popen([sys.executable, "-c", "import signal; signal.pause()"])
    progress.write(job.pk, progress.Progress("packing", 2, 8))
    path = progress._path(job.pk)
    path.write_text(
        json.dumps(json.loads(path.read_text()) | {"pid": holder.pid, "host": socket.gethostname()})
    )
    assert jobs.run_due() == 0, "somebody works on it"
    assert (
        client.get(address(year, "packing"), headers={"accept-language": "zh-hans"}).json()["words"]
        == "共8件，已打包2件"
    )
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    assert jobs.run_due() == 1
    job.refresh_from_db()
    assert (job.stage, job.tries) == (Stage.DONE, 2) and job.path.is_file()


def test_it_is_given_up_after_five_tries(year, caplog):
    client = logins(Client, year, "secretary")["secretary"]
    client.post(address(year))
    with guard.traffic("test"):
        Packing.objects.update(tries=jobs.MOST_TRIES)
    jobs.run_due()
    assert (
        Packing.objects.get().stage == Stage.FAILED
        and "打包没有完成" in page(client, year).content.decode()
    )
