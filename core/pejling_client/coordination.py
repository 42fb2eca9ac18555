"""A survey of relational coordination looked at closely: choose round, direction, dimension, coding and grouping.

Reads through the data API as its viewer, and so holds nothing with fewer than five behind it. Without a course server it
shows an example. Tables are pandas, figures matplotlib, choices ipywidgets; what is drawn stands in words beside it.
"""

import html
import io
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import ipywidgets as widgets
import pandas as pd
from matplotlib.figure import Figure

from pejling_client.client import NotAllowed, NotReached, course

SURVEY = "rk-maaling"
PARTS = ("ties", "dimensions", "shifts", "leads", "organisations")
BELOW = {"shifts": "Hvad har flyttet sig?", "leads": "Et forslag til, hvor I kan begynde"}
"""What stands below the figure, of the round that is looked at."""
EXAMPLE = Path(__file__).with_name("coordination_example.json")
ALL, USED, OTHER = "Alle", "Den, der er brugt", "Den anden"
BY = {"Retning": "Retning", "Hvem der svarer": "Fra", "Hvem der svares om": "Om"}
VALUES = ["Tal", "Mindst", "Højst"]
MARKERS, STYLES = ("o", "s", "D", "^", "v", "P", "X", "*"), ("-", "--", ":", "-.")
ROOM = 0.8
"""How much of a row its dots take, so that none comes into the next one's."""
INK, FILLS = "#15313b", ("#0f5b6d", "#f0c6a8", "#8578bd", "#ffffff")


@dataclass(frozen=True)
class Data:
    """What there is to look at, and what to say of it."""

    tables: Mapping[str, pd.DataFrame]
    note: str


def read_data(exercise: str = SURVEY) -> Data:
    """The course's own figures; an example where there is no course server."""
    try:
        hold = course()
        tables = {part: hold.table(exercise, part) for part in PARTS}
    except NotReached:
        kept = json.loads(EXAMPLE.read_text(encoding="utf-8"))
        return Data({part: _directed(pd.DataFrame(**kept[part])) for part in PARTS}, "Et eksempel med opdigtede svar.")
    except NotAllowed as why:
        return Data({}, f"{why} Vis først målingen for holdet.")
    if tables["ties"].empty:
        return Data({}, "Der er ikke vist noget for holdet endnu. Vis svarene fra styringen, og åbn siden igen.")
    return Data({part: _directed(table) for part, table in tables.items()}, f"Tallene fra »{hold.title}«.")


def explore(exercise: str = SURVEY) -> widgets.Widget:
    """The page: six choices, a figure and its table, which follow them."""
    data = read_data(exercise)
    note = widgets.HTML(f"<p>{html.escape(data.note)}</p>")
    if not data.tables:
        return note
    ties, dimensions = data.tables["ties"], data.tables["dimensions"]
    rounds = sorted(set(ties["round"]), reverse=True)
    choose = {
        "number": _menu("Runde", [(f"{number}. runde", number) for number in rounds]),
        "direction": _menu("Retning", [ALL, *dict.fromkeys(ties["Retning"])]),
        "dimension": _menu("Dimension", ["Hele tallet", "Alle syv", *dict.fromkeys(dimensions.get("Dimension", ()))]),
        "organisation": _menu("Organisation", [ALL, *organisations_of(data)]),
        "coding": _menu("Kodning", [USED, OTHER]),
        "by": _menu("Gruppér efter", list(BY)),
    }
    shown = widgets.interactive_output(lambda **chosen: _display(data, **chosen), choose)
    return widgets.VBox([note, widgets.HBox(list(choose.values()), layout=widgets.Layout(flex_flow="row wrap")), shown])


def organisations_of(data: Data) -> list[str]:
    """The organisations whose parts may be shown in some round."""
    table = data.tables["organisations"]
    return list(dict.fromkeys(table["Organisation"])) if len(table) else []


def chosen(
    data: Data, number: int, direction: str, dimension: str, organisation: str, coding: str, by: str
) -> tuple[pd.DataFrame, str]:
    """The rows to show, sorted by group, and what must be known of them."""
    whole = dimension == "Hele tallet"
    note = ""
    if organisation != ALL:
        note = "" if whole and coding == USED else "Delt på organisation vises kun hele tallet, med den kodning, der er brugt."
        whole, dimension, coding = True, "Hele tallet", USED
    table = data.tables["organisations" if organisation != ALL else "ties" if whole else "dimensions"]
    rows = table[table["round"] == number] if len(table) else table
    if direction != ALL and len(rows):
        rows = rows[rows["Retning"] == direction]
    if dimension not in ("Hele tallet", "Alle syv") and len(rows):
        rows = rows[rows["Dimension"] == dimension]
    if organisation != ALL and len(rows):
        rows = rows[rows["Organisation"] == organisation]
    if coding == OTHER and whole:
        rows = rows.assign(Tal=rows["Tal med den anden kodning"], Mindst=None, Højst=None)
        note = "Med den anden kodning vises tallet uden interval."
    elif coding == OTHER:
        note = "Kodningen rører kun hyppighed, og dimensionerne vises med den kodning, der er brugt."
    if rows.empty:
        note = "Her er for få svar, eller nogle få har sprunget spørgsmål over, så intet kan vises."
        return rows, note
    wanted = [BY[by], *(["Dimension"] if not whole else [])]
    rest = [column for column in ("Retning", "Svar", *VALUES, "Med ord") if column in rows and column not in wanted]
    return rows.sort_values(BY[by], kind="stable")[[*wanted, *rest]].reset_index(drop=True), note


def drawn(rows: pd.DataFrame) -> str:
    """The rows as dots with intervals on a scale from 1 to 5: an SVG with its words."""
    out = io.StringIO()
    plotted(rows).savefig(out, format="svg", bbox_inches="tight", metadata={"Date": None})
    svg = out.getvalue()[out.getvalue().index("<svg"):]
    words = "; ".join(f"{row['Retning']}{' ' + row['Dimension'] if 'Dimension' in rows else ''}: {danish(row['Tal'])}"
                      for _, row in rows.iterrows())
    return f'<div role="img" aria-label="{html.escape(f"Punkter fra 1 til 5. {words}")}" style="max-width:40rem">{svg}</div>'


def plotted(rows: pd.DataFrame) -> Figure:
    """A row for each dimension with a dot for each direction, or a row for each direction."""
    by_dimension = "Dimension" in rows
    label = "Dimension" if by_dimension else "Retning"
    names = list(dict.fromkeys(rows[label]))
    series = list(dict.fromkeys(rows["Retning"])) if by_dimension else [""]
    canvas = Figure(figsize=(6.4, 0.7 + len(names) * max(0.34, 0.17 * len(series))))
    axes = canvas.add_subplot()
    for place, (_, row) in enumerate(rows.iterrows()):
        at = series.index(row["Retning"]) if by_dimension else 0
        y = names.index(row[label]) + (at - (len(series) - 1) / 2) * ROOM / len(series)
        if pd.notna(row["Mindst"]):
            axes.plot([row["Mindst"], row["Højst"]], [y, y], STYLES[at % len(STYLES)], color=INK, linewidth=1)
        is_new = by_dimension and row["Retning"] not in axes.get_legend_handles_labels()[1]
        axes.plot([row["Tal"]], [y], MARKERS[at % len(MARKERS)], color=FILLS[at % len(FILLS)], markeredgecolor=INK,
                  label=row["Retning"] if is_new else f"_{place}")
    axes.set(xlim=(0.9, 5.1), ylim=(len(names) - 0.5, -0.5), xticks=range(1, 6), yticks=range(len(names)), yticklabels=names)
    axes.grid(axis="x", color="#c9c2b5", linewidth=0.5)
    if by_dimension:
        axes.legend(loc="lower left", bbox_to_anchor=(0, 1), fontsize=8, frameon=False)
    return canvas


def danish(value: Any) -> str:
    """A value as Danes read it: a comma, "–" for nothing."""
    if value is None or (isinstance(value, float) and pd.isna(value)):
        return "–"
    return f"{value:.2f}".rstrip("0").rstrip(".").replace(".", ",") if isinstance(value, float) else str(value)


def _display(data: Data, **chosen_now: Any) -> None:
    from IPython.display import HTML, display

    rows, note = chosen(data, **chosen_now)
    parts = [f"<p>{html.escape(note)}</p>" if note else ""]
    if not rows.empty:
        parts += [drawn(rows), _table(rows)]
    for part, title in BELOW.items():
        table = data.tables[part]
        of_round = table[table["round"] == chosen_now["number"]] if len(table) else table
        if len(of_round):
            parts += [f"<h3>{title}</h3>", _table(of_round.drop(columns=["round", "Retning om"], errors="ignore"))]
    display(HTML("".join(parts)))  # type: ignore[no-untyped-call]  # it ships no types


def _table(rows: pd.DataFrame) -> str:
    made: str = rows.map(danish).to_html(index=False, border=0, escape=True)
    made = re.sub(r"<td>(?=[-\d])", '<td style="white-space:nowrap">', made)  # a number is not broken in two on a phone
    made = re.sub(r"<(t[hd])>", r'<\1 style="overflow-wrap:normal;word-break:normal;hyphens:auto">', made)
    return f'<div style="overflow-x:auto" tabindex="0" role="group" aria-label="Tallene">{made}</div>'


def _menu(name: str, options: list[Any]) -> widgets.Dropdown:
    return widgets.Dropdown(options=options, description=name, style={"description_width": "7rem"})


def _directed(table: pd.DataFrame) -> pd.DataFrame:
    """With the direction in words, where rows are of directions."""
    return table.assign(Retning=table["Fra"] + " om " + table["Om"]) if {"Fra", "Om"} <= set(table.columns) else table
