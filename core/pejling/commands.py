"""The command line: every command and option once, for its help, for what is obeyed and for what is said to a mistake.

Standard library only: kit.py reads it before anything is installed, and the server reads it again afterwards.
"""

import argparse
import difflib
from collections.abc import Iterable, Mapping, Sequence

from pejling.installation import Stop

COMMANDS = {
    "start": ("", "gør alt klar og åbner Pejling på din egen maskine; med --class for hele rummet"),
    "lab": ("", "åbner JupyterLab, hvor du skriver og prøver dage og øvelser"),
    "check": ("", "læser alt indhold og viser alle fejl på én gang: fil, linje og hvad der ville være rigtigt"),
    "new": ("HVAD ID", "laver en ny dag, øvelse eller case at rette i: new day, new exercise eller new case"),
    "backup": ("", "tager en sikkerhedskopi nu og skriver, hvor den ligger"),
    "restore": ("FIL", "lægger en sikkerhedskopi tilbage"),
    "rc": ("FIL.csv", "regner en tabel med svar om relationel koordinering igennem og skriver tallene som JSON"),
    "analyse": ("FIL", "læser et udtræk af joblogs og skriver en rapport; intet af filen gemmes (se docs/analyse.md)"),
    "bench": ("", "måler Pejling side om side med Voilà og skriver bench/RESULTS.md (for udviklere)"),
    "test": ("[STI …]", "prøver alt i Pejling; med en sti, eller hvad pytest ellers kender, kun det (for udviklere)"),
}
"""Command → the words that follow it, and what it does."""
_DATA = {"--data": ("MAPPE", "mappen med databasen og sikkerhedskopierne (ellers »data« her i mappen)")}
_NO_BROWSER = {"--no-browser": ("", "åbn ikke browseren")}
OPTIONS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "start": {
        "--class": ("", "åbn for rummet: viser adresse, holdkode, QR-kode og et link til dig som underviser"),
        **_DATA,
        "--port": ("TAL", "porten (ellers vælger Pejling selv)"),
        "--host": ("ADRESSE", "netkortet, der lyttes på"),
        **_NO_BROWSER,
        "--base-url": ("URL", "adressen udefra, når der står en anden server foran"),
        "--trusted-proxy": ("ADRESSE", "serveren foran, hvis oplysninger om afsenderen kan tros"),
        "--certfile": ("FIL", "TLS-certifikat"),
        "--keyfile": ("FIL", "TLS-nøgle"),
        "--json": ("", "skriv adresser og kode som én linje JSON, når der er åbent"),
    },
    "check": _DATA,
    "new": {
        "--kind": ("ART", "hvilken art en øvelse er, fx poll; uden --kind vises de arter, der er"),
        "--day": ("DAG", "id på den dag, øvelsen hører til (ellers mappen »egne«)"),
        "--title": ("TITEL", "overskriften (ellers laves den af id)"),
        **_DATA,
    },
    "backup": _DATA,
    "restore": _DATA,
    "rc": {
        "--frequency": ("rc2|linear", "hvordan hyppighed er omregnet, eller med --raw skal omregnes (ellers rc2)"),
        "--raw": ("", "svarene står som på skærmen, 1-5 fra venstre, og hyppighed skal omregnes"),
        "--roles": ('"ROLLE, ROLLE"', "alle roller i filen, når det ikke er kittets egne"),
    },
    "analyse": {
        "--report": ("FIL", "hvor rapporten skrives: .html, .pdf eller .xlsx (ellers joblog-rapport.html)"),
        "--turn": ("DATO", "dagen, der skiller før fra efter, fx 2025-09-01 (ellers midten af udtrækket)"),
        "--by": ('"KOLONNE, KOLONNE"', "grupperne, fx Gruppe eller A-kasse (ellers Gruppe, når den er der)"),
        "--extracted": ("DATO", "dagen, udtrækket er lavet (ellers i dag)"),
        "--example": ("", "skriv et opdigtet udtræk til FIL i stedet, så du kan se, hvordan et ser ud"),
    },
    "lab": {**_DATA, "--port": ("TAL", "porten (ellers den første ledige)"), **_NO_BROWSER},
    "bench": {
        "--quick": ("", "færre deltagere og færre gentagelser: et par minutter"),
        "--against": ("MAPPE", "en ældre udgave af Pejling, der måles på skift med denne"),
        "--out": ("MAPPE", "hvor RESULTS.md og cost.svg skrives (ellers i bench)"),
    },
    "test": {"--long": ("", "tag også de prøver med, der varer minutter"), "-k": ("UDTRYK", "kun prøver med det navn")},
}
"""Command → option → the value it takes, and what it does."""


def parse(words: Sequence[str]) -> argparse.Namespace:
    """What a command line asks for: `command`, its options ("" or False when not given), and the `rest` of its words.

    Raises
    ------
    Stop
        Something is misspelt, missing or too much.
    """
    if not words or words[0] in ("help", "hjælp") or {"-h", "--help"} & set(words):
        return argparse.Namespace(command="help")
    command, *rest = words
    if command not in COMMANDS:
        raise Stop(f"Kommandoen »{command}« findes ikke. {_nearest(command, COMMANDS)}")
    if command == "test":
        return argparse.Namespace(command=command, rest=rest)  # pytest has options of its own
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    for option, (takes, _) in OPTIONS[command].items():
        parser.add_argument(option, action="store" if takes else "store_true")
    try:
        given, rest = parser.parse_known_args(rest, argparse.Namespace(command=command))
    except argparse.ArgumentError as error:
        raise Stop(_no_value(command, str(error.argument_name))) from None
    for option, (takes, _) in OPTIONS[command].items():
        name = option.lstrip("-").replace("-", "_")
        value = getattr(given, name)
        if value == "":
            raise Stop(_no_value(command, option))
        if takes == "TAL" and value and not (value.isdigit() and 0 < int(value) < 65536):
            raise Stop(f"{option} skal være et tal mellem 1 og 65535, ikke »{value}«.")
        if "|" in takes and value and value not in takes.split("|"):
            raise Stop(f"{option} skal være {' eller '.join(takes.split('|'))}, ikke »{value}«.")
        setattr(given, name, value or ("" if takes else False))
    if unknown := next((word.partition("=")[0] for word in rest if word.startswith("-")), ""):
        raise Stop(f"»{command}« har ikke noget, der hedder »{unknown}«. {_nearest(unknown, OPTIONS[command])}")
    wanted = COMMANDS[command][0]
    if len(rest) < len(wanted.split()):
        raise Stop(f"»{command}« mangler noget: skriv python3 kit.py {command} {wanted}")
    if len(rest) > len(wanted.split()) and command != "new":  # a name with blanks is told what it could be
        raise Stop(f"»{rest[-1]}« hører ikke til her. Skriv python3 kit.py --help for at se, hvad der kan skrives.")
    given.rest, given.in_class = rest, getattr(given, "class", False)
    return given


def help_text() -> str:
    """Every command and option."""
    lines = ["Pejling – et kursus- og supervisionssæt til den jobrettede samtale", "",
             "Skriv:  python3 kit.py KOMMANDO        (på Windows: py kit.py KOMMANDO)", "", "Kommandoer"]
    lines += [f"  {f'{name} {takes}'.strip():<17} {gives}" for name, (takes, gives) in COMMANDS.items()]
    alike = {tuple(options): options for options in OPTIONS.values()}
    for options in alike.values():
        lines += ["", "Valg til " + ", ".join(name for name in OPTIONS if OPTIONS[name] is options)]
        lines += [f"  {f'{name} {takes}'.strip():<23} {gives}" for name, (takes, gives) in options.items()]
    return "\n".join([*lines, "", "Første gang henter Pejling det, den skal bruge, og kræver net. Derefter kan alt køre uden.",
                      "Stop igen med Ctrl-C."])


def _no_value(command: str, option: str) -> str:
    takes = OPTIONS[command][option][0]
    return f"Efter {option} mangler der noget: skriv {option} {takes}." if takes else f"{option} står alene, uden noget efter."


def _nearest(word: str, known: Iterable[str]) -> str:
    """A question with the name that was perhaps meant, or what there is."""
    close = difflib.get_close_matches(word, list(known), n=1)
    return f"Mente du »{close[0]}«?" if close else f"Der er: {', '.join(known)}."
