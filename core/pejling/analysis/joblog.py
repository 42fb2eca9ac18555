"""A joblog as tables that a question can be asked of, whatever engine holds them."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import ibis
from ibis import ir

LEVELS = (1, 2, 3, 4, 6)
"""Digits of a DISCO-08 code at its five levels."""


@dataclass(frozen=True)
class Joblog:
    """Three tables: entries (sorted by person), people, and times with benefit. `period`: „før“, „efter“ or "" for all of it."""

    entries: ir.Table
    people: ir.Table
    spells: ir.Table
    period: str = ""

    @property
    def applications(self) -> ir.Table:
        """The entries that count, within time with benefit."""
        return self.entries.filter(self.entries.counted & self.entries.on_benefit)

    def between(self, first: date | None, last: date | None, period: str = "") -> "Joblog":
        """The same from the day `first` to the day `last`, both within; None is no limit."""
        entries, spells = self.entries, self.spells
        if first is not None:
            entries = entries.filter(entries.date >= ibis.literal(first))
            spells = spells.mutate(first=ibis.greatest(spells.first, ibis.literal(first)))
        if last is not None:
            entries = entries.filter(entries.date <= ibis.literal(last))
            spells = spells.mutate(last=ibis.least(spells.last, ibis.literal(last)))
        return Joblog(entries, self.people, spells.filter(spells.first <= spells.last), period)


def open_joblog(folder: Path, threads: int = 2, memory: str = "700MB", scratch: Path | None = None) -> Joblog:
    """An imported joblog, read by DuckDB; `scratch` is where it may put what memory does not hold."""
    settings = {"threads": threads, "memory_limit": memory} | ({"temp_directory": str(scratch)} if scratch else {})
    engine = ibis.duckdb.connect(**settings)
    engine.raw_sql("SET preserve_insertion_order = false")
    return Joblog(*(engine.read_parquet(folder / f"{name}.parquet", table_name=name)
                    for name in ("applications", "people", "spells")))
