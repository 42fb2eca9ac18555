"""RESULTS.md and its picture: ratios first, then the goals, then every table."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from class_at_work import FAILURES, GOALS

NAME, PLOT = "RESULTS.md", "cost.svg"
ROBUST = Path(__file__).with_name("nothing-lost.md")
"""The last full run of the tests that break things, which `kit.py test --long tests/robust` prints; kept by hand."""
CHORES = {"quiet": "nothing else", "report_page": "day report, page", "report_pdf": "day report, PDF", "export": "export to Excel",
          "import": "class list of 200", "backup": "backup", "together": "all of these at once"}
LARGE = {"quiet": "nothing else", "first_out": "one person taken out", "second_out": "and another one",
         "course": "an old course deleted", "backup": "backup"}
TABLES = {"joining": "Pejling, one exercise open (a class comes in)", "whole_day": "Pejling, every exercise of the day open",
          "voila": "Plain Voilà, the day's notebook", "pool": "Voilà's preheated pool, as many kernels as people",
          "gallery": "Plain Voilà, the small gallery notebook"}

Found = Mapping[str, Any]


def write(found: Found, folder: Path) -> str:
    """Write the report and the picture; gives the report's text."""
    from plot import draw  # matplotlib is slow to import

    text = "\n".join(_lines(found))
    if ROBUST.is_file():
        text = f"{text.rstrip()}\n\n{ROBUST.read_text(encoding='utf-8')}"
    (folder / NAME).write_text(text, encoding="utf-8")
    draw(found, folder / PLOT)
    return text


def lost(found: Found) -> int:
    """How many of Pejling's acknowledged answers are not in the database, plus those never acknowledged."""
    busy = sum(one["failures"] for one in [*found["chores"].values(), *found["large"]["during"].values()])
    rows = [*found["joining"], *found["whole_day"], found["counter"]]
    at_work = round(found["class_at_work"]["this"][FAILURES])
    return sum(row["failures"] + max(0, row["lost"]) for row in rows) + busy + at_work


def ratios(found: Found) -> list[tuple[int, str, float]]:
    """(people, what, how many times faster Pejling's p95 is), for each size that was measured with both."""
    ours = {row["clients"]: row["p95"] for row in found["joining"] if row["p95"]}
    return [
        (row["clients"], name, row["p95"] / ours[row["clients"]])
        for key, name in (("voila", "plain Voilà"), ("pool", "Voilà's preheated pool"))
        for row in found[key] if row.get("p95") and row["clients"] in ours
    ]


def goals(found: Found) -> list[tuple[str, str, str, bool | None]]:
    """(goal, limit, measured, held or None when it was not measured)."""
    at_work = found["class_at_work"]["this"]
    faster = next((r for people, name, r in ratios(found) if (people, name) == (60, "plain Voilà")), None)
    seen = found["browser"]["pejling"] if found["browser"] else None
    memory = {row["people"]: row["pss"] for row in found["memory"]}
    counter, together = found["counter"], found["chores"]["together"]
    large = {name: longest(told) for name, told in found["large"]["during"].items()} if found["large"]["megabytes"] >= 300 else {}
    return [
        *(_goal(what, limit, at_work.get(what), "") for what, limit in GOALS.items()),
        _goal("60 join and vote, times faster than plain Voilà", 60, faster, "×", at_least=True),
        _goal("answers lost", 0, lost(found), ""),
        _goal("server memory per further participant", 0.2, each_mb(found), "MB"),
        _goal("server memory with 60 in", 150, memory.get(60), "MB"),
        _goal("first visit, compressed", 120, seen and seen["first"]["kb"], "kB"),
        _goal("first visit, requests", 8, seen and seen["first"]["requests"], ""),
        _goal("second visit", 15, seen and seen["second"]["kb"], "kB"),
        _goal("answer → the trainer's counter, p95", 0.3, counter["p95"] if counter["phones"] >= 200 else None, "s"),
        _goal("messages a second to each screen", 4, max(counter["trainer_messages"], counter["phone_messages"]), ""),
        _goal("answers while report, import and backup run, p95", 0.6, together["p95"], "s"),
        _goal("300 MB, one person taken out: longest wait", 0.3, large.get("first_out"), "s"),
        _goal("300 MB, longest wait during any maintenance", 0.3, max(large.values(), default=None), "s"),
    ]


def longest(told: Found) -> float:
    """The longest wait of anybody, who answers or who only looks."""
    return float(max(told["max"] or 0.0, told["longest_look"]))


def each_mb(found: Found) -> float | None:
    """What one participant more costs the server in MB: from the first size with ten people in it to the largest."""
    rows = [row for row in found["memory"] if row["people"] >= 10]
    if len(rows) < 2:
        return None  # a few people are less than what the allocator rounds up to
    first, last = rows[0], rows[-1]
    return float((last["pss"] - first["pss"]) / (last["people"] - first["people"]))


def _goal(what: str, limit: float, measured: float | None, unit: str, *,
          at_least: bool = False) -> tuple[str, str, str, bool | None]:
    sign = "≥" if at_least else "≤"
    if measured is None:
        return what, f"{sign} {limit:g} {unit}".strip(), "–", None
    held = measured >= limit if at_least else measured <= limit
    return what, f"{sign} {limit:g} {unit}".strip(), f"{_short(measured)} {unit}".strip(), held


def _lines(found: Found) -> Iterable[str]:
    yield "# What a class costs: Pejling beside plain Voilà"
    yield ""
    if found["size"] != "full":
        yield f"*A {found['size']} run: fewer people and fewer rounds than the full one.*\n"
    told = ratios(found)
    if told:
        yield "| people at once | plain Voilà ÷ Pejling | Voilà's preheated pool ÷ Pejling |"
        yield "|---:|---:|---:|"
        for people in sorted({people for people, _, _ in told}):
            by_name = {name: ratio for n, name, ratio in told if n == people}
            cells = (by_name.get(name) for name in ("plain Voilà", "Voilà's preheated pool"))
            yield f"| {people} | {' | '.join('–' if ratio is None else f'**{_short(ratio)} ×**' for ratio in cells)} |"
        yield ""
        yield "How many times longer 95 % of the people wait, from the first request to an answer that is taken in."
        yield "Pejling's is then committed to disk; a kernel's is only in its memory. The pool has a kernel ready for everyone"
        yield "before they come, its best case."
    yield ""
    yield f"![{_alternative(found)}]({PLOT})"
    yield ""
    yield from _table("Goals", ("goal", "limit", "measured", ""),
                      [(what, limit, measured, {True: "held", False: "**not held**", None: "not measured"}[held])
                       for what, limit, measured, held in goals(found)])
    yield from _people(found)
    yield from _class_at_work(found["class_at_work"])
    yield from _memory(found)
    yield from _visits(found)
    yield from _counter(found)
    yield from _chores(found)
    yield from _large(found)
    yield from _how(found)


def _people(found: Found) -> Iterable[str]:
    yield "## Everybody at once"
    yield ""
    yield "All clients start in the same moment on the server's own cores. A Pejling client looks the code up, types two"
    yield "letters, takes its name, reads the day, and votes in an open anonymous poll. A Voilà client gets the page (a kernel"
    yield "starts and runs the day), opens the websocket, asks for the widgets' states as Voilà's page does, answers the same"
    yield "question, and waits for the kernel's echo."
    yield ""
    for key, title in TABLES.items():
        rows = [_people_row(row) for row in found[key]]
        yield from _table(title, ("people", "p50 s", "p95 s", "max s", "failures", "clients' CPU s", "note"), rows, level=3)


def _people_row(row: Found) -> Sequence[str]:
    if "left_out" in row:
        return str(row["clients"]), "–", "–", "–", "–", "–", str(row["left_out"])
    notes = [*row["why"]]
    if row.get("lost"):
        notes.append(f"{row['lost']} acknowledged answers not stored")
    if row.get("kernels_left"):
        notes.append(f"{row['kernels_left']} kernels left behind")
    if row.get("rounds", 1) > 1:
        notes.append(f"middle of {row['rounds']} rounds; max, failures of all")
    return str(row["clients"]), *_times(row), str(row["failures"]), _short(row["clients_cpu"]), "; ".join(notes)


def _class_at_work(found: Mapping[str, Mapping[str, float | None]]) -> Iterable[str]:
    yield "## A class at work"
    yield ""
    yield "The middle of all rounds. Typing: everybody writes in the group's own board, an answer every other second each; a page"
    yield "that is told so fetches the exercise after the jitter of up to 0.4 s that the page's script has, too; the fetch is timed"
    yield "alone, from written to seen with everything. The result: from the trainer's press until a page has the summary, with"
    yield "the jitter. The whole day: every exercise open and answered, later all of them shown."
    yield ""
    if len(found) > 1:
        yield "Measured turn about, in one run, with the same phones; the day has the exercises that each checkout has."
        yield ""
    rows = [(what, f"≤ {GOALS[what]:g}" if what in GOALS else "", *(_short(one[what]) for one in found.values()))
            for what in found["this"]]
    columns = ["this" if name == "this" else f"before: {name}" for name in found]
    yield from _table("", ("", "aim", *columns), rows)


def _memory(found: Found) -> Iterable[str]:
    yield "## Memory"
    yield ""
    yield "MB (1,000,000 bytes) of the server's whole process tree; shared pages are counted once (PSS). Every participant is"
    yield "logged in, has read the day with every exercise open, and keeps a live stream open. Voilà's child is not started"
    yield "until someone needs it."
    yield ""
    rows = [(str(row["people"]), _short(row["pss"]), _short(row["rss"]), str(row["processes"])) for row in found["memory"]]
    yield from _table("Pejling", ("people in", "PSS MB", "RSS MB", "processes"), rows, level=3)
    each = each_mb(found)
    if each is not None:
        yield f"One participant more: **{each:.3f} MB**.\n"
    rows = [(name, str(row["clients"]), _short(row["all_mb"]), _short(row["each_mb"]))
            for key, name in (("voila", "plain"), ("pool", "preheated pool"), ("gallery", "plain, gallery"))
            for row in found[key] if "all_mb" in row]
    yield from _table("Voilà", ("", "people in", "PSS MB", "MB each"), rows, level=3)


def _visits(found: Found) -> Iterable[str]:
    yield "## A phone's visit"
    yield ""
    seen = found["browser"]
    if not seen:
        yield "Not measured: no browser in this run.\n"
        return
    yield f"Chromium {seen['browser']}, a phone's window, an empty cache; the day with all its {seen['exercises']} exercises"
    yield "open and drawn. kB are bytes on the wire, heads and all (1,000 bytes). Requests to other hosts are counted, answered"
    yield "or not."
    yield ""
    rows = [(name, visit, str(told["requests"]), _short(told["kb"]), _short(told["websocket_kb"]), _short(told["seconds"]))
            for key, name in (("pejling", "Pejling"), ("voila", "plain Voilà"))
            for visit, told in seen[key].items()]
    yield from _table("", ("", "visit", "requests", "kB", "and by websocket, kB", "s until drawn"), rows)


def _counter(found: Found) -> Iterable[str]:
    told = found["counter"]
    yield "## From an answer to the trainer's counter"
    yield ""
    yield f"{told['phones']} phones with open streams answer within {told['seconds']:g} s. From the acknowledgement until the"
    yield f"trainer has been told by the stream, waited the console's own {told['console_pause'] * 1000:.0f} ms, and fetched a"
    yield "count that holds the answer."
    yield ""
    counts = (str(told[name]) for name in ("trainer_messages", "phone_messages", "failures"))
    row = (*_times(told), *counts)
    heads = ("p50 s", "p95 s", "max s", "most messages in a second: trainer", "a phone", "failures")
    yield from _table("", heads, [row])


def _chores(found: Found) -> Iterable[str]:
    yield "## Answers while other work runs"
    yield ""
    yield "Thirty answers a second, each on its own; from sending to acknowledgement. Each chore is repeated for some seconds."
    yield ""
    rows = [(CHORES[name], str(told["answers"]), *_times(told), str(told["failures"]), "; ".join([*told["why"], *told["not_done"]]))
            for name, told in found["chores"].items()]
    yield from _table("", ("meanwhile", "answers", "p50 s", "p95 s", "max s", "failures", "note"), rows)


def _large(found: Found) -> Iterable[str]:
    told = found["large"]
    yield f"## A database of {told['megabytes']} MB"
    yield ""
    yield "Many old courses in it. Thirty answers a second in the class of today, and someone who only looks, while the trainer"
    yield "takes one person out of it, and while other heavy work is done. What is deleted is gone from every byte of the files"
    yield "when the trainer is told so; the first time, all that years have left in them is wiped with it."
    yield ""
    rows = [(LARGE[name], _short(one["seconds"]), str(one["answers"]), *_times(one), _short(one["longest_look"]),
             str(one["failures"]), "; ".join([*one["why"], *one["not_done"]])) for name, one in told["during"].items()]
    heads = ("meanwhile", "it took s", "answers", "p50 s", "p95 s", "max s", "longest look s", "failures", "note")
    yield from _table("", heads, rows)


def _how(found: Found) -> Iterable[str]:
    on = found["machine"]
    yield "## How it was measured"
    yield ""
    versions = ", ".join(f"{name} {number}" for name, number in on["versions"].items())
    yield f"- {on['date']}, {on['cores']} cores of {on['cpu']}, {on['memory_gb']} GB, {on['system']}."
    yield f"- Python {on['python']}, SQLite {on['sqlite']}, {versions}."
    if on["load"] is not None:
        yield f"- Load average before the run: {on['load']}; the run took {found['minutes']} minutes."
    yield "- Again: `python3 kit.py bench`, or `python3 kit.py bench --quick` for a few minutes. Everything is on loopback."
    yield "- Clients and servers share the cores. p95 is one of the measured values: 95 % of the people waited no longer."
    yield "- Answers that were acknowledged are looked for in the database afterwards."
    yield ""


def _alternative(found: Found) -> str:
    """The picture in words."""
    parts = []
    for key, name in (("joining", "Pejling"), ("pool", "Voilà's preheated pool"), ("voila", "plain Voilà")):
        points = [f"{_short(row['p95'])} s for {row['clients']}" for row in found[key] if row.get("p95")]
        if points:
            parts.append(f"{name} {', '.join(points)}")
    return f"Two curves of cost against people at once. Waiting time (p95): {'; '.join(parts)}. Memory: see the tables."


def _table(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]], level: int = 2) -> Iterable[str]:
    if not rows:
        return
    if title:
        yield f"{'#' * level} {title}"
        yield ""
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', '/') for cell in row)} |"
    yield ""


def _times(row: Found) -> Sequence[str]:
    return [_short(row[name]) for name in ("p50", "p95", "max")]


def _short(value: float | None) -> str:
    """Three digits that count."""
    if value is None:
        return "–"
    return f"{value:,.0f}" if abs(value) >= 100 or value == int(value) else f"{value:.3g}"
