"""What a course did: who took part, homework, what the drills come to, and polls compared over rounds.

Reads through the data API as its viewer, and so holds no total with fewer than five behind it. Without a course server it
shows the made-up example. What is drawn stands in a table beside it.
"""

import html
import io
from dataclasses import dataclass

import ipywidgets as widgets
import pandas as pd
from matplotlib.figure import Figure

from pejling_client.client import Course, NotAllowed, NotReached, course, example
from pejling_client.coordination import FILLS, INK, danish

TRIES = ("hit", "part", "away")
"""What a first try can be, by the answers' permanent names."""
WIDE = 34
"""Letters of a label beside a bar; the table has the rest."""


@dataclass(frozen=True)
class Page:
    """HTML that a notebook shows."""

    text: str

    def _repr_html_(self) -> str:
        return self.text


def read() -> Course:
    """The course that the page is about; the example where there is no course server."""
    try:
        return course()
    except NotReached:
        return example()


def about(hold: Course) -> Page:
    """Which course it is, and how many of it have come."""
    try:
        people = hold.people()
    except NotAllowed:
        return Page(f"<p>{html.escape(hold.title)}</p>")
    come = f"{int(people['came'].sum())} af {len(people)} deltagere er kommet ind på holdet."
    return Page(f"<p>{html.escape(hold.title)}: {come}</p>")


def took_part(hold: Course) -> pd.DataFrame:
    """Each round of an exercise that gathers answers: how many have answered, and of how many."""
    opened = hold.exercises()
    rows = opened[opened["of"].fillna(0) > 0]
    return pd.DataFrame({"Øvelse": _titles(rows), "Har svaret": rows["answered"], "Af": rows["of"],
                         "Procent": 100 * rows["answered"].astype(float) / rows["of"].astype(float)}).reset_index(drop=True)


def handed_in(hold: Course) -> pd.DataFrame:
    """Each round of what is handed in and may be shared, which is homework: how many have handed in."""
    opened = hold.exercises()
    found = []
    for exercise in dict.fromkeys(opened["exercise"]):
        answers = hold.answers(exercise)
        if {"handed_in", "shared"} <= set(answers.columns):
            title = opened.loc[opened["exercise"] == exercise, "title"].iloc[0]
            found += [{"Hjemmeopgave": title, "Runde": number, "Har afleveret": int(rows["handed_in"].fillna(False).sum()),
                       "Af": len(rows)} for number, rows in answers.groupby("round")]
    return pd.DataFrame(found, columns=["Hjemmeopgave", "Runde", "Har afleveret", "Af"])


def drilled(hold: Course) -> pd.DataFrame:
    """Each drill: how its items went the first time, in per cent of all replies that may be shown."""
    opened = hold.exercises()
    found = []
    for exercise in dict.fromkeys(opened["exercise"]):
        shown = hold.summary(exercise)
        shown = shown[(shown["organisation"] == "") & shown["count"].notna()]
        if shown.empty or not _tries(shown):
            continue
        counts = shown.astype({"count": float}).groupby("text", sort=False)["count"].sum()
        title = opened.loc[opened["exercise"] == exercise, "title"].iloc[0]
        found += [{"Drill": title, "Første forsøg": text, "Procent": 100 * count / counts.sum()} for text, count in counts.items()]
    return pd.DataFrame(found, columns=["Drill", "Første forsøg", "Procent"])


def questions(hold: Course) -> dict[str, pd.DataFrame]:
    """Each question that is no drill's → its answers in per cent, a column for each time it was asked, in order.

    A question that two exercises ask with the same words and the same fixed name is compared across them.
    """
    opened = hold.exercises()
    found: dict[str, dict[str, pd.Series]] = {}
    for exercise in dict.fromkeys(opened["exercise"]):
        shown = hold.summary(exercise)
        shown = shown[(shown["organisation"] == "") & shown["percent"].notna()]
        if _tries(shown):
            continue
        name = opened.loc[opened["exercise"] == exercise, "title"].iloc[0]
        for (_, title, number), rows in shown.groupby(["question", "title", "round"], sort=False):
            asked = found.setdefault(str(title), {})
            asked[f"{name} ({number}. runde)"] = rows.drop_duplicates("text").set_index("text")["percent"].astype(float)
    return {title: pd.DataFrame(columns).rename_axis("Svar").reset_index() for title, columns in found.items()}


def show_part(hold: Course) -> Page:
    """How many took part, as bars and a table."""
    rows = took_part(hold)
    return _shown(rows, "Øvelse", ["Procent"], "Deltagelse i procent", "Der er ikke åbnet nogen øvelse, hvis tal du kan se.")


def show_homework(hold: Course) -> Page:
    """Homework as a table."""
    rows = handed_in(hold)
    return Page(_table(rows) if len(rows) else "<p>Der er ikke åbnet nogen hjemmeopgave, som du kan se.</p>")


def show_drills(hold: Course) -> Page:
    """The drills' totals, as bars and a table."""
    rows = drilled(hold)
    wide = rows.pivot_table(index="Drill", columns="Første forsøg", values="Procent", sort=False).reset_index()
    wide = wide.rename_axis(columns=None)
    series = [column for column in wide.columns if column != "Drill"]
    nothing = "Der er endnu ikke fem, der har øvet sig på den samme drill."
    return _shown(wide, "Drill", series, "Drills: første forsøg i procent", nothing)


def compare(hold: Course) -> widgets.Widget:
    """A choice of question, with its answers in each round beside each other."""
    found = questions(hold)
    if not found:
        return widgets.HTML("<p>Der er ikke vist nogen afstemning for holdet endnu. Luk og vis den i styringen.</p>")
    choose = widgets.Dropdown(options=list(found), description="Spørgsmål", layout=widgets.Layout(width="100%"))
    shown = widgets.HTML()

    def draw(_: object = None) -> None:
        rows = found[choose.value]
        shown.value = _shown(rows, "Svar", [c for c in rows.columns if c != "Svar"], f"{choose.value}: procent", "").text

    choose.observe(draw, "value")
    draw()
    return widgets.VBox([choose, shown])


def _tries(shown: pd.DataFrame) -> bool:
    """Whether every row tells how a first try went."""
    return bool(shown["answer"].isin(TRIES).all())


def _titles(rows: pd.DataFrame) -> pd.Series:
    again = rows["exercise"].duplicated(keep=False)
    return rows["title"].where(~again, rows["title"] + ", " + rows["round"].astype(str) + ". runde")


def _shown(rows: pd.DataFrame, label: str, series: list[str], title: str, nothing: str) -> Page:
    """Bars in per cent with their words, and the same as a table."""
    if rows.empty:
        return Page(f"<p>{html.escape(nothing)}</p>")
    canvas = Figure(figsize=(6.4, 0.7 + 0.32 * len(rows) * len(series)))
    axes = canvas.add_subplot()
    high = 0.8 / len(series)
    for number, name in enumerate(series):
        places = [row + (number - (len(series) - 1) / 2) * high for row in range(len(rows))]
        axes.barh(places, rows[name].fillna(0), high, color=FILLS[number % len(FILLS)], edgecolor=INK, label=name,
                  hatch=("", "//", "..", "xx")[number % 4])
    axes.set(xlim=(0, 100), ylim=(len(rows) - 0.5, -0.5), yticks=range(len(rows)), xlabel="Procent",
             yticklabels=[text if len(text) <= WIDE else f"{text[:WIDE - 1]}…" for text in rows[label].astype(str)])
    if len(series) > 1:
        axes.legend(loc="lower left", bbox_to_anchor=(0, 1), fontsize=8, frameon=False)
    out = io.StringIO()
    canvas.savefig(out, format="svg", bbox_inches="tight", metadata={"Date": None})
    svg = out.getvalue()[out.getvalue().index("<svg"):]
    words = "; ".join(f"{row[label]}: " + ", ".join(f"{name if len(series) > 1 else ''} {danish(_whole(row[name]))}".strip()
                                                   for name in series) for _, row in rows.iterrows())
    picture = f'<div role="img" aria-label="{html.escape(f"{title}. {words}")}" style="max-width:40rem">{svg}</div>'
    return Page(picture + _table(rows))


def _whole(value: object) -> object:
    return round(value) if isinstance(value, float) and not pd.isna(value) else value


def _table(rows: pd.DataFrame) -> str:
    made = rows.map(lambda value: danish(_whole(value))).to_html(index=False, border=0, escape=True)
    return f'<div style="overflow-x:auto" tabindex="0" role="group" aria-label="Tallene">{made}</div>'
