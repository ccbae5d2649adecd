"""The chain of records: whole, and found broken when one byte is changed."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from zhixing.foundation.machinery.guard import traffic
from zhixing.foundation.machinery.records import append_only, chain
from zhixing.foundation.machinery.records.models import ChainHead, Record, RecordBody
from zhixing.foundation.spine.orgs.acts import rename_unit


def faults() -> list[tuple[int, str]]:
    return list(
        chain.faults(
            Record.objects.select_related("body_row").order_by("seq"), ChainHead.objects.first()
        )
    )


def change(sql: str, *params: object) -> None:
    """What somebody with the database in hand would do."""
    with traffic("test"), connection.cursor() as cursor:
        append_only.remove(connection)
        cursor.execute(sql, params)


def test_the_chain_of_the_county_is_whole(county):
    assert Record.objects.count() > 50
    assert faults() == []


@pytest.mark.parametrize("column", ["verb", "refusal", "commitment", "typist_id", "outcome"])
def test_one_changed_byte_is_found(county, column):
    record = Record.objects.order_by("seq")[10]
    value = getattr(record, column)
    other = county.stranger.pk if column == "typist_id" else f"{(value or '')[:-1]}~"
    change(f"UPDATE records_record SET {column} = %s WHERE id = %s", other, record.pk)
    assert (record.seq, "hash") in faults()


def test_a_changed_body_is_found(county):
    rename_unit(county.office, county.village, name="柳沟新村")
    row = RecordBody.objects.order_by("-record__seq").first()
    row.body["name"][1] = "别的名字"
    with traffic("test"):
        row.save()
    assert faults() == [(row.record.seq, "body")]


def test_an_erased_body_leaves_the_chain_whole(county):
    rename_unit(county.office, county.village, name="柳沟新村")
    row = RecordBody.objects.order_by("-record__seq").first()
    with traffic("test"):
        RecordBody.objects.filter(pk=row.pk).update(body={}, salt="", erased_at=row.record.at)
    assert faults() == []


def test_a_deleted_record_and_a_cut_tail_are_found(county):
    last = Record.objects.order_by("-seq").first()
    change("DELETE FROM records_recordbody WHERE record_id = %s", last.pk)
    change("DELETE FROM records_record WHERE id = %s", last.pk)
    assert faults() == [(last.seq - 1, "head")]
    middle = Record.objects.order_by("seq")[20]
    change("DELETE FROM records_recordbody WHERE record_id = %s", middle.pk)
    change("DELETE FROM records_record WHERE id = %s", middle.pk)
    assert (middle.seq, "gap") in faults()


@pytest.mark.parametrize(
    "sql", ["UPDATE records_record SET verb = 'x'", "DELETE FROM records_record"]
)
def test_the_database_itself_refuses_to_change_a_record(county, sql):
    append_only.install(connection)
    with (
        traffic("test"),
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)
