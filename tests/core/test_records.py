"""What the store gives is frozen, typed, and never a bare row of the database."""

from dataclasses import FrozenInstanceError, fields, is_dataclass
from pathlib import Path

import pytest

from pejling.store import records
from pejling.store.records import Course, columns
from pejling.store.tables import courses, links, persons

ROOT = Path(__file__).parents[2]
RECORDS = [record for record in vars(records).values() if is_dataclass(record)]


def test_the_columns_of_a_record_come_in_the_order_of_its_fields_each_from_the_first_table_that_has_it() -> None:
    assert [str(c) for c in columns(records.Link, links, persons)] == [
        "links.token_hash", "links.person", "links.course", "persons.name", "persons.email"
    ]
    assert [c.key for c in columns(Course, courses)] == [f.name for f in fields(Course)]


def test_a_field_that_is_no_column_is_found_when_the_query_is_built() -> None:
    with pytest.raises(StopIteration):
        columns(records.Link, persons)


@pytest.mark.parametrize("record", RECORDS)
def test_a_record_is_frozen(record: type) -> None:
    one = record(*[None for _ in fields(record)])
    with pytest.raises(FrozenInstanceError):
        setattr(one, fields(record)[0].name, "changed")


def test_no_code_outside_the_store_gets_a_row() -> None:
    written = [path for top in ("core", "widgets", "supervision", "server") for path in (ROOT / top).rglob("*.py")]
    assert len(written) > 100
    assert [path.name for path in written if "Row[Any]" in path.read_text("utf-8")] == []
