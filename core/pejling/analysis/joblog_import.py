"""Reads a file of applications once: every row checked, nobody's number kept, sorted by person, written as Parquet.

Either the whole file comes in or nothing of it. What the file calls a person or a job becomes a pseudonym while it is read, texts
of jobs are not read at all, and a file with wrong rows leaves nothing behind but their numbers and what is wrong with them.
"""

import json
import shutil
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import ibis
import pyarrow as pa

from pejling import cpr
from pejling.analysis import derive, places, pseudonym
from pejling.analysis.codebook import BY_NAME, COLUMNS, STATUSES, WORDS, Column, guess
from pejling.analysis.table_file import ROW, TextTable, open_table
from pejling.errors import ContentError, Problem

TOLD = 20
"""Rows told one by one; a file with more wrong has one cause."""
MOST_WORDS = 200
LONGEST_WORD = 60
FARTHEST_KM = 2000
MEMORY = "600MB"
_DAY_FIRST = "['%d-%m-%Y', '%d.%m.%Y', '%d/%m/%Y']"
_YEAR_FIRST = "['%Y-%m-%d', '%Y%m%d']"
_FIRST_DAY = "DATE '2000-01-01'"
Progress = Callable[[float, str], None]


@dataclass(frozen=True)
class Imported:
    """What came of a file: counts, what was left out and why, and what is worth knowing about it."""

    source: str
    rows: int
    people: int
    first: str
    last: str
    columns: tuple[str, ...]
    notes: tuple[str, ...]


def import_joblog(
    source: Path, target: Path, *, key: bytes, scratch: Path, today: date, columns: Mapping[str, str] | None = None,
    progress: Progress = lambda share, what: None, threads: int = 2,
) -> Imported:
    """Write `source` to the folder `target` as applications.parquet, people.parquet and imported.json; `scratch` is emptied after.

    `columns` says which of the file's columns are ours (ours → the file's); without it they are guessed from their names.

    Raises
    ------
    ContentError
        The file cannot be read, a required column is missing, or rows are wrong. Then nothing has been written.
    """
    table = open_table(source)
    chosen = _chosen(table, columns)
    scratch.mkdir(parents=True, exist_ok=True, mode=0o700)
    made = scratch / "made"
    shutil.rmtree(made, ignore_errors=True)
    made.mkdir(mode=0o700)
    database = duckdb.connect(config={
        "threads": threads, "memory_limit": MEMORY, "temp_directory": str(scratch / "spill"), "preserve_insertion_order": False})
    try:
        # How long a stream is, nobody knows: DuckDB would hold all of it in memory to look up 20 words.
        database.execute("SET disabled_optimizers = 'join_order,build_side_probe_side'")
        progress(0.05, "Læser og kontrollerer hver række")
        _stage(database, table, chosen, key, today, scratch / "staged.parquet")
        _refuse_wrong(database, table, chosen)
        notes = _check_words(database, table, chosen)
        progress(0.45, "Samler personerne")
        _write_people(database, chosen, made)
        progress(0.55, "Sorterer efter person og skriver")
        _write_applications(database, made)
        imported = _summed_up(database, source, chosen, notes)
        (made / "imported.json").write_text(json.dumps(asdict(imported), ensure_ascii=False, indent=1), encoding="utf-8")
    finally:
        database.close()
        (scratch / "staged.parquet").unlink(missing_ok=True)
        shutil.rmtree(scratch / "spill", ignore_errors=True)
    shutil.rmtree(target, ignore_errors=True)
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    shutil.move(made, target)
    progress(1.0, "Færdig")
    return imported


def _chosen(table: TextTable, columns: Mapping[str, str] | None) -> dict[str, str]:
    """Our columns → the file's, all of which are there."""
    chosen = dict(columns) if columns is not None else guess(table.columns)
    if unknown := next((name for name in chosen.values() if name not in table.columns), None):
        raise ContentError([Problem(table.name, f"kolonnen »{unknown[:40]}« findes ikke", "vælg en af filens egne kolonner")])
    if missing := [column.label for column in COLUMNS if column.required and column.name not in chosen]:
        raise ContentError([Problem(table.name, f"der mangler: {', '.join(missing)}",
                                    "filen har en kolonne til person, en til dato og en til status",
                                    "omdøb kolonnerne, eller peg på dem")])
    return {column.name: chosen[column.name] for column in COLUMNS if column.name in chosen}


def _stage(
    database: duckdb.DuckDBPyConnection, table: TextTable, chosen: Mapping[str, str], key: bytes, today: date, staged: Path,
) -> None:
    """The view `staged`: every row cleaned, with `wrong`, the first column that is not as it should be, or null."""
    _lookup(database, "statuses", {places.plain(word): status for status, words in STATUSES.items() for word in words})
    _lookup(database, "places", places.spellings())
    names = list(dict.fromkeys(chosen.values()))
    batches = table.batches(names)
    schema = pa.schema([*((name, pa.string()) for name in names), (ROW, pa.int64())])
    rows = pa.RecordBatchReader.from_batches(schema, batches)
    database.register("file", rows)
    texts = ", ".join(f"nullif(trim({_quoted(name)}, ' \t\u00a0'), '') AS {ours}" for ours, name in chosen.items())
    values = {column.name: _value(column) if column.name in chosen else "NULL" for column in COLUMNS}
    kept = ",\n".join(f"CAST({value} AS {_TYPES[BY_NAME[name].sort]}) AS {name}" for name, value in values.items())
    wrong = "\n".join(f"WHEN {_is_wrong(BY_NAME[name])} THEN '{name}'" for name in chosen if BY_NAME[name].sort != "told")
    try:  # a person without entries stands in a row with neither date nor status: „silent“
        database.execute(
            f"""COPY (
            SELECT value.* EXCLUDE (was), CASE {wrong} END AS wrong FROM (
                SELECT text.number, {kept}, text.date IS NULL AND text.status IS NULL AS silent, text AS was
                FROM (SELECT {texts}, "{ROW}" AS number FROM file) AS text {_joins(chosen)}) AS value
            ) TO {_quoted_text(staged)} (FORMAT parquet, COMPRESSION snappy, ROW_GROUP_SIZE 61440)""",  # noqa: S608 (names are our own or quoted)
            {**pseudonym.parameters(key), "today": today},
        )
    except duckdb.Error as error:
        if table.broken:
            raise ContentError(table.broken) from error
        raise
    finally:
        database.unregister("file")
    if table.broken:
        raise ContentError(table.broken)
    database.read_parquet(str(staged)).create_view("staged")


_TYPES = {"id": "VARCHAR", "day": "DATE", "status": "VARCHAR", "occupation": "VARCHAR", "municipality": "VARCHAR", "km": "DOUBLE",
          "weight": "DOUBLE", "word": "VARCHAR", "told": "BOOLEAN"}


def _value(column: Column) -> str:
    """A DuckDB expression: what is kept of a cell."""
    name = f"text.{column.name}"
    number = f"try_cast(CASE WHEN contains({name}, ',') THEN replace(replace({name}, '.', ''), ',', '.') ELSE {name} END AS DOUBLE)"
    return {
        "id": pseudonym.sql(_identity(name) if column.name == "person" else name),
        "day": f"CAST(CASE WHEN NOT regexp_full_match(left({name}, 3), '[0-9]*') THEN try_strptime(left({name}, 10), {_DAY_FIRST}) "
               f"ELSE try_strptime(left({name}, 10), {_YEAR_FIRST}) END AS DATE)",
        "status": "statuses.meaning",
        "occupation": f"CASE WHEN regexp_full_match({name}, '[0-9]{{1,4}}|[0-9]{{6}}') THEN {name} END",
        "municipality": f"{column.name}_place.meaning",
        "km": number,
        "weight": number,
        "word": f"lower({name})",
        "told": f"{name} IS NOT NULL",
    }[column.sort]


def _identity(name: str) -> str:
    """The same person however the number is written: without blanks and dashes, and with the zero that Excel takes away."""
    plain = f"translate({name}, '{places.BETWEEN}', '')"
    return f"CASE WHEN length({plain}) = 9 AND regexp_full_match({plain}, '[0-9]*') THEN '0' || {plain} ELSE {plain} END"


def _joins(chosen: Mapping[str, str]) -> str:
    folded = f"translate(lower(text.{{}}), '{places.BETWEEN}', '')"
    joins = [f"LEFT JOIN statuses ON statuses.spelt = {folded.format('status')}"]
    joins += [f"LEFT JOIN places AS {name}_place ON {name}_place.spelt = {folded.format(name)}"
              for name in chosen if BY_NAME[name].sort == "municipality"]
    return "\n".join(joins)


def _is_wrong(column: Column) -> str:
    """A DuckDB condition: the row cannot be used because of this column."""
    was = f"was.{column.name}"
    rule = {
        "id": f"length({was}) > 200",
        "day": f"{column.name} IS NULL OR {column.name} < {_FIRST_DAY}" + (" OR date > $today" if column.name == "date" else ""),
        "status": "status IS NULL",
        "occupation": f"{column.name} IS NULL",
        "municipality": f"length({was}) > 200",
        "km": f"km IS NULL OR km < 0 OR km > {FARTHEST_KM}",
        "weight": "weight IS NULL OR weight <= 0 OR weight > 1e6",
        "word": f"length({column.name}) > {LONGEST_WORD}",
        "told": "FALSE",
    }[column.sort]
    given = f"({was} IS NOT NULL AND ({rule}))"
    if column.name == "person":
        return f"{was} IS NULL OR {given}"
    if column.name in ("date", "status"):
        return f"NOT silent AND ({was} IS NULL OR {rule})"
    if column.name == "spell_end":
        return f"{given} OR spell_end < spell_start"
    return given


_REASONS = {
    "id": ("er tom eller for lang", "hver række har et mærke på højst 200 tegn", "skriv det, eller slet rækken"),
    "day": ("er ikke en dag mellem år 2000 og i dag", "en dag som 31-12-2026 eller 2026-12-31", "ret dagen"),
    "status": ("er tom eller ukendt", "Søgt, Samtale, Afslag, Fik job eller Planlagt", "ret ordet"),
    "occupation": ("er ikke en DISCO-kode", "1-4 eller 6 cifre, fx 01, 5311 eller 531110",
                   "ret koden; mangler nullerne foran, så hent udtrækket igen med kolonnen som tekst"),
    "municipality": ("er for lang", "kommunens nummer eller navn", "ret teksten"),
    "km": ("er ikke et antal kilometer", f"et tal fra 0 til {FARTHEST_KM}, fx 12,5", "ret tallet, eller lad cellen stå tom"),
    "weight": ("er ikke en vægt", "et tal over 0, fx 1,5", "ret tallet, eller lad cellen stå tom"),
    "word": (f"er over {LONGEST_WORD} tegn", "et kort navn på en gruppe", "forkort det, eller peg på en anden kolonne"),
}


def _refuse_wrong(database: duckdb.DuckDBPyConnection, table: TextTable, chosen: Mapping[str, str]) -> None:
    many = _one(database, "SELECT count(*) FROM staged WHERE wrong IS NOT NULL")
    if many:
        rows = database.execute(f"SELECT number, wrong FROM staged WHERE wrong IS NOT NULL ORDER BY number LIMIT {TOLD}").fetchall()  # noqa: S608
        problems = []
        for at, name in rows:
            what, right, do = _REASONS[BY_NAME[name].sort]
            if name == "spell_end" and what.startswith("er ikke en dag"):
                what = "er ikke en dag, eller ligger før Ledig fra"
            problems.append(Problem(f"{table.name}, række {at}", f"{BY_NAME[name].label} ({chosen[name][:40]}) {what}", right, do))
        if many > TOLD:
            problems.append(Problem(table.name, f"{many - TOLD} rækker mere er forkerte", do="ret de første, og prøv igen"))
        raise ContentError(problems)
    if not _one(database, "SELECT count(*) FROM staged"):
        raise ContentError([Problem(table.name, "filen har ingen rækker under overskriften", do="vælg en anden fil")])
    for name in chosen:
        if BY_NAME[name].sort == "occupation" and (lost := _lost_zeros(database, name)):
            raise ContentError([Problem(
                f"{table.name}, række {lost}",
                f"{BY_NAME[name].label} har mistet nuller foran: koden har ét ciffer mindre end de andre", "»011« og ikke »11«",
                "hent udtrækket igen med kolonnen som tekst; i Excel: Data, Fra tekst/CSV, kolonnen som Tekst")])


def _lost_zeros(database: duckdb.DuckDBPyConnection, name: str) -> int | None:
    """The first row whose code Excel has damaged: nearly all have six digits (or four) and this has one less."""
    sizes = dict(database.execute(
        f"SELECT length({name}), count(*) FROM staged WHERE {name} IS NOT NULL GROUP BY 1").fetchall())  # noqa: S608
    for size in (6, 4):
        if sizes.get(size, 0) > 0.9 * sum(sizes.values()) and (fewer := sizes.get(size - 1)) and fewer == min(sizes.values()):
            return int(_one(database, f"SELECT min(number) FROM staged WHERE length({name}) = {size - 1}"))  # noqa: S608
    return None


def _check_words(database: duckdb.DuckDBPyConnection, table: TextTable, chosen: Mapping[str, str]) -> list[str]:
    """Refuse a column of groups that holds something else; notes on what is not known."""
    for name in (name for name in WORDS if name in chosen):
        words = [word for (word,) in database.execute(
            f"SELECT DISTINCT {name} FROM staged WHERE {name} IS NOT NULL LIMIT {MOST_WORDS + 1}").fetchall()]  # noqa: S608
        label = f"{BY_NAME[name].label} ({chosen[name][:40]})"
        if len(words) > MOST_WORDS:
            raise ContentError([Problem(table.name, f"{label} har over {MOST_WORDS} forskellige ord", "navne på grupper",
                                        "peg på en anden kolonne")])
        if any(cpr.find(word) for word in words):
            raise ContentError([Problem(table.name, f"{label} indeholder noget, der ligner et CPR-nummer", "navne på grupper",
                                        "tag det ud af filen; kun kolonnen Person må have numre på personer")])
    unknown = {name: _one(database, f"SELECT count(*) FROM staged WHERE {name} IS NULL AND NOT silent")  # noqa: S608
               for name in ("workplace", "home") if name in chosen}
    notes = [f"{BY_NAME[name].label} mangler eller er ukendt i {rows} rækker; de er med, men uden sted."
             for name, rows in unknown.items() if rows]
    without = [place.name for place in places.municipalities().values() if not place.placed]
    if "km" not in chosen and "workplace" in chosen:
        notes.append(f"Kilometer er fugleflugt mellem kommunernes hovedbyer. Uden hovedby på listen: {', '.join(without)}.")
    return notes


def _write_people(database: duckdb.DuckDBPyConnection, chosen: Mapping[str, str], made: Path) -> None:
    """people.parquet: one row a person, with what the latest row says; spells.parquet: one row for each time with benefit."""
    about = ["home", "former", "weight", *WORDS]
    latest = ", ".join(f"arg_max({name}, coalesce(date, spell_start, DATE '1900-01-01')) AS {name}" if name in chosen
                       else f"CAST(NULL AS {_TYPES[BY_NAME[name].sort]}) AS {name}" for name in about)
    database.execute(f"CREATE TABLE people AS SELECT person, {latest} FROM staged GROUP BY person")  # noqa: S608
    database.execute("""CREATE TABLE spells AS SELECT person, benefit, spell_start AS first,
        coalesce(max(spell_end), (SELECT max(date) FROM staged), spell_start) AS last
        FROM staged WHERE spell_start IS NOT NULL GROUP BY person, benefit, spell_start""")
    for name in ("people", "spells"):
        database.execute(f"COPY (SELECT * FROM {name} ORDER BY ALL) TO {_quoted_text(made / f'{name}.parquet')} (COMPRESSION zstd)")  # noqa: S608


def _write_applications(database: duckdb.DuckDBPyConnection, made: Path) -> None:
    """applications.parquet, sorted by person, job and date: what makes every later question three times as quick."""
    ways = pa.table({name: pa.array([getattr(way, name) for way in places.ways()])
                     for name in ("home", "workplace", "km", "over_water")})
    database.register("ways", ways)
    database.execute(f"""CREATE VIEW entries AS
        SELECT s.person, coalesce(s.job, CAST(s.number AS VARCHAR)) AS job, s.date, s.status, s.occupation, s.title,
            s.workplace, s.benefit,
            coalesce(s.km, ways.km) AS km, s.km IS NULL AND coalesce(ways.over_water, FALSE) AS over_water,
            s.home <> s.workplace AS away, ways.km <= {places.NEAR_KM} AS near,
            CAST(floor((s.date - s.spell_start) / 7) AS INTEGER) AS week,
            s.date - CAST((s.date - s.spell_start) % 7 AS INTEGER) AS week_start,
            s.spell_start IS NULL OR (s.date >= s.spell_start AND s.date <= coalesce(s.spell_end, s.date)) AS on_benefit, s.number
        FROM staged s LEFT JOIN ways USING (home, workplace) WHERE NOT s.silent""")  # noqa: S608
    counted = ibis.to_sql(derive.with_counted(ibis.duckdb.from_connection(database).table("entries")), dialect="duckdb")
    database.execute(f"""COPY (SELECT * FROM ({counted}) ORDER BY person, job, date, number)
        TO {_quoted_text(made / "applications.parquet")} (COMPRESSION zstd)""")  # noqa: S608
    database.execute("DROP VIEW entries")
    database.unregister("ways")


def _summed_up(database: duckdb.DuckDBPyConnection, source: Path, chosen: Mapping[str, str], notes: list[str]) -> Imported:
    rows, first, last = database.execute("SELECT count(date), min(date), max(date) FROM staged").fetchone() or (0, None, None)
    people = int(_one(database, "SELECT count(*) FROM people"))
    return Imported(source.name, int(rows), people, str(first or ""), str(last or ""), tuple(chosen), tuple(notes))


def _lookup(database: duckdb.DuckDBPyConnection, name: str, meaning: Mapping[str, str]) -> None:
    database.execute(f"CREATE TABLE {name} (spelt VARCHAR, meaning VARCHAR)")
    database.executemany(f"INSERT INTO {name} VALUES (?, ?)", list(meaning.items()))  # noqa: S608


def _quoted_text(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _one(database: duckdb.DuckDBPyConnection, query: str) -> Any:
    found = database.execute(query).fetchone()
    return found[0] if found else None
