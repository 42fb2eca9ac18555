"""Danish municipalities: their centres, how far apart they lie as the crow flies, and what the crow flies across.

The centres are those of the towns where the municipalities have their halls, from GeoNames (CC BY 4.0; source and licence stand in
each row of `data/municipalities.csv`). A municipality without a centre there has no distances, and that is told.
"""

import csv
from dataclasses import dataclass
from functools import lru_cache
from math import asin, cos, isnan, nan, radians, sin, sqrt
from pathlib import Path

BETWEEN = " \t.–-"
"""Characters that make no difference in a name or a number."""
NEAR_KM = 30
"""How far apart the centres of two municipalities may lie to be each other's surroundings. The project's own limit: no free list
of neighbours comes with the centres."""
_EARTH_KM = 6371.0
_BRIDGED = {"jylland", "fyn", "sjælland"}
_KATTEGAT_FROM = 55.65
"""North of this latitude a straight line between Jutland and Zealand lies over open water; south of it, over Funen."""


@dataclass(frozen=True)
class Municipality:
    """One municipality, by the number that registers give it."""

    code: str
    name: str
    latitude: float
    """NaN where its centre is not known."""
    longitude: float
    land: str

    @property
    def placed(self) -> bool:
        """Whether its centre is known."""
        return not isnan(self.latitude)


@dataclass(frozen=True)
class Way:
    """From one municipality to another: kilometres as the crow flies, and whether it flies where there is no bridge."""

    home: str
    workplace: str
    km: float
    over_water: bool


@lru_cache(maxsize=1)
def municipalities() -> dict[str, Municipality]:
    """All 98, by code."""
    with (Path(__file__).parent / "data" / "municipalities.csv").open(encoding="utf-8", newline="") as file:
        rows = [Municipality(row["code"], row["name"], _number(row["latitude"]), _number(row["longitude"]), row["land"])
                for row in csv.DictReader(file)]
    return {place.code: place for place in rows}


@lru_cache(maxsize=1)
def spellings() -> dict[str, str]:
    """How files write a municipality (`plain`) → its code: number with and without a zero in front, name, name with „Kommune“."""
    found = {}
    for code, place in municipalities().items():
        new, old = place.name.replace("Aa", "Å").replace("aa", "å"), place.name.replace("å", "aa").replace("Å", "Aa")
        for name in {place.name, new, old}:
            for written in (code, f"0{code}", name, f"{name} Kommune", f"{name}s Kommune"):
                found[plain(written)] = code
    return found


def plain(text: str) -> str:
    """The text as two spellings of it are compared."""
    return text.lower().translate(str.maketrans("", "", BETWEEN))


@lru_cache(maxsize=1)
def ways() -> tuple[Way, ...]:
    """Every pair of municipalities that both have a centre, in both directions; within one, 0 km."""
    placed = [place for place in municipalities().values() if place.placed]
    return tuple(_way(home, workplace) for home in placed for workplace in placed)


def _way(home: Municipality, workplace: Municipality) -> Way:
    north = radians(workplace.latitude - home.latitude)
    east = radians(workplace.longitude - home.longitude)
    flat = cos(radians(home.latitude)) * cos(radians(workplace.latitude))
    chord = sin(north / 2) ** 2 + flat * sin(east / 2) ** 2
    lands = {home.land, workplace.land}
    middle = (home.latitude + workplace.latitude) / 2
    ferry = not lands <= _BRIDGED or (lands == {"jylland", "sjælland"} and middle > _KATTEGAT_FROM)
    return Way(home.code, workplace.code, round(2 * _EARTH_KM * asin(sqrt(chord)), 1), len(lands) == 2 and ferry)


def _number(text: str) -> float:
    return float(text) if text else nan
