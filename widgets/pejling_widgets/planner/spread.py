"""How a joblog is spread over a plan's levels and over the map, and what that looks like beside the plan."""

from collections.abc import Sequence
from typing import Any

from pejling.exercise.summary import whole_percent
from pejling.schema import State
from pejling_widgets.planner.content import NO_LEVEL, PARTS, Content, Entry, Level


def spread(content: Content, state: State) -> dict[str, Any] | None:
    """Bars of the tagged advertisements, and sentences that hold them against the plan; None without a joblog.

    `n` counts the advertisements with a tag; `bars` are {"text", "count", "percent"}, a tone for each level is the
    view's. The sentences count; they judge nothing.
    """
    if not content.joblog:
        return None
    tags = {entry.id: state["fields"].get(f"joblog/{entry.id}") for entry in content.joblog}
    n = sum(tag is not None for tag in tags.values())
    piles = [(level.mark, level.id) for level in content.levels] + [("Ingen af dem", NO_LEVEL)]
    bars = []
    for text, tag in piles:
        inside = sum(value == tag for value in tags.values())
        bars.append({"text": text, "count": inside, "percent": whole_percent(inside, n)})
    said = [_distances(content, state)]
    for level in content.levels:
        said += _level(level, state, [entry for entry in content.joblog if tags[entry.id] == level.id])
    return {"n": n, "of": len(content.joblog), "bars": bars, "sentences": said}


def _distances(content: Content, state: State) -> str:
    """The whole joblog beside the plan's longest distance."""
    km = [entry.km for entry in content.joblog]
    near = sum(distance < content.near for distance in km)
    lie = f"{near} af {len(km)} opslag ligger under {content.near} km"
    planned = [state["fields"][name] for level in content.levels if (name := f"{level.id}/km") in state["fields"]]
    if not planned:
        return f"{lie}, og det fjerneste {max(km)} km væk. Planen har endnu ingen afstand."
    far = sum(distance > max(planned) for distance in km)
    beyond = f"{far} ligger længere væk end planen" if far else "ingen ligger længere væk end planen"
    return f"Planen siger op til {max(planned)} km. {lie}, og {beyond}."


def _level(level: Level, state: State, tagged: Sequence[Entry]) -> list[str]:
    """What stands out at one level: the plan says something and the joblog nothing, the other way round, or the distance."""
    planned = any(f"{level.id}/{part.id}" in state["fields"] for part in PARTS)
    if planned and not tagged:
        return [f"Planen siger noget under {level.mark}, men ingen opslag er mærket {level.mark}."]
    if not tagged:
        return []
    count = f"{len(tagged)} opslag er mærket {level.mark}"
    if not planned:
        return [f"{count}, men planen er tom dér."]
    most = state["fields"].get(f"{level.id}/km")
    if most is None:
        return [f"{count}. Planen har ingen afstand dér."]
    inside = sum(entry.km <= most for entry in tagged)
    return [f"{count}. Inden for planens {most} km ligger {inside} af {len(tagged)}."]
