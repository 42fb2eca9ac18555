"""The columns of a joblog file: what each is called, what may stand in it and what it is for.

One row of the file is one entry in a joblog: one job, at one date, with one status. A person in the extract who has logged
nothing stands in one row with neither date nor status, so that weeks without applications are counted, too.
"""

from dataclasses import dataclass
from typing import Literal

from pejling.people.folding import same_text

Sort = Literal["id", "day", "status", "occupation", "municipality", "km", "weight", "word", "told"]


@dataclass(frozen=True)
class Column:
    """One column of the file."""

    name: str
    label: str
    sort: Sort
    says: str
    """What it holds and is used for, in Danish."""
    also: tuple[str, ...] = ()
    """Other names that files give it, folded."""
    required: bool = False


COLUMNS = (
    Column("person", "Person", "id", "CPR-nummer eller andet mærke for personen. Erstattes ved indlæsningen og gemmes aldrig.",
           ("cpr", "cprnr", "cprnummer", "cpr nr", "borger", "borger id", "personid", "pid", "ledig", "medlem"), required=True),
    Column("date", "Dato", "day", "Dagen, hvor jobbet er søgt, eller svaret er noteret.",
           ("ansoegningsdato", "dato soegt", "soegt dato", "registreret", "joblog dato"), required=True),
    Column("status", "Status", "status", "Søgt, Samtale, Afslag, Fik job eller Planlagt. Planlagt tælles aldrig.",
           ("jobstatus", "joblog status"), required=True),
    Column("job", "Job", "id", "Mærke for det job, der er søgt, så Søgt og Afslag på samme job ikke bliver to. Gemmes omskrevet.",
           ("job id", "jobid", "joblog id", "annonce", "annonce id", "stilling id")),
    Column("occupation", "Stillingskode", "occupation", "DISCO-08: 1-4 eller 6 cifre, med nuller foran (»01« er ikke »1«).",
           ("disco", "disco08", "disco kode", "stillingskode disco", "arbejdsfunktion", "isco")),
    Column("title", "Stillingsbetegnelse", "told", "Teksten selv læses ikke ind; kun, om den er der.",
           ("stilling", "titel", "stillingsbetegnelse")),
    Column("workplace", "Arbejdskommune", "municipality", "Kommunen, jobbet ligger i: nummer eller navn.",
           ("kommune job", "jobkommune", "arbejdssted", "arbejdssted kommune")),
    Column("home", "Bopælskommune", "municipality", "Kommunen, personen bor i: nummer eller navn.",
           ("kommune", "bopael", "kommune bopael", "hjemkommune")),
    Column("km", "Kilometer", "km", "Fra bopæl til job. Uden kolonnen regnes fugleflugt mellem kommunernes hovedbyer.",
           ("afstand", "km til job", "afstand km")),
    Column("benefit", "Ydelse", "word", "Fx dagpenge, kontanthjælp jobparat, ledighedsydelse.",
           ("ydelseskategori", "ydelsestype", "ydelsesart")),
    Column("spell_start", "Ledig fra", "day", "Første dag i den ledighed, rækken hører til.",
           ("ledig start", "ledighed start", "forloeb start", "startdato")),
    Column("spell_end", "Ledig til", "day", "Sidste dag med ydelse; tom, når personen stadig er ledig.",
           ("ledig slut", "ledighed slut", "forloeb slut", "slutdato")),
    Column("former", "Tidligere stillingskode", "occupation", "DISCO-08 for det, personen kom fra.",
           ("tidligere disco", "tidligere fag", "seneste disco")),
    Column("education", "Uddannelse", "word", "Fx ufaglært, faglært, mellemlang.", ("uddannelsesniveau",)),
    Column("fund", "A-kasse", "word", "Den a-kasse, personen er medlem af.", ("akasse", "a kasse")),
    Column("sector", "Sektor", "word", "Offentlig eller privat baggrund.", ()),
    Column("risk", "Risikogruppe", "word", "Fx risiko for langtidsledighed: ja eller nej.", ("risiko",)),
    Column("arm", "Gruppe", "word", "Fx kursus og sammenligning.", ("indsats", "forsoegsgruppe")),
    Column("stratum", "Stratum", "word", "Laget i en stratificeret stikprøve.", ("lag",)),
    Column("weight", "Vægt", "weight", "Hvor mange personer den udtrukne står for.", ("vaegt",)),
)
"""Every column the analysis knows. A column of the file that is none of these is never read."""

BY_NAME = {column.name: column for column in COLUMNS}
WORDS = tuple(column.name for column in COLUMNS if column.sort == "word")
"""Columns that people are grouped by."""

STATUSES = {
    "planlagt": ("planlagt", "gemt", "vil søge", "ikke søgt endnu"),
    "søgt": ("søgt", "har søgt", "ansøgt", "sendt"),
    "samtale": ("samtale", "til samtale", "jobsamtale", "indkaldt til samtale"),
    "afslag": ("afslag", "fik afslag", "fået afslag"),
    "fik job": ("fik job", "fik jobbet", "fået job", "fået jobbet", "ansat"),
}
"""Status → how files spell it."""


def guess(names: list[str]) -> dict[str, str]:
    """The columns that a file's own names point to: column → the name in the file."""
    spelt = {same_text(name): name for name in reversed(names)}
    found: dict[str, str] = {}
    for column in COLUMNS:
        for word in (column.label, column.name, *column.also):
            if (name := spelt.get(same_text(word))) and name not in found.values():
                found[column.name] = name
                break
    return found
