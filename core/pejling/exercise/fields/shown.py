"""What may be shown of everybody's answers in fields: questions with their distributions, or whole answers one by one."""

from collections.abc import Mapping, Sequence

from pejling.alphabet import danish_order
from pejling.exercise.fields.asked import answers_asked
from pejling.exercise.fields.field import Field, FieldExercise
from pejling.exercise.fields.figures import in_words
from pejling.exercise.kind import Contribution
from pejling.exercise.summary import Answered, Distribution, Heading, Post, Posts, Question, Record, Series, Texts


def questions(
    fields: Mapping[str, Field], given: Sequence[Contribution], least: int, *, words: bool, split: bool = True
) -> tuple[Question | Heading, ...]:
    """A question for each field that can be told together, of all and, with `split`, of each organisation.

    A field that fewer than `least` have answered is `few`, and its answers are left out; so is its split where fewer have
    in one of the organisations, since the last one could be found by subtraction. Without `words` nobody's own are told.
    """
    found = [_question(name, field, given, least, words=words, split=split) for name, field in fields.items()]
    return tuple(one for one in found if one is not None)


def records(content: FieldExercise, given: Sequence[Contribution]) -> tuple[Record, ...]:
    """Each one's filled fields, as an export shows them."""
    return tuple(Record(one.label, _answers(content, one)) for one in given)


def _answers(content: FieldExercise, one: Contribution) -> tuple[Answered, ...]:
    fields = answers_asked(content.named, one.state["fields"])
    told = {name: str(content.named[name].show(value)) for name, value in fields.items()} | in_words(content.named, fields)
    return tuple(Answered(name, field.label, fields.get(name, told[name]), told[name])
                 for name, field in content.named.items() if told.get(name))


def _question(
    name: str, field: Field, given: Sequence[Contribution], least: int, *, words: bool, split: bool
) -> Question | Heading | None:
    shown = _tally(name, field, given, least)
    if shown is None:
        return None
    if isinstance(shown, Texts):
        posts = tuple(Post(text) for text in shown.texts) if words else ()
        return Heading(name, field.label, shown.n, few=shown.few, groups=(Posts("", posts),) if posts else ())
    series = _series(name, field, given, least, words=words) if split and shown.n else ()
    small = any(one.shown.few for one in series)
    return Question(
        name, field.label, _in_words(shown, field, words=words), () if small else series, split_few=small, written=field.written,
    )


def _series(name: str, field: Field, given: Sequence[Contribution], least: int, *, words: bool) -> tuple[Series, ...]:
    """Each organisation's answers; `few` also where none of its people have answered."""
    labels = sorted({one.organisation for one in given}, key=danish_order)
    if len(labels) < 2 or "" in labels:
        return ()
    found = [(label, _tally(name, field, [one for one in given if one.organisation == label], least)) for label in labels]
    return tuple(
        Series(label, _in_words(part, field, words=words) if part.n else Distribution(few=True))
        for label, part in found if isinstance(part, Distribution)
    )


def _tally(name: str, field: Field, given: Sequence[Contribution], least: int) -> Distribution | Texts | None:
    return field.tally([one.state["fields"].get(name) for one in given], least)


def _in_words(shown: Distribution, field: Field, *, words: bool) -> Distribution:
    return shown if words or not field.written else Distribution(shown.n, shown.few)
