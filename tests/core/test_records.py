"""What the store gives is frozen, typed, and never a bare row of the database."""

from dataclasses import FrozenInstanceError, fields, is_dataclass
from pathlib import Path

import pytest

from pejling.store import records
from pejling.store.records import Course, columns
from pejling.store.tables import courses, links, metadata, persons

ROOT = Path(__file__).parents[2]
RECORDS = [record for record in vars(records).values() if is_dataclass(record)]


def test_the_columns_of_a_record_come_in_the_order_of_its_fields() -> None:
    assert [c.key for c in columns(Course, courses)] == [f.name for f in fields(Course)]
    assert [c.key for c in columns(records.Link, links, persons)] == [f.name for f in fields(records.Link)]


def test_a_course_record_holds_every_column_of_its_table() -> None:
    for record, table in ((Course, "courses"), (records.Run, "runs"), (records.Answer, "answers")):
        assert [f.name for f in fields(record)] == [c.name for c in metadata.tables[table].columns]


@pytest.mark.parametrize("record", RECORDS)
def test_a_record_is_frozen(record: type) -> None:
    one = record(*[None for _ in fields(record)])
    with pytest.raises(FrozenInstanceError):
        setattr(one, fields(record)[0].name, "changed")


def test_no_code_outside_the_store_gets_a_row() -> None:
    written = [path for top in ("core", "widgets", "server") for path in (ROOT / top).rglob("*.py")]
    assert len(written) > 100
    assert [path.name for path in written if "Row[Any]" in path.read_text("utf-8")] == []
