"""Large imports go to the worker: queued once, written once, told how far they are, taken up again
when the process died.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import socket
import subprocess
import sys
from dataclasses import replace

import pytest
from django.db import OperationalError
from django.test import Client
from django.urls import reverse

from tests.county import logins
from tests.foundation.intake.build import LEDGER_HEAD, ROSTER_HEAD, content
from tests.foundation.intake.test_pages import start
from zhixing.faces.cli.doctor import examine
from zhixing.foundation.kits.intake import jobs, store
from zhixing.foundation.kits.intake.kinds import kind_of
from zhixing.foundation.kits.intake.models import Import, Stage, Waiting
from zhixing.foundation.machinery import clock, guard, progress, registry
from zhixing.foundation.machinery.deliveries.worker import do_chores
from zhixing.foundation.machinery.errors import Busy
from zhixing.foundation.machinery.unwritable import is_locked
from zhixing.foundation.spine.people.acts import end_appointment
from zhixing.foundation.spine.people.models import Appointment, Person
from zhixing.solve.problems.models import Problem

PEOPLE = [
    ROSTER_HEAD,
    *(["龙泉镇", f"人{at}", "干事", "成员", f"1000001{at:04d}"] for at in range(4)),
]
PROGRESS_QUERIES, RUNNING_QUERIES = 5, 6


@pytest.fixture
def clients(county, monkeypatch, tmp_path, settings):
    monkeypatch.setattr(store, "AT_ONCE", 3)
    settings.VAR = tmp_path
    return logins(Client, county, "office", "secretary", "second_recorder")


def press(client, rows=PEOPLE, what="roster", **more):
    url = start(client, what, content(rows))
    answer = client.post(url, {"do": "import", "_key": "k" * 32} | more)
    return url, answer


def write_progress(pid, step="people", done=2, total=4, host=None):
    """A file of progress as another process would have left it."""
    job = Waiting.objects.get()
    progress.write(job.pk, progress.Progress(step, done, total))
    path = progress._path(job.pk)
    path.write_text(
        json.dumps(
            json.loads(path.read_text()) | {"pid": pid, "host": host or socket.gethostname()}
        )
    )
    return path


def dead_pid():
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    return gone.pid


def test_a_large_file_is_queued_and_written_by_the_worker(county, clients):
    office = clients["office"]
    url, answer = press(office)
    job = Waiting.objects.get()
    assert answer["location"] == reverse("imports:running", args=[job.pk]) and (
        job.stage,
        job.to_do,
    ) == (Stage.QUEUED, 4)
    assert not Import.objects.exists() and "排队" in office.get(answer["location"]).content.decode()
    assert office.get(url)["location"] == answer["location"], (
        "the page of the file leads to where it is"
    )
    again = office.post(url, {"do": "import", "_key": "another"})
    assert again["location"] == answer["location"] and Waiting.objects.get().act_key == "k" * 32
    assert job.name in office.get(reverse("imports:list")).content.decode()
    assert jobs.run_due() == 1 and jobs.run_due() == 0
    made = Import.objects.get()
    job = Waiting.objects.get()
    assert (job.stage, job.made, bytes(job.content), job.answers) == (
        Stage.DONE,
        made.pk,
        b"",
        {},
    ) and Person.objects.filter(name__startswith="人").count() == 4
    assert office.get(reverse("imports:progress", args=[job.pk])).json() == {
        "url": reverse("imports:running", args=[job.pk])
    }
    shown = office.get(answer["location"], follow=True)
    assert shown.redirect_chain[-1][0] == made.url and "导入名册" in shown.content.decode()
    assert office.get(url, follow=True).redirect_chain[-1][0] == made.url


def test_a_file_that_nobody_takes_up_says_so(county, clients):
    _url, answer = press(clients["office"])
    assert [faults for what, faults in examine() if what == "大批导入"] == [[]]
    with clock.at(clock.now() + dt.timedelta(minutes=31)):
        assert "后台任务是否在运行" in clients["office"].get(answer["location"]).content.decode()
        assert [
            "后台任务是否在运行" in faults[0] for what, faults in examine() if what == "大批导入"
        ] == [True]


def test_a_small_file_is_written_at_once(county, clients):
    _url, answer = press(clients["office"], PEOPLE[:4])
    assert answer["location"] == Import.objects.get().url and not Waiting.objects.exists()


def test_a_job_that_was_done_and_not_told_so_is_done_once(county, clients):
    """Killed between the commit of the act and the note that it is done."""
    press(clients["office"])
    before = Waiting.objects.get()
    jobs.run_due()
    with guard.traffic("test"):
        Waiting.objects.filter(pk=before.pk).update(
            stage=Stage.RUNNING,
            content=before.content,
            answers=before.answers,
            taken_at=clock.now() - dt.timedelta(minutes=1),
            made="",
        )
    assert jobs.run_due() == 1
    assert (
        Waiting.objects.get().made == Import.objects.get().pk
        and Person.objects.filter(name="人1").count() == 1
    )


def test_a_dead_worker_is_known_and_a_living_one_is_left_alone(county, clients):
    office = clients["office"]
    _url, answer = press(office)
    assert jobs.take().pk == Waiting.objects.get().pk
    assert jobs.take() is None, "it was taken this moment, and has had no time to give a sign"
    path = write_progress(os.getppid())
    assert jobs.take() is None, "its process lives"
    os.utime(path, (0, 0))
    assert progress.alive(Waiting.objects.get().pk) is False, (
        "it lives, and has not given a sign for long"
    )
    write_progress(1, host="elsewhere")
    assert jobs.take() is None, "another machine's process is believed for half a minute"
    write_progress(dead_pid())
    job = jobs.take()
    assert job.tries == 2, "a dead one is known at once"
    page = office.get(answer["location"], headers={"accept-language": "en"}).content.decode()
    assert "it was taken up again" in page and "data-progress-again hidden" not in page
    write_progress(os.getpid())
    assert progress.alive(job.pk) is False, (
        "the number of this process, which does no such thing: the one before had it"
    )
    jobs.write(job)
    assert Import.objects.count() == 1 and progress.read(job.pk) is None


def test_how_far_it_is(county, clients):
    office = clients["office"]
    press(office)
    job = jobs.take()
    address = reverse("imports:progress", args=[job.pk])
    write_progress(os.getppid(), "people", 12_400, 20_000)
    progress = office.get(address, headers={"accept-language": "en"}).json()
    assert (progress["words"], progress["done"], progress["total"], progress["again"]) == (
        "Writing people: 12,400 of 20,000",
        12_400,
        20_000,
        False,
    )
    assert [step["state"] for step in progress["steps"]] == ["done", "done", "done", "now", "", ""]
    page = office.get(
        reverse("imports:running", args=[job.pk]), headers={"accept-language": "en"}
    ).content.decode()
    assert 'max="20000" value="12400"' in page and "<noscript><meta http-equiv" in page
    write_progress(os.getppid(), "reading", 0, 0)
    assert (
        office.get(address, headers={"accept-language": "en"}).json()["words"]
        == "Reading the file…"
    )
    assert (
        clients["second_recorder"].get(address).status_code == 404
        and clients["secretary"].get(address).status_code == 403
    )
    assert (
        clients["second_recorder"].get(reverse("imports:running", args=[job.pk])).status_code == 404
    )


def test_the_act_says_how_far_it_is(county, clients):
    for what, rows, expected in (
        ("roster", PEOPLE, ["checking", "units", "people", "roles", "chaining"]),
        (
            "ledger",
            [
                LEDGER_HEAD,
                *(
                    ["群众反映", f"路灯{at}", "", "龙泉镇", "", "20261031", "正在推进", "否"]
                    for at in range(4)
                ),
            ],
            ["checking", "problems", "chaining"],
        ),
    ):
        press(clients["office"], rows, what, _key=what)
        job = jobs.take()
        seen = []

        class Heard(progress.Progress):
            def __setattr__(self, name, value):
                if name == "step" and value:
                    seen.append(value)
                if name == "total":
                    assert not seen or getattr(self, "done", 0) == 0
                super().__setattr__(name, value)

        heard = Heard()
        token = progress._listener.set(heard)
        try:
            answers = jobs.kept_answers(job)
            kind = kind_of(job.what)
            kind.act(
                job.person,
                job.county,
                book=job.book(),
                key=job.act_key,
                channel="page",
                **jobs.act_arguments(kind, answers),
            )
        finally:
            progress._listener.reset(token)
        assert seen == expected and heard.done == heard.total > 0
        store.drop_file(job)


def test_a_refusal_is_told_and_the_answers_are_kept(county, clients):
    office = clients["office"]
    rows = [
        LEDGER_HEAD,
        *(
            ["群众反映", f"路灯{at}不亮", "", "龙泉镇", "", "9月底前", "正在推进", "否"]
            for at in range(4)
        ),
    ]
    url, answer = press(office, rows, "ledger", year="2026", received_on="2026-01-05")
    end_appointment(
        county.sec,
        county.root,
        appointment=Appointment.objects.get(person=county.office, role="OFFICE"),
        reason="x",
    )
    jobs.run_due()
    job = Waiting.objects.get()
    assert job.stage == Stage.REFUSED and not Problem.objects.exists() and job.refused_say
    with guard.traffic("test"):
        Appointment.objects.filter(person=county.office, role="OFFICE").update(until=None)
    assert office.get(answer["location"])["location"] == url
    text = office.get(url, headers={"accept-language": "en"}).content.decode()
    assert "You may not do this here" in text and 'value="2026-01-05"' in text
    assert (
        office.post(
            url, {"do": "import", "_key": "k2", "year": "2026", "received_on": "2026-01-05"}
        )["location"]
        == answer["location"]
    )
    jobs.run_due()
    assert Problem.objects.count() == 4 and Waiting.objects.get().refused_say == ""


def test_a_job_that_never_ends_is_given_up(county, clients):
    press(clients["office"])
    with guard.traffic("test"):
        Waiting.objects.update(
            tries=jobs.MOST_TRIES,
            stage=Stage.RUNNING,
            taken_at=clock.now() - dt.timedelta(minutes=1),
        )
    jobs.run_due()
    job = Waiting.objects.get()
    assert job.stage == Stage.REFUSED and "5" in job.refused_say and not Import.objects.exists()


def test_a_fault_of_the_program_is_told(county, clients, monkeypatch):
    press(clients["office"])

    def broken(*args, **more):
        raise ZeroDivisionError

    monkeypatch.setattr(jobs, "kind_of", lambda code: replace(kind_of(code), act=broken))
    do_chores()
    assert Waiting.objects.get().stage == Stage.REFUSED and not Import.objects.exists()
    assert (
        "故障"
        in clients["office"]
        .get(reverse("imports:running", args=[Waiting.objects.get().pk]), follow=True)
        .content.decode()
    )


def test_a_chore_that_fails_does_not_stop_the_others(county, monkeypatch):
    done = []

    def broken():
        raise ZeroDivisionError

    monkeypatch.setattr(registry, "chores", [broken, lambda: done.append(1) or 1])
    do_chores()
    assert done == [1]


def test_a_file_that_is_being_written_is_not_swept(county, clients):
    url, answer = press(clients["office"])
    with clock.at(clock.now() + dt.timedelta(days=2)):
        with guard.traffic("test"):
            store.sweep()
        assert (
            Waiting.objects.count() == 1
            and clients["office"].get(answer["location"]).status_code == 200
        )
        jobs.run_due()
        with guard.traffic("test"):
            store.sweep()
    assert not Waiting.objects.exists() and Import.objects.exists()


def test_files_of_dead_processes_are_swept(tmp_path, settings):
    settings.VAR = tmp_path
    for key in ("old", "young"):
        progress.write(key, progress.Progress())
    os.utime(progress._path("old"), (0, 0))
    progress.sweep()
    assert progress.read("old") is None and progress.read("young") is not None


def test_progress_is_asked_for_cheaply(county, clients, django_assert_num_queries):
    press(clients["office"])
    job = jobs.take()
    for address, most in (
        (reverse("imports:progress", args=[job.pk]), PROGRESS_QUERIES),
        (reverse("imports:running", args=[job.pk]), RUNNING_QUERIES),
    ):
        clients["office"].get(address)
        with django_assert_num_queries(most) as asked:
            clients["office"].get(address)
        assert not any('"content"' in query["sql"] for query in asked.captured_queries), (
            "not the file itself, every second"
        )


def test_a_database_that_is_busy_is_told(county, clients, monkeypatch):
    assert is_locked(OperationalError("database is locked")) and not is_locked(
        OperationalError("disk full")
    )
    from zhixing.foundation.kits.intake import store

    def locked(*args, **more):
        raise OperationalError("database is locked")

    url = start(clients["office"], "roster", content(PEOPLE))
    monkeypatch.setattr(store, "keep_answers", locked)
    answer = clients["office"].post(url, {"do": "read", "name_0": "x"})
    assert (
        answer.status_code == 503
        and str(Busy()) in answer.content.decode()
        and Waiting.objects.get().stage == Stage.WAITING
    )
