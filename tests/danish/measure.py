"""Measures the rules on the held-out utterances and writes the page that participants can open.

`PYTHONPATH=core:widgets:tests python -m danish.measure`
"""

import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from danish.agreement import Share, kappa, precision, recall
from danish.utterances import FOLDER, Judgement, first_labels, judge_all, second_labels

from pejling.dates import danish_date, danish_day
from pejling.places import content_root
from pejling_widgets.danish.findings import findings
from pejling_widgets.danish.questions import question_form

FORMS = {"open": "Åbent", "help": "Hjælpespørgsmål", "closed": "Lukket", "statement": "Ikke et spørgsmål"}
ADVICE = frozenset(("unasked_advice", "persuasion"))
PAGE = Path("modules") / "pejlemaerker" / "handouts" / "maalt-noejagtighed.md"

Pairs = list[tuple[str, str]]
"""What the label says and what the rules say, or what two labellings say."""


def judge(text: str, citizen: str | None) -> Judgement:
    """What the rules say of an utterance. Parroting is no mirror; persuasion counts as advice."""
    seen = {finding.behaviour for finding in findings(text, citizen)}
    return Judgement(question_form(text), "mirror" in seen, bool(seen & ADVICE))


def form_pairs(judged: Iterable[tuple[Judgement, Judgement]]) -> Pairs:
    """The forms."""
    return [(label.form, rules.form) for label, rules in judged]


def yes_pairs(judged: Iterable[tuple[Judgement, Judgement]], name: str) -> Pairs:
    """»yes« and »no« for `mirror` or `advice`, where both readings say one."""
    both = ((getattr(label, name), getattr(rules, name)) for label, rules in judged)
    return [("yes" if one else "no", "yes" if two else "no") for one, two in both if one is not None and two is not None]


def page(measured: str, folder: Path = FOLDER) -> str:
    """The page as Markdown; `measured` is the day its figures are from, in words."""
    judged = list(judge_all("held_out", judge, folder).values())
    forms, seen = form_pairs(judged), list(judge_all("development", judge, folder).values())
    right = Share(sum(one == two for one, two in forms), len(forms))
    known = Share(sum(one == two for one, two in form_pairs(seen)), len(seen))
    return "\n".join((
        *_opening(right, known, measured),
        *_table(forms),
        *_behaviours(judged),
        *_people(folder),
        *_meaning(),
    ))


def _opening(right: Share, known: Share, measured: str) -> list[str]:
    return [
        "# Hvor ofte har maskinen ret?",
        "",
        ("Når du skriver et svar i en øvelse, læser et sæt regler det igennem. Reglerne kender ordstilling og omkring tusind "
        "danske ord. De forstår ikke, hvad du mener. Her ser du, hvor tit de rammer, målt på sætninger, de ikke er lavet ud fra."),
        "",
        f"Målt {measured}.",
        "",
        f"**Spørgsmålets form:** {_of(right)}. Resten tog maskinen fejl af.",
        "",
        (f"**De {known.n + right.n} sætninger er opdigtet og mærket af en sprogmodel, ikke af mennesker.** Ingen af dem er sagt "
        "i en virkelig samtale. Læs derfor ikke tallene som et løfte: Virkelige svar, også dine, bliver læst mindre sikkert."),
        "",
        ("Sprogmodellen skrev og mærkede dem uden at se reglerne, efter en fast tabel over spørgsmålsformer. "
        f"{known.n} af sætningerne blev brugt, da reglerne blev lavet, og dem rammer de naturligvis bedre: {_percent(known)}. "
        f"Kun de andre {right.n}, som er holdt tilbage, tæller her."),
        "",
    ]


def _table(forms: Pairs) -> list[str]:
    counts = Counter(forms)
    lines = [
        "## Hvad bliver forvekslet med hvad?",
        "",
        "Rækken er, hvad sætningen er mærket som. Kolonnen er, hvad maskinen kaldte den.",
        "",
        "| Mærket ↓ Maskinen → | " + " | ".join(FORMS.values()) + " | I alt |",
        "|---|" + "---:|" * (len(FORMS) + 1),
    ]
    for one, name in FORMS.items():
        row = [counts[one, two] for two in FORMS]
        lines.append(f"| {name} | " + " | ".join(map(str, row)) + f" | {sum(row)} |")
    lines += [
        "",
        "| Form | Når maskinen siger det, passer det | Af dem, der findes, ser maskinen |",
        "|---|---|---|",
    ]
    lines += [f"| {name} | {_of(precision(forms, one))} | {_of(recall(forms, one))} |" for one, name in FORMS.items()]
    return [*lines, ""]


def _behaviours(judged: list[tuple[Judgement, Judgement]]) -> list[str]:
    lines = [
        "## Spejling og råd",
        "",
        "Her læser maskinen svaret sammen med det, borgeren lige har sagt. Råd er både uopfordrede råd og overtalelse.",
        "Svarene er nye for reglerne, men de fleste af borgernes replikker er de samme som dem, reglerne blev lavet ud fra.",
        "",
        "| | Når maskinen siger det, passer det | Af dem, der findes, ser maskinen | Sætninger |",
        "|---|---|---|---:|",
    ]
    for name, danish in (("mirror", "Spejling"), ("advice", "Råd og overtalelse")):
        pairs = yes_pairs(judged, name)
        lines.append(f"| {danish} | {_of(precision(pairs, 'yes'))} | {_of(recall(pairs, 'yes'))} | {len(pairs)} |")
    return [
        *lines,
        "",
        ("De øvrige ting, maskinen peger på (skala, undtagelse, styrker, SMART og så videre), er prøvet på eksempler, "
        "men ikke målt på samme måde."),
        "",
    ]


def _people(folder: Path) -> list[str]:
    lines = [
        "## Hvor enige kan man blive?",
        "",
        ("Enighed måles her med kappa (κ): 0 er som at slå plat og krone, 1 er helt enige. Trænede mennesker, der satte "
        "navn på de samme engelske samtaler, nåede:"),
        "",
        "| Hvad de skulle afgøre | κ |",
        "|---|---:|",
        "| Er det et spørgsmål eller ej? | 0,87 |",
        "| Er det en spejling eller ej? | 0,66 |",
        "| Er spørgsmålet åbent eller lukket? | 0,50 |",
        "",
    ]
    first, second = first_labels(folder), second_labels(folder)
    both = [(first[name], second[name]) for name in first if name in second]
    if not both:
        alone = "Vores egne sætninger er indtil nu kun mærket én gang. Enigheden kommer her, når de er mærket af en til."
        return [*lines, alone, ""]
    rows = [f"| Spørgsmålets form (fire muligheder) | {_kappa(form_pairs(both))} | {len(both)} |"]
    for name, danish in (("mirror", "Spejling eller ej"), ("advice", "Råd eller ej")):
        if pairs := yes_pairs(both, name):
            rows.append(f"| {danish} | {_kappa(pairs)} | {len(pairs)} |")
    return [
        *lines,
        "Vores egne sætninger er mærket to gange, hver for sig og efter den samme tabel. Begge gange var det en sprogmodel:",
        "",
        "| Hvad der skulle afgøres | κ | Sætninger |",
        "|---|---:|---:|",
        *rows,
        "",
        ("Intet menneske har mærket sætningerne. Tallene siger derfor noget om, hvor klar tabellen er, men ikke, hvor enige to "
        "fagfolk ville være. Opdigtede sætninger er også lettere at mærke end rigtige samtaler."),
        "",
    ]


def _meaning() -> list[str]:
    return [
        "## Hvad kan du bruge det til?",
        "",
        ("**Tag maskinens ord som et spejl, ikke som en dom.** Den ser ordene, ikke tonen, pausen eller det, der gik forud. "
        "Et lukket spørgsmål kan være det rigtige, og et åbent kan ramme ved siden af."),
        "",
        "- Passer feedbacken, så tag den med.",
        "- Passer den ikke, så tryk *Det passer ikke*. Din tekst kommer kun med til underviseren, hvis du siger ja.",
        "- Er du i tvivl, så læs sætningen højt for en kollega. I bliver måske heller ikke enige, og så har I noget at tale om.",
        "",
        ("Kun du ser, hvad maskinen siger om dine svar. Underviseren kan se, hvordan holdet som helhed klarede en opgave, når "
        "mindst fem har svaret."),
        "",
    ]


def _of(share: Share) -> str:
    """»95 % (172 af 181; usikkerhed 91–97 %)«."""
    low, high = share.interval()
    return f"{_percent(share)} ({share.hits} af {share.n}; usikkerhed {low * 100:.0f}–{high * 100:.0f} %)" if share.n else "–"


def _percent(share: Share) -> str:
    return "–" if share.value is None else f"{share.value * 100:.0f} %"


def _kappa(pairs: Pairs) -> str:
    value = kappa(pairs)
    return "–" if value is None else f"{value:.2f}".replace(".", ",")


def _summary(judged: Mapping[str, tuple[Judgement, Judgement]]) -> str:
    """The figures on a few lines, for the terminal."""
    forms = form_pairs(judged.values())
    lines = [f"form: {_of(Share(sum(one == two for one, two in forms), len(forms)))}"]
    for name in ("mirror", "advice"):
        pairs = yes_pairs(judged.values(), name)
        lines.append(f"{name}: precision {_of(precision(pairs, 'yes'))}, recall {_of(recall(pairs, 'yes'))}, n {len(pairs)}")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Prints the figures and writes the page."""
    for part in ("development", "held_out"):
        sys.stdout.write(f"{part}\n{_summary(judge_all(part, judge))}")
    target = content_root() / PAGE
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(page(danish_date(danish_day(datetime.now(UTC)))), encoding="utf-8")
    sys.stdout.write(f"→ {PAGE.as_posix()}\n")


if __name__ == "__main__":
    main()
