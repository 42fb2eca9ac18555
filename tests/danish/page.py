"""The page »Hvor ofte har maskinen ret?« as Markdown, from figures that are measured elsewhere."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from danish.agreement import Share, kappa, precision, recall

PAGE = Path("modules") / "pejlemaerker" / "handouts" / "maalt-noejagtighed.md"
Pairs = list[tuple[str, str]]
"""What the label says and what the rules say, or what two labellings say."""

STYLES = ("written", "phone")
FORMS = {"open": "Åbent", "help": "Hjælpespørgsmål", "closed": "Lukket", "statement": "Ikke et spørgsmål"}
FIRST = 210
"""Replies by the same hand that the rules were mended by, after they had been measured on them once."""
MORE = 120
"""Replies by another model that knew a part of the rules; used in the same way."""
WORDS = {"written": "skrevet ordentligt", "phone": "tastet på en telefon"}
AIMS = (
    ("mindst", (0.97, 0.94)), ("mindst", (0.88, 0.88)), ("mindst", (0.85, 0.85)), ("højst", (0.05, 0.05)), ("højst", (0.10, 0.10)),
)
"""What each row of the table should reach, by style."""
VERDICTS = {"hit": "Sad", "part": "Delvis", "away": "Prøv igen"}
NAMES = {
    "mirror": "Spejling", "parroting": "Papegøje", "feeling": "Følelse", "strength": "Styrke", "scale": "Skala",
    "exception": "Undtagelse", "perspective": "Perspektivskift", "miracle": "Mirakel", "contract": "Kontrakt",
    "timeout": "Timeout", "closing": "Afslutning", "if_then": "Hvis–så", "asks_permission": "Beder om lov",
    "several_questions": "Flere spørgsmål", "leading": "Ledende", "accusing_why": "Bebrejdende hvorfor", "either_or": "Enten-eller",
    "advice": "Råd og overtalelse", "but_after_mirror": "Men efter spejling", "jargon": "Systemets ord", "hurts": "Gør ondt",
}


@dataclass(frozen=True)
class Told:
    """What is measured on one set of replies, by style (»written« and »phone«)."""

    form: dict[str, Pairs]
    does: dict[str, dict[str, Pairs]]
    verdicts: dict[str, Pairs]


@dataclass(frozen=True)
class Figures:
    """What is measured: the old sentences' forms by style, two sets of replies, and two labellings held together."""

    utterances: dict[str, Pairs]
    replies: Told
    fresh: Told
    agreed: dict[str, Pairs]


def right(pairs: Pairs) -> Share:
    """How often both say the same."""
    return Share(sum(one == two for one, two in pairs), len(pairs))


def found(does: dict[str, Pairs]) -> tuple[Share, Share]:
    """Of all behaviours together: how many that were seen are there, and how many that are there were seen."""
    both = [pair for pairs in does.values() for pair in pairs]
    return precision(both, "yes"), recall(both, "yes")


def wrongly(verdicts: Pairs, label: str, told: str) -> Share:
    """Of the replies that are labelled so, how many the machine calls the other."""
    rows = [two for one, two in verdicts if one == label]
    return Share(rows.count(told), len(rows))


def page(measured: str, seen: Figures) -> str:
    """The page; `measured` is the day its figures are from, in words."""
    return "\n".join((*_opening(measured, seen), *_made(seen), *_verdicts(seen.fresh), *_behaviours(seen.fresh),
                      *_forms(seen.utterances["written"]), *_agreed(seen), *_meaning()))


def _opening(measured: str, seen: Figures) -> list[str]:
    return [
        "# Hvor ofte har maskinen ret?",
        "",
        ("Når du skriver et svar i en øvelse, læser et sæt regler det igennem. Reglerne kender ordstilling og lister over danske "
        "ord og vendinger. De forstår ikke, hvad du mener. Her ser du, hvor tit de rammer, på sætninger, der blev holdt tilbage, "
        "mens reglerne blev lavet."),
        "",
        f"Målt {measured}.",
        "",
        f"## {len(seen.fresh.form['phone'])} svar fra en, der ikke kendte reglerne",
        "",
        *_table(_rows(seen.fresh)),
        *_aims(seen.fresh),
        "",
        f"## {len(seen.replies.form['phone'])} svar fra den, der skrev reglerne",
        "",
        "De tal er pænere, end du kan vente dig:",
        "",
        *_table([*_rows(seen.replies), (f"Spørgsmålets form i {len(seen.utterances['written'])} ældre sætninger",
                                        [right(seen.utterances[style]) for style in STYLES])]),
        "Tastet på en telefon er uden store bogstaver, komma og spørgsmålstegn, og nogle gange med »haru« og »ku«.",
        "",
    ]


def _aims(told: Told) -> list[str]:
    """Which aims are reached and which are missed, in words."""
    reached: dict[bool, list[str]] = {True: [], False: []}
    for (name, shares), (sign, least) in zip(_rows(told), AIMS, strict=True):
        for words, share, aim in zip(WORDS.values(), shares, least, strict=True):
            value = share.value or 0
            met = value >= aim if sign == "mindst" else value <= aim
            reached[met].append(f"- {name}, {words}: {value * 100:.0f} %. Målet er {sign} {aim * 100:.0f} %.")
    return [
        "**Ikke nået:**" if reached[False] else "**Alle målene er nået.**",
        "",
        *reached[False],
        "",
        *(["**Nået:**", "", *reached[True], ""] if reached[True] else []),
        ("Hvor målet ikke er nået, så tro mest på de to gode svar, du kan sammenligne med. Er maskinen i tvivl, siger den det, "
         "og så er dommen »delvis«."),
    ]


def _rows(told: Told) -> list[tuple[str, list[Share]]]:
    return [
        ("Spørgsmålets form", [right(told.form[s]) for s in STYLES]),
        ("Det, svaret gør: når maskinen siger det, passer det", [found(told.does[s])[0] for s in STYLES]),
        ("Det, svaret gør: af det, der er, ser maskinen", [found(told.does[s])[1] for s in STYLES]),
        ("Dårlige svar, som maskinen tager for gode", [wrongly(told.verdicts[s], "away", "hit") for s in STYLES]),
        ("Gode svar, som maskinen beder om at få lavet om", [wrongly(told.verdicts[s], "hit", "away") for s in STYLES]),
    ]


def _table(rows: list[tuple[str, list[Share]]]) -> list[str]:
    return [
        "| | Skrevet ordentligt | Tastet på en telefon |",
        "|---|---|---|",
        *(f"| {name} | {_of(one)} | {_of(two)} |" for name, (one, two) in rows),
        "",
    ]


def _made(seen: Figures) -> list[str]:
    return [
        "## Hvem har lavet sætningerne?",
        "",
        ("**Sætningerne er opdigtet og mærket af en sprogmodel, ikke af mennesker.** Ingen af dem er sagt i en virkelig samtale. "
        f"De {len(seen.fresh.form['phone'])} svar øverst er skrevet og mærket af en sprogmodel, som ikke havde skrevet reglerne og "
        "kun havde set en enkelt fil af dem, og hverken prøverne eller de tidligere svar, bortset fra få linjer, der viste formen. "
        f"Først skrev den {FIRST} svar uden at have set nogen regel. Da passede 75 % af det, maskinen sagde, at svaret gjorde, "
        "den så "
        "65 % af det, der var, og den tog 13 % af de dårlige svar for gode. De fejl blev brugt til at rette reglerne, så de svar "
        f"tæller ikke med her. Det samme gælder {MORE} svar fra en, der kendte en del af reglerne. "
        "De øvrige svar er skrevet og mærket, "
        "før reglerne til dem blev lavet, men af den samme sprogmodel, som bagefter skrev reglerne, og tallene for dem blev set "
        "undervejs. Derfor ligner de reglerne mere, end dine svar gør. De ældste sætninger gælder kun spørgsmålets form."),
        "",
        "**Læs derfor ikke tallene som et løfte:** Virkelige svar, også dine, bliver læst mindre sikkert.",
        "",
        ("Hvert svar er læst to gange: skrevet ordentligt og tastet. Omkring en tredjedel af svarene er dårlige med vilje: dom, "
        "trussel, sarkasme, medynk, bagatellisering, diagnoser, papegøjesnak og skjulte råd."),
        "",
    ]


def _verdicts(told: Told) -> list[str]:
    lines = [
        "## Dommen over et svar",
        "",
        ("Her er det svarene øverst. »Sad« betyder, at maskinen ikke fandt noget at prøve. »Delvis« er også det, "
        "den siger, når den er i tvivl; så står der to gode svar at sammenligne med. Rækken er, hvad svaret er mærket "
        "som. Kolonnen er, hvad maskinen sagde: først om svaret "
        "skrevet ordentligt, så om det tastet på en telefon."),
        "",
        "| Mærket ↓ Maskinen → | " + " | ".join(VERDICTS.values()) + " | I alt |",
        "|---|" + "---:|" * (len(VERDICTS) + 1),
    ]
    written, typed = (Counter(told.verdicts[style]) for style in STYLES)
    for one, name in VERDICTS.items():
        row = [f"{written[one, two]} · {typed[one, two]}" for two in VERDICTS]
        lines.append(f"| {name} | " + " | ".join(row) + f" | {sum(typed[one, two] for two in VERDICTS)} |")
    return [*lines, ""]


def _behaviours(told: Told) -> list[str]:
    does = told.does["phone"]
    lines = [
        "## Det, svaret gør",
        "",
        "Her læser maskinen det tastede svar sammen med det, borgeren lige har sagt.",
        "",
        "| | Når maskinen siger det, passer det | Af dem, der findes, ser maskinen |",
        "|---|---|---|",
    ]
    lines += [f"| {NAMES[name]} | {_of(precision(pairs, 'yes'))} | {_of(recall(pairs, 'yes'))} |"
              for name, pairs in sorted(does.items(), key=lambda one: -sum(label == "yes" for label, _ in one[1]))]
    return [
        *lines,
        "",
        "Hvor der kun er få, siger tallet næsten intet. SMART-bogstaverne er prøvet på eksempler, men ikke målt.",
        "",
    ]


def _forms(forms: Pairs) -> list[str]:
    counts = Counter(forms)
    lines = [
        "## Spørgsmålets form: Hvad bliver forvekslet med hvad?",
        "",
        f"De {len(forms)} ældre sætninger, skrevet ordentligt. Rækken er mærket, kolonnen er maskinens.",
        "",
        "| Mærket ↓ Maskinen → | " + " | ".join(FORMS.values()) + " | I alt |",
        "|---|" + "---:|" * (len(FORMS) + 1),
    ]
    for one, name in FORMS.items():
        row = [counts[one, two] for two in FORMS]
        lines.append(f"| {name} | " + " | ".join(map(str, row)) + f" | {sum(row)} |")
    return [*lines, ""]


def _agreed(seen: Figures) -> list[str]:
    rows = [f"| {name} | {_kappa(pairs)} | {len(pairs)} |" for name, pairs in seen.agreed.items() if pairs]
    return [
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
        "Vores egne sætninger er mærket to gange efter den samme vejledning. Begge gange var det en sprogmodel:",
        "",
        "| Hvad der skulle afgøres | κ | Sætninger |",
        "|---|---:|---:|",
        *rows,
        "",
        ("Svarene er mærket begge gange af den samme model, anden gang i blandet orden. Den kan huske sig selv, så de tal er for "
        "pæne. Intet menneske har mærket sætningerne. Tallene siger noget om, hvor klar vejledningen er, men ikke, hvor enige "
        "to fagfolk ville være."),
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
        "så mange har svaret, at ingen kan kendes."),
        "",
    ]


def summary(told: Told) -> str:
    """The figures of a set of replies on a few lines, for the terminal."""
    lines = []
    for style in STYLES:
        there, saw = found(told.does[style])
        lines += [
            f"  {style}: form {_of(right(told.form[style]))}",
            f"    behaviours: precision {_of(there)}, recall {_of(saw)}",
            f"    poor called a hit {_of(wrongly(told.verdicts[style], 'away', 'hit'))}",
            f"    good called away {_of(wrongly(told.verdicts[style], 'hit', 'away'))}",
        ]
    return "\n".join(lines) + "\n"


def _of(share: Share) -> str:
    """»95 % (172 af 181; usikkerhed 91–97 %)«."""
    low, high = share.interval()
    value = f"{(share.value or 0) * 100:.0f} %"
    return f"{value} ({share.hits} af {share.n}; usikkerhed {low * 100:.0f}–{high * 100:.0f} %)" if share.n else "–"


def _kappa(pairs: Pairs) -> str:
    value = kappa(pairs)
    return "–" if value is None else f"{value:.2f}".replace(".", ",")
