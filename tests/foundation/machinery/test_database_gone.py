"""A server whose database is gone says so, and not that something went wrong."""

from __future__ import annotations

import psycopg
import pytest
from django.db import OperationalError

from zhixing.foundation.machinery.unwritable import refusal_of


def test_nobody_listens(tmp_path):
    assert refusal_of(OperationalError()) is None
    with pytest.raises(psycopg.OperationalError) as fault:
        psycopg.connect(host=str(tmp_path), dbname="zhixing")
    assert refusal_of(fault.value).code == "store.away"
