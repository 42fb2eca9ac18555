"""Mirroring: the citizen's own content given back; parroting: the same words again; feelings named; »men« after it."""

import re
from collections.abc import Collection

from rapidfuzz import fuzz

from pejling_widgets.danish.citizen import SAME_WORDS, Said
from pejling_widgets.danish.clauses import asking, is_finite, opening
from pejling_widgets.danish.finding import Finding, quote
from pejling_widgets.danish.questions import Reading
from pejling_widgets.danish.sentences import Sentence, Text, part
from pejling_widgets.danish.stems import content, shared, stem
from pejling_widgets.danish.strengths import QUALITIES
from pejling_widgets.danish.words.feelings import FEELINGS, HEAVY, PHRASES

SAME = 86
"""A reply this like the citizen's own line (0–100, after »jeg« → »du«) repeats it."""
SAME_WORDS_NEW = 4
"""From so many words on, a reply without a word of its own repeats, whatever its order."""

MOST_OF, LITTLE_MORE = 0.75, 1.3
"""A reply in the citizen's words that holds less of a line than this has chosen among them: that is no parrot."""

MOSTLY_THEIRS = 0.6
"""»Du skal op klokken fem«: with so much of the citizen's own, it answers nothing back."""
EARLY = 25
"""»Du siger«, »det lyder« and their like open a mirror within so many characters."""
CLEFT = re.compile(r"^\W*((ja|nej|okay|nå|så|og),? )*det er (?!ikke|jo|godt|vigtigt)(\w+ ){1,6}\w+, (der|som) ")
"""»Det er børnene, der kommer først«: what weighs most for the citizen."""
LEAST_MEANING = 4
"""Words in a sentence that gives meaning back without the citizen's own words."""
LEAST_RAISED = 5
"""A raised statement as short as this is a check of a fact."""
HEARING = re.compile(
    r"\b(jeg kan (godt )?(høre|mærke|se på dig|fornemme|forstå)|kan jeg (høre|mærke|forstå)|jeg hører|jeg forstår"
    r"|forstår jeg|hører jeg|har jeg forstået|jeg har forstået|jeg lægger mærke til,? at du|jeg kan se,? (at du"
    r"|hvor|på dig))\b")
STEM = re.compile(
    r"\b(du|i) (siger|fortæller|beskriver|nævner|har fortalt|taler om|oplever|føler|tænker|synes|mener|er i tvivl"
    r"|mærker|har det som)\b"
    r"|\bdet (lyder|virker|må (have )?(være|været|føles|gøre)|føles|betyder|handler om)\b|\b(kan )?(jeg"
    r"|man) (kan )?(hører|høre|fornemmer|fornemme|forstår|mærker|mærke)\b"
    r"|\bjeg (kan se,? (på dig|at du|hvor)|lægger mærke til,? at du)\b|\bhvis jeg (har )?(forstår|forstået|hører"
    r"|hørt) (dig|det)|\b(forstår|hører) jeg (dig )?(ret|rigtigt)|\b(har jeg|jeg har) forstået\b"
    r"|\bpå den ene side\b|\bmed andre ord\b|\b(for|i) dig\b|\bnår du siger\b|\bdet er (som om|selve"
    r"|ikke så meget)\b|\ben del af dig\b|\bdet er vigtigt for dig\b|\b(du|i) (vil gerne|ønsker|savner|håber"
    r"|drømmer|frygter|trænger|brænder)\b")
"""Openings that say: this is what I heard."""
EMPTY = re.compile(
    r"\bdet lyder (\w+ )?(godt|fint|super\w*|spændende|dejligt|rigtigt|interessant|fornuftigt|skønt|mærkeligt"
    r"|som en (god|fin|rigtig god|fremragende) \w+|fantastisk|realistisk|som et godt \w+|smart|sjovt|positivt|flot"
    r"|rart|underligt|helt)\b"
    r"|\b(hører|høre|forstår|forstå|se|ser)( godt)?,? (godt,? )?hvad du (siger|mener)\b|\b(forstår|forstå)( dig"
    r"| det| jeg| jeg godt)?( godt)?[.,!]?\s*$|\bjeg (er )?(\w+ )?(ked af|glad for)\b|\bdet er jeg\b"
    r"|\bdet er (helt )?(normalt|almindeligt|naturligt|forståeligt|okay|i orden|fint|godt)\b"
    r"|\bdet (lyder|virker) ikke\b|\bgodt,? (at )?du\b|\bgodt at (vide|høre)\b|\btak\b|\bvelkommen\b|\btillykke\b"
    r"|\bgodt gået\b|\bop til dig\b|\bdu bestemmer\b")
"""Kind words that give nothing of the citizen's own back."""
OWN_VIEW = re.compile(r"\b(jeg|vi|min|mit|vores|lad os)\b")
"""The professional speaks of what he or she thinks or will do."""
SHOWS = re.compile(r"\W*det (viser|kræver|siger noget|vidner)\b")
"""»Det viser …« without the citizen's words names something, and gives nothing back."""
ONLY_PRAISE = re.compile(
    rf"\W*((ja|nå|så|okay|flot),? )*(du|i) (er|har|var) (i hvert fald |virkelig |da |jo |meget |en |ret |god til at være )*"
    rf"({QUALITIES})\W*")
"""»Du er grundig«: a judgement, if a kind one, and nothing of what was said."""
OURS = re.compile(r"\bvi (har|kan|skal|vil|må)\b")
INSISTS = re.compile(r"\b(da(?! (du|jeg|vi|i|han|hun|de|det|den|der|min|din|dit|dine)\b)|faktisk)\b")
"""»Du forstyrrer da ikke«: answers back, unless the citizen said the word."""
OWN_VIEW_OF_ONE = re.compile(r"\b(jeg|min|mit|lad os)\b")
SYSTEM = re.compile(
    r"\b(regl\w*|lov(en|givningen|krav)|ydelsen|sats(en)?|frist(en)?|behandlingstid\w*|ifølge|desværre"
    r"|åbningstid\w*|paragraf\w*|bekendtgørelse\w*|procent|kontoret|ordningen hedder|ansøgningsskema\w*"
    r"|blanket\w*)\b")
"""Information about the system, not about the citizen."""
CONTRADICTS = re.compile(
    r"^\W*((ja|nej|jo|jamen|men|så|og|okay|nå),? )*(det|den|de|dem|så|her|derfor|måske|faktisk|\w+ne|\w+en) (skal"
    r"|må|bør|burde|kan|behøver|vænner|klarer|kunne) (du|i|man)\b(?! (mærke|ikke (få|holde|overskue|finde|se"
    r"|forstå|leve|bære)))"
    r"|^\W*((ja|nej|jo|jamen|men|så|og),? )*(du|i) (skal|bør|burde|må|kunne(?! godt lide)|behøver|vænner|får|modtager|klarer"
    r"|finder|bestemmer|vil (få|blive|opleve|opdage|kunne)|kan(?! (godt|ikke|mærke|næsten|se|høre|næppe|knap|slet"
    r"|lide)\b)|har (ret|pligt|krav|mulighed|jo |mange|masser|adgang)|er (jo |da )?((bare|virkelig"
    r"|så) )*(ikke (alene|den eneste|for"
    r"|nogen)|god til|dygtig|velkommen|sød|sej|nødt|forpligtet|berettiget|omfattet|indkaldt))\b"
    r"|^\W*((ja|nej|jo|jamen|men),? )*det (gør|er|har|kan|bliver|passer|skal|vil|ved|tror|var|kommer|går"
    r"|plejer) (du |det |den |jo |da |bestemt |slet |nu |vel )*(ikke|nok|faktisk|da|sagtens|altid|bare"
    r"|heldigvis)\b|^\W*det er (altså|faktisk|jo|da|nu engang) |^\W*der (går|kører|ligger|starter) |\bheldigvis\b"
    r"|^\W*((ja|nej|jo|jamen|men),? )*(alle|de fleste|andre|mange|ingen|man|nogle) (har"
    r"|er|kan|gør|skal|må|oplever|søger|vælger|mennesker|i din situation|ved|bliver|kommer)\b(?! (som|kan mærke))"
    r"|\bskal nok\b|\baldrig for\b|\bbedre end\b|\bet job er et job\b|\bjo længere\b|\btro mig\b|\bder (er|findes"
    r"|bliver) (jo |altså |faktisk |også |heldigvis )*(mange|masser|flere|nogle|job|stillinger|muligheder|brug for"
    r"|gode|hjælp)\b|\b(flot|stærkt|imponerende|fedt|dejligt|sejt|super|perfekt|fantastisk)\b"
    r"|\bhvor er du (\w+ )?(sej|dygtig|god|skrap|flink|fantastisk)\b|^\W*(næste gang|en anden gang|fremover) \w+ (du|i)\b")
"""Corrects, comforts, informs or judges."""
HEDGED_MAN = re.compile(r"\bman kan (mærke|høre|se)\b")
ABOUT_YOU = re.compile(r"\b(du|dig|din|dit|dine|I|jer|jeres)\b")
SAKE = re.compile(r"\b(for (\w+ ){1,3}|(er|var) (\w+ )?\w+s )skyld\b")
"""»For din egen skyld« names no guilt."""
OWN_FEELING = re.compile(r"\bjeg (er|bliver|blev|var) (\w+ )?(\w+)|\bdet (gør|glæder) mig\b|\bdet er jeg (\w+ )?\w+")
FRAME = re.compile(r"(og )?(hvis|sæt|når|da) ")
"""»Hvis bussen ikke går, hvad så?«: the beginning of a question."""
OTHERS_FEEL = re.compile(r"^\W*(alle|man|vi|de fleste|mange) |\b(nok|også|jo) svært ved\b|^\W*(hvis|når) ")
"""Feelings in general, and in a condition, are not the citizen's."""
DENIES = re.compile(r"\b(er|var|bliver|handler|betyder) ikke\b")
"""»C er ikke at give op«: what the citizen said, said not to be so."""
ANSWERS_BACK = re.compile(r"\b(jo|da|altså|bare|kun|sagtens|nok|tro mig|et job er)\b")
TONE = re.compile(
    r"\b(jo|heller|vist|vel|dog|sgu|(?<!fået )(?<!får )(?<!til )nok(?! af)|jamen|da(?! (du|jeg|vi|i|han|hun|de|det|den|der|min"
    r"|din|dit"
    r"|dine)\b))\b(?! er det)")
"""»Du har vist ikke hørt efter«: small words by which one answers back or knows better. Seldom in what only gives back."""
GUESS = re.compile(r"^\W*((nå|så|okay|ja|nej),? )*(du|i) (er|var|føler|følte|bliver) ")
"""»Du er vred på os« of someone who said nothing of the kind: a guess at a feeling."""
BUT = re.compile(r"(?<!\w)men\b")
GIVES_WAY = re.compile(
    r"\b(ja|det (forstår|kan) jeg (godt )?(\w+ )?|jeg (forstår|kan godt (forstå|høre|se|følge)|hører|ved godt"
    r"|kan høre|kan se|er ked af)|det (lyder|er|må være|kan være) |du (siger|har ret|er|føler|oplever|synes|vil)"
    r"|godt,? at du|fint|flot|det er forståeligt|jeg kan \w+)")
TURNS = re.compile(
    r"\bmen\s(det er (jo|altså|desværre|vigtigt|nu|også|sådan|bare|et krav|dog|en)|du (er nødt|skal|bør|kunne|må"
    r"|kan(?! ikke)|har (jo|pligt|også)|burde|behøver)|jeg|vi|man|reglerne|loven|sådan|har du|kunne du|vil du"
    r"|hvad med|prøv|tænk|husk|så|der er (jo|også|mange|altså|faktisk|nu)|hvis du|alle|andre|det (skal|vil|kan"
    r"|hjælper|går|må|nytter|kommer|gælder|bliver|er)|skal|kan|er det|hvorfor|nu|i dag|lad|måske|ikke|synes|tror"
    r"|desværre|når|den|de)\b")


def find(text: Text, readings: list[Reading], said: Said | None, pushed: Collection[int], *, hurts: bool) -> list[Finding]:
    """Mirroring, parroting, feelings and »men« after a mirror.

    `pushed` are places of advice, which is no mirror; where something hurts, nothing is.
    """
    found, starts = [], set()
    for sentence, seen in zip(text.sentences, readings, strict=True):
        told = _told_part(sentence, seen)
        if told is None or seen.rule == "Q0-order" or any(told.start <= place < told.end for place in pushed):
            continue
        whole = told is sentence and (seen.form == "statement" or len(told.tokens) > LEAST_RAISED)
        one = _mirror(told, text, said, whole, plain=not pushed)
        if one and not (hurts and one.behaviour == "mirror"):
            found.append(one)
            starts.add(sentence.start)
    if any(one.behaviour == "mirror" for one in found):
        found = [one for one in found if one.behaviour != "parroting"]
    for sentence, seen in zip(text.sentences, readings, strict=True):
        told = _told_part(sentence, seen)
        found += _feeling(told, text, said) if told and not hurts else []
    return found + _but(text, starts)


def _told_part(sentence: Sentence, seen: Reading) -> Sentence | None:
    """What the sentence says before it asks; all of it when it is a statement, a raised one or one with a tag."""
    if seen.form == "statement" or seen.rule in {"Q8-raised-statement", "Q4-tag"} or _checks(sentence):
        return sentence
    if FRAME.match(sentence.low[_skip(sentence):]):
        return None
    if seen.form == "help":
        first = next((i for i, token in enumerate(sentence.tokens) if token.start >= seen.start), 0)
        return part(sentence, 0, first)
    return part(sentence, 0, asking(sentence)[0].at) if seen.asking else None


def _checks(sentence: Sentence) -> bool:
    """»…, kan man sige det sådan?«, »er det rigtigt forstået?« after what was heard."""
    return re.search(
        r"\b(kan man sige det sådan|er det (rigtigt|sådan)|har jeg (ret|forstået)|passer det"
        r"|rammer det)\W*(\w+\W*){0,3}$",
        sentence.low) is not None


def _mirror(told: Sentence, text: Text, said: Said | None, whole: bool, *, plain: bool) -> Finding | None:
    mine = content((told,))
    common = shared(mine, said.content) if said else []
    place = (told.start, told.end)
    words, low = quote(text.text[told.start:told.end]), told.low
    if said and _parrots(told, said):
        why = f"»{words}« er næsten borgerens egne ord igen. Vælg det vigtigste ord, eller sig, hvad du hører bag ved."
        return Finding("parroting", *place, "M2-parroting", why)
    stemmed, about, feels = STEM.search(low) is not None, ABOUT_YOU.search(low) is not None, bool(_feelings_in(told))
    turns = BUT.search(low)
    turned_back = turns and TURNS.match(low[turns.start():]) and not _still_theirs(low[turns.start():])
    if turned_back or not _may_mirror(told, stemmed, said):
        return None
    early = STEM.search(low[:EARLY]) is not None
    if said and common and not about and DENIES.search(low) and not said.denies:
        return None
    tone = TONE.search(low)
    if said and tone and not early and tone.group() not in " ".join(said.lines).split():
        return None
    if said and feels and not common and GUESS.match(low):
        return None
    if said and SYSTEM.search(low) and not early:
        return None
    heard = HEARING.search(low) is not None or (said is not None and CLEFT.match(low) is not None)
    says_something = len(told.tokens) > 3 or bool(common) or feels
    if says_something and ((heard and len(told.tokens) > 3) or (stemmed and (about or feels or common))):
        why = f"»{words}« siger, hvad du har hørt. Hold en pause, så borgeren kan rette eller fortsætte."
        return Finding("mirror", *place, "M1-heard" if common or not said else "M1-heard-anew", why)
    if said is None:
        return None
    scrap = bool(common) and not any(map(is_finite, told.words)) and len(told.tokens) > 1
    if common and (about or len(common) * 3 >= len(mine) or len(common) > 1 or scrap) and (whole or about or scrap):
        own = ", ".join(f"»{word}«" for word in _as_written(told, common)[:3])
        why = f"Du bruger borgerens egne ord: {own}. Det viser, at du lytter, og giver plads til mere."
        return Finding("mirror", *place, "M1-own-words", why)
    plainly = plain and not ANSWERS_BACK.search(low) and any(is_finite(word) for word in told.words[1:])
    if not common and (SHOWS.match(low) or ONLY_PRAISE.fullmatch(low)):
        return None
    if whole and (about or feels or plainly) and len(told.tokens) >= LEAST_MEANING:
        why = f"»{words}« siger med dine ord, hvad du hører borgeren mene. Vent, og hør, om det passer."
        return Finding("mirror", *place, "M1-meaning" if common else "M1-meaning-anew", why)
    return None


def _may_mirror(told: Sentence, stemmed: bool, said: Said | None) -> bool:
    """Whether nothing in the sentence speaks against it: an empty phrase, the professional's own view, an answer back."""
    low = told.low
    theirs = said is not None and said.holds(told) >= MOSTLY_THEIRS and not ANSWERS_BACK.search(low)
    insists = INSISTS.search(low)
    if insists and said is not None and insists.group() not in said.stems:
        return False
    if EMPTY.search(low) or (CONTRADICTS.search(HEDGED_MAN.sub(" ", low)) and not theirs):
        return False
    own = (OWN_VIEW_OF_ONE if said and said.to_us and not OURS.search(low) else OWN_VIEW).search(HEARING.sub(" ", low))
    return own is None or (stemmed and STEM.search(low[:EARLY]) is not None and own.start() > EARLY)


def answers_back(sentence: Sentence, said: Said | None) -> bool:
    """Whether a sentence is an empty phrase, corrects, or knows better: »det er jo …«, »det lyder godt«."""
    tone = TONE.search(sentence.low)
    knows = tone is not None and (said is None or tone.group() not in " ".join(said.lines).split())
    return bool(EMPTY.search(sentence.low)) or knows or bool(CONTRADICTS.search(HEDGED_MAN.sub(" ", sentence.low)))


def _skip(told: Sentence) -> int:
    return told.tokens[opening(told)].start - told.start


def _as_written(told: Sentence, stems: list[str]) -> list[str]:
    """The words of the sentence that have these stems, in order."""
    return [token.low for token in told.tokens if stem(token.low) in stems]


def _parrots(told: Sentence, said: Said) -> bool:
    """Whether a sentence says what the citizen said, with »jeg« turned into »du« and nothing of its own."""
    mine = [word.lower() for word in told.words[opening(told):]]
    for lead in (("du", "siger", "at"), ("så", "du", "siger", "at"), ("du", "siger"), ("så",)):
        if tuple(mine[:len(lead)]) == lead:
            mine = mine[len(lead):]
            break
    reply = " ".join(mine)
    if not any(map(is_finite, mine)):
        return False
    if len(mine) > SAME_WORDS and any(fuzz.ratio(reply, line, score_cutoff=SAME) for line in said.lines):
        return True
    if len(mine) < SAME_WORDS_NEW or not {stem(word) for word in mine} <= said.stems:
        return False
    lengths = {line: len(line.split()) for line in said.lines}
    return any(len(set(mine) & set(line.split())) >= MOST_OF * n and len(mine) <= LITTLE_MORE * n for line, n in lengths.items())


def _feelings_in(sentence: Sentence) -> list[tuple[int, int]]:
    """Places of feeling words in the whole text; heavy everyday words only where »du« or »det« carries them."""
    no_guilt = {sentence.start + sake.end() for sake in SAKE.finditer(sentence.low)}
    places = [(t.start, t.end) for t in sentence.tokens
              if t.low in FEELINGS and t.end not in no_guilt and (t.low not in HEAVY or _carried(sentence))]
    for phrase in PHRASES:
        at = sentence.low.find(phrase)
        places += [(sentence.start + at, sentence.start + at + len(phrase))] if at >= 0 else []
    return sorted(places)


CARRIES = re.compile(r"\b(for dig|det (lyder|må|virker|føles|gør)|hvor (er|må)|du (er|har det|føler|bliver|sidder|står))\b")


def _carried(sentence: Sentence) -> bool:
    return CARRIES.search(sentence.low) is not None


def _feeling(sentence: Sentence, text: Text, said: Said | None) -> list[Finding]:
    places = _feelings_in(sentence)
    denied = said is not None and DENIES.search(sentence.low) and not ABOUT_YOU.search(sentence.low) and not said.denies
    if denied or not places or OTHERS_FEEL.search(sentence.low) or (
            OWN_FEELING.search(sentence.low) and not ABOUT_YOU.search(sentence.low)):
        return []
    start, end = places[0]
    own = OWN_FEELING.search(sentence.low)
    if own and own.start() <= start - sentence.start < own.end():
        return []
    words = quote(text.text[start:end])
    why = f"»{words}« sætter ord på en følelse. Rammer du ved siden af, retter borgeren dig, og så ved I mere."
    guessed = said is not None and GUESS.match(sentence.low) is not None and not shared(content((sentence,)), said.content)
    return [Finding("feeling", start, end, "F1-feeling-anew" if guessed else "F1-feeling", why)]


def _but(text: Text, mirrored: set[int]) -> list[Finding]:
    """»Men« right after a mirror or an acknowledgement, where it turns to the professional's own errand."""
    found = []
    sentences = text.sentences
    for index, sentence in enumerate(sentences):
        match = BUT.search(sentence.low)
        if match is None:
            continue
        before, turned = sentence.low[:match.start()], sentence.low[match.start():]
        if before.strip(" ,»"):
            given = sentence.start in mirrored or GIVES_WAY.match(before) is not None
        else:
            given = index > 0 and (sentences[index - 1].start in mirrored or GIVES_WAY.match(sentences[index - 1].low) is not None)
        if given and TURNS.match(turned) and not _still_theirs(turned):
            start = sentence.start + match.start()
            why = "»men« sletter det, du lige har sagt. Prøv »og«, eller sæt punktum, og vent."
            found.append(Finding("but_after_mirror", start, start + 3, "B1-but", why))
    return found


def _still_theirs(turned: str) -> bool:
    """Whether what follows »men« is the citizen's other side: »men du er også bange for …«."""
    return re.match(
        r"men (du|det|der er) (\w+ )?(er (også )?(bange|i tvivl|træt|usikker)|vil (også )?gerne|savner|ønsker"
        r"|drømmer|en del af dig)\b",
        turned) is not None
