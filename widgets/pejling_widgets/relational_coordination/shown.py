"""A survey of relational coordination as parts of a summary: network, matrix, directions, dimensions, and shifts over rounds."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

from pejling.exercise.audience import enough
from pejling.exercise.kind import Ctx
from pejling.exercise.summary import Figure, Movement, Network, Part, Table
from pejling.relational.intervals import NO_CHANGE, NO_DIFFERENCE, TYPICAL_SD
from pejling.relational.published import Published, ShownTie, between, shift
from pejling.relational.report import BAND_WORDS, OTHER
from pejling.relational.scoring import BETWEEN, Frequency
from pejling_widgets.relational_coordination.content import IDS, Content

CODING: dict[Frequency, str] = {
    "rc2": "rc2: »passende« hyppighed tæller mest (svarene tæller 1, 3, 5, 4, 2)",
    "linear": "lineær: hyppighed tæller 1 til 5, som svarene står",
}
FEW = Figure(0, None, few=True)
Row = tuple[str | int | float | None, ...]


def parts(content: Content, published: Published, own_roles: Sequence[str], ctx: Ctx) -> tuple[Part, ...]:
    """All that is shown of one round. Figures have the decimals that they are published with."""
    text = {role.id: role.text for role in content.roles}
    pairs = [(rater.id, rated.id) for rater in content.roles for rated in content.rated_by(rater.id)]
    ties = tuple((a, b, _figure(published.tie(a, b))) for a, b in pairs)
    return (
        Network("network", "Hvordan koordineringen opleves, i begge retninger", tuple(text.items()), ties,
                tuple(BAND_WORDS.values())),
        _directions(text, published),
        _matrix(content, text, published),
        _ties(content, text, published),
        _dimensions(content, text, published),
        _leads(content, text, published),
        _together(content, text, published),
        _response(content, own_roles, ctx),
    )


def over_rounds(content: Content, rounds: Sequence[Published]) -> tuple[Part, ...]:
    """Each tie's way through the rounds, and its shift since each of those before in words."""
    text = {role.id: role.text for role in content.roles}
    pairs = [(rater.id, rated.id) for rater in content.roles for rated in content.rated_by(rater.id)]
    times = tuple(f"{number}. runde" for number in range(1, len(rounds) + 1))
    lines = tuple((_direction(text, a, b), tuple(_figure(one.tie(a, b)) for one in rounds)) for a, b in pairs)
    rows = [
        row for at, before in enumerate(rounds[:-1], start=1) for a, b in pairs
        if (row := _shifted(f"{at}. → {len(rounds)}. runde", _direction(text, a, b), before.tie(a, b), rounds[-1].tie(a, b)))
    ]
    n = min((tie.index.n for one in rounds for tie in one.ties), default=0)
    head = ("Runder", "Retning", "Før", "Nu", "Forskel", "Mindst", "Højst", "Med ord")
    return (
        Movement("rounds", "Runde for runde", times, lines),
        Table("shifts", "Hvad har flyttet sig?", head, tuple(sorted(rows, key=_width)), n, few=not rows),
    )


def notes(content: Content) -> tuple[tuple[str, str], ...]:
    """How the figures are read, and each question with its answers, source and licence."""
    weak, strong = (f"{limit:.1f}".replace(".", ",") for limit in BETWEEN)
    spread = f"{TYPICAL_SD:.2f}".replace(".", ",")
    lines = {
        "Formulering": content.about_wording,
        "Kodning": f"{CODING[content.frequency]}. Ved siden af står tallet med den anden kodning ({OTHER[content.frequency]}).",
        "Fra": "Den rolle, der har svaret.",
        "Om": "Den rolle, der er svaret om.",
        "Svar": "Hvor mange der har svaret.",
        "Tal": "Gennemsnit af de syv spørgsmål, fra 1 til 5; for en dimension gennemsnit af det ene spørgsmål.",
        "Mindst": "Den nederste ende af et 95 %-interval (t). Tallet er et gennemsnit af få mennesker, og intervallet viser, "
                  "hvor det kunne have ligget, hvis andre havde haft vagten.",
        "Højst": "Den øverste ende af intervallet.",
        "Forskel": "Det andet tal minus det første. Intervallet er Welchs.",
        "Med ord": f"Mellem roller kaldes under {weak} svag, {weak}–{strong} moderat og over {strong} stærk. "
                   "Om egen rolle er der ingen grænser: Folk er venligere mod deres egne.",
        "Lavest": "Den dimension, der er lavest i retningen. Forskellen til den næstlaveste kan være tilfældig; brug forslaget "
                  "til at komme i gang og ikke som et fund.",
        "Tal med den anden kodning": "Det samme tal, hvis hyppighed var kodet på den anden måde.",
        "Mindste synlige ændring": "Så meget skal en ny runde flytte sig, for at fire ud af fem målinger ville vise det, "
                                   f"hvis lige så mange svarer (regnet med en spredning på {spread}).",
        "Svarprocent": "De, der har svaret, af dem, der hører til rollen, i hele procent.",
        "Ikke med": "Retninger, som færre end fem har svaret på, og svar med færre end fem af de syv spørgsmål. "
                    "Har nogle få sprunget et spørgsmål over, står tallet med én decimal, og dimensionerne vises ikke.",
    }
    asked = {
        f"Spørgsmål {at}: {item.name}":
            f"{item.text} Svar: {', '.join(item.answers)}. Kilde: {item.source}. Licens: {item.licence}."
        for at, item in enumerate(content.wording, start=1)
    }
    return tuple((lines | asked).items())


def organisations(content: Content, given: Sequence[tuple[str, ShownTie]]) -> Table:
    """Each organisation's part of a direction that several of them rate."""
    text = {role.id: role.text for role in content.roles}
    rows = [(name, text[tie.from_role], text[tie.to_role], tie.index.n, tie.index.value, tie.index.low, tie.index.high,
             _figure(tie).word) for name, tie in given]
    head = ("Organisation", "Fra", "Om", "Svar", "Tal", "Mindst", "Højst", "Med ord")
    return _table("organisations", "Hver organisation for sig", head, rows, [tie for _, tie in given])


def _figure(tie: ShownTie | None) -> Figure:
    if not tie:
        return FEW
    return Figure(tie.index.n, tie.index.value, tie.index.low, tie.index.high, word=BAND_WORDS[tie.band] if tie.band else "")


def _direction(text: dict[str, str], a: str, b: str) -> str:
    return f"{text[a]} om {text[b]}" if a != b else f"{text[a]} om sig selv"


def _table(name: str, title: str, head: tuple[str, ...], rows: Sequence[Row], shown: Sequence[ShownTie]) -> Table:
    """A table that so many stand behind as behind its smallest figure."""
    return Table(name, title, head, tuple(rows), min((tie.index.n for tie in shown), default=0), few=not rows)


def _directions(text: dict[str, str], published: Published) -> Table:
    """A on B beside B on A, with Welch's interval round the difference and in words."""
    rows: list[Row] = []
    for a, b in combinations(text, 2):
        there, back = published.tie(a, b), published.tie(b, a)
        found = shift(there, back) if there and back else None
        if there and back and found:
            higher = _direction(text, b, a) if found.estimate > 0 else _direction(text, a, b)
            words = f"»{higher}« er højest" if found.distinguishable else NO_DIFFERENCE
            rows.append((_direction(text, a, b), there.index.value, _direction(text, b, a), back.index.value,
                         found.estimate, *found.interval, words))
        elif there or back:
            rows.append((_direction(text, a, b), there.index.value if there else None, _direction(text, b, a),
                         back.index.value if back else None, None, None, None, "kun den ene retning kan vises"))
    head = ("Den ene retning", "Tal", "Den anden retning", "Dens tal", "Forskel", "Mindst", "Højst", "Med ord")
    return _table("directions", "De to retninger ved siden af hinanden", head, rows, published.ties)


def _matrix(content: Content, text: dict[str, str], published: Published) -> Table:
    """A row for each role that answers, a column for each that is answered about, and how the others together see it."""
    ids = list(text)
    rows: list[Row] = [
        (text[a], *(tie.index.value if (tie := published.tie(a, b)) else None for b in ids)) for a in ids
    ]
    if published.seen:
        seen = {role: mean for role, _, mean in published.seen}
        rows.append(("Alle andre om rollen", *(seen.get(role) for role in ids)))
    head = ("Svar fra", *(f"om {role.text}" for role in content.roles))
    return _table("matrix", "Hvem siger hvad om hvem", head, rows if published.ties else [], published.ties)


def _ties(content: Content, text: dict[str, str], published: Published) -> Table:
    """Each direction that may be shown, the surest first."""
    head = ("Fra", "Om", "Svar", "Tal", "Mindst", "Højst", "Med ord", "Kodning", "Tal med den anden kodning",
            "Mindste synlige ændring")
    rows = [
        (text[tie.from_role], text[tie.to_role], tie.index.n, tie.index.value, tie.index.low, tie.index.high,
         BAND_WORDS[tie.band] if tie.band else "ingen bånd inden for egen rolle", content.frequency, tie.other, tie.smallest)
        for tie in published.ties
    ]
    title = f"Hver retning for sig, den sikreste først (95 %-interval; {CODING[content.frequency]})"
    return _table("ties", title, head, rows, published.ties)


def _dimensions(content: Content, text: dict[str, str], published: Published) -> Table:
    """The seven of each direction, where they may be shown."""
    names = [item.name for item in content.wording]
    with_dimensions = [tie for tie in published.ties if tie.dimensions]
    rows = [
        (text[tie.from_role], text[tie.to_role], name, one.n, one.value, one.low, one.high)
        for tie in with_dimensions for name, one in zip(names, tie.dimensions, strict=True)
    ]
    head = ("Fra", "Om", "Dimension", "Svar", "Tal", "Mindst", "Højst")
    return replace(_table("dimensions", "De syv dimensioner", head, rows, with_dimensions), dots=True)


def _leads(content: Content, text: dict[str, str], published: Published) -> Table:
    """From each weak direction, or the lowest where none is weak, to a question to discuss and a case to try it on."""
    across = sorted((tie for tie in published.ties if tie.from_role != tie.to_role), key=lambda tie: tie.index.value)
    rows: list[Row] = []
    for tie in [tie for tie in across if tie.band == "weak"] or across[:1]:
        if tie.dimensions:
            value, at = min((one.value, at) for at, one in enumerate(tie.dimensions))
            if lead := content.lead_for(IDS[at]):
                direction = _direction(text, tie.from_role, tie.to_role)
                rows.append((direction, tie.index.value, _figure(tie).word, content.wording[at].name, value,
                             lead.question, lead.ask))
    head = ("Retning", "Tal", "Med ord", "Lavest", "Dens tal", "Spørgsmål", "Case")
    return _table("leads", "Et forslag til, hvor I kan begynde", head, rows, across)


def _together(content: Content, text: dict[str, str], published: Published) -> Table:
    """Means of all the ties between roles, and how well the seven hang together."""
    rows: list[Row] = []
    if means := between(published.ties):
        rows = [("Gennemsnit, hver retning tæller lige", means[0]), ("Gennemsnit, hvert svar tæller lige", means[1]),
                ("Cronbachs alfa for de syv", published.alpha)]
    return _table("together", "Alle retninger mellem roller", ("Tal", "Værdi"), rows, published.ties)


def _response(content: Content, own_roles: Sequence[str], ctx: Ctx) -> Table:
    """How many of each role have answered; of a role with too few, only that."""
    counts = Counter(own_roles)
    rows: list[Row] = []
    for role in content.roles:
        n = counts[role.id]
        if not enough(n, ctx.least):
            rows.append((role.text, None, role.people, None, "for få svar: vises ikke"))
        else:
            share = min(100, round(100 * n / role.people)) if role.people else None
            rows.append((role.text, n, role.people, share, ""))
    told = [counts[role.id] for role in content.roles if enough(counts[role.id], ctx.least)]
    head = ("Rolle", "Har svaret", "Hører til rollen", "Svarprocent", "Bemærk")
    return Table("response", "Hvem har svaret?", head, tuple(rows) if told else (), min(told, default=0), few=not told)


def _shifted(rounds: str, direction: str, before: ShownTie | None, after: ShownTie | None) -> Row | None:
    found = shift(before, after) if before and after else None
    if not (before and after and found):
        return None
    words = found.change_in_words if found.distinguishable else NO_CHANGE
    return (rounds, direction, before.index.value, after.index.value, found.estimate, *found.interval, words)


def _width(row: Row) -> tuple[str, float, str]:
    low, high = row[5], row[6]
    return str(row[0]), float(high or 0) - float(low or 0), str(row[1])
