"""Names as they are on lists, and as people type them when they look for themselves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pejling.alphabet import plain_letters
from pejling.people.folding import finder, like_name, same_name, same_text

FOUND = [
    # on the list, typed
    ("Mette Hansen", "me"), ("Mette Hansen", "METTE"), ("Mette Hansen", "han"), ("Mette Hansen", "mette h"),
    ("Mette Hansen", "hansen m"), ("Mette Hansen", "hansen, mette"), ("Mette Hansen", "  mette   hansen "),
    ("Mette  Hansen", "mette hansen"), ("Mette\u00a0Hansen", "mette h"), ("Mette Hansen", "mette\u00a0h"),
    ("Hansen, Mette", "mette h"), ("Hansen, Mette", "mette hansen"), ("Hansen, Mette", "me"), ("Hansen, Mette", "hansen mette"),
    ("HANSEN Mette", "mette hansen"), ("Mette Lund Hansen", "mette hansen"), ("Mette L. Hansen", "mette l hansen"),
    ("Mette Hansen (vikar)", "mette hansen"), ("Mette\u200b Hansen", "mette ha"), ("Mette Hansen", "\u200bmette\ufeff"),
    ("Met\u00adte Hansen", "mette"), ("Mette\u200d Hansen", "mette h"),
    ("İbrahim Yılmaz", "ib"), ("İbrahim Yılmaz", "IB"), ("İbrahim Yılmaz", "İB"), ("İbrahim Yılmaz", "yil"), ("Işıl Kaya", "isil"),
    ("Ibrahim Yilmaz", "ıb"), ("Ibrahim Yilmaz", "İbrahim Yılmaz"),
    ("Sean O'Neil", "o’n"), ("Sean O’Neil", "o'n"), ("Sean O'Neil", "oneil"), ("Sean O'Neil", "o neil"), ("Sean O´Neil", "o'neil"),
    ("Sean O'Neil", "neil"), ("Kaiʻolu Kealoha", "kai'olu"), ("Jeanne d'Arc", "arc"), ("Jeanne d'Arc", "d’arc"),
    ("Sean O`Neil", "o'neil"),
    ("A\u030asa Lund", "ås"), ("Åsa Lund", "a\u030as"), ("Åsa Lund", "aas"), ("Åsa Lund", "as"), ("Aase Lund", "åse"),
    ("Åen, Per", "aaen"), ("\u212bsa Lund", "ås"),
    ("Anne\u2011Marie Bo", "anne-m"), ("Anne-Marie Bo", "anne m"), ("Anne–Marie Bo", "anne-m"), ("Anne-Marie Bo", "marie"),
    ("Anne-Marie Bo", "annemarie"), ("Anne Marie Bo", "anne-marie"), ("Anne−Marie Bo", "anne m"), ("Anne－Marie Bo", "anne-m"),
    ("Łukasz Wójcik", "lu"), ("Łukasz Wójcik", "wo"), ("Lukasz Wojcik", "łu"), ("Đorđe Đurić", "dorde d"), ("Đorđe Đurić", "du"),
    ("Þóra Guðmundsdóttir", "thora"), ("Þóra Guðmundsdóttir", "gudm"),
    ("Émilie Roux", "em"), ("E\u0301milie Roux", "ém"), ("Emilie Roux", "ém"), ("Zoë Bech", "zoe"), ("Zoe Bech", "zoë"),
    ("François Noël", "franc"), ("François Noël", "noel"), ("Nguyễn Thị Ánh", "nguyen"), ("Nguyễn Thị Ánh", "anh"),
    ("Əli Məmmədov", "ali"), ("Şehrazad Çelik", "se"), ("Şehrazad Çelik", "ce"), ("Ţepeş Ion", "te"),
    ("Søren Kjær", "so"), ("Søren Kjær", "soe"), ("Søren Kjær", "sø"), ("Søren Kjær", "soren kjaer"), ("Soren Kjaer", "søren"),
    ("Soeren Kjær", "søren"), ("Søren Kjær", "soeren kj"), ("Ærø Ibsen", "aer"), ("Øystein Bo", "oy"), ("Øystein Bo", "oey"),
    ("Jürgen Müller", "mue"), ("Jürgen Müller", "mu"), ("Juergen Mueller", "jürgen"), ("Björn Hägg", "bjorn hagg"),
    ("Björn Hägg", "bjoern haegg"), ("Bjørn Hægg", "björn"), ("Groß, Anna", "gross"), ("Bjø\u0301rn", "bjørn"),
    ("李娜", "李"), ("李娜", "李娜"), ("王", "王"), ("Wang 王", "王"), ("김민수", "김"), ("やまだ はな", "やま"),
    ("ＡＮＮＡ Ｂｏ", "anna"), ("Anna Bo", "ａｎｎ"), ("محمد علي", "مح"), ("مُحَمَّد علي", "محمد"),
    ("Дмитрий Попов", "дм"), ("Дмитрий Попов", "ДМИ"),
    ("किरण राव", "कि"), ("Ὀδυσσεύς Β", "οδυσ"),
    ("Y Nguyen", "y"), ("M. Hansen", "m."), ("<b>Bo</b>", "<b"),
    ("O Ji-hoon", "o"), ("Ø", "ø"), ("Å Bech", "å"), ("Bo Ek", "bo"), ("Ib Bo", "ib b"),
    ("ﬁnn Dahl", "finn"), ("Mette Hansen", "mette 🙂"), ("Mette 🙂 Hansen", "mette hansen"), ("Jean–Luc de la Cruz", "cruz"),
    ("Jean-Luc de la Cruz", "delacruz"), ("van der Berg, Jan", "jan van der berg"),
]

NOT_FOUND = [
    ("Mette Hansen", "ette"), ("Mette Hansen", "m"), ("Mette Hansen", ""), ("Mette Hansen", " - "), ("Mette Hansen", "h."),
    ("Mette Hansen", "mette j"), ("Mette Hansen", "mette mette"), ("Mette Hansen", "mette hansen lund"), ("Åsa Lund", "å"),
    ("Søren Kjær", "s"), ("Ole Bo", "øv"), ("किरण राव", "करण"), ("ごとう", "こと"), ("محمد علي", "م"), ("Anna", "\u200b\u200b"),
    ("Anna Bo", "bo b"),
]


def test_the_table_is_as_long_as_the_one_that_was_measured() -> None:
    assert len(FOUND) >= 71


@pytest.mark.parametrize(("name", "typed"), FOUND)
def test_a_name_is_found_as_people_type_it(name: str, typed: str) -> None:
    assert finder(typed)(name)


@pytest.mark.parametrize(("name", "typed"), NOT_FOUND)
def test_other_letters_or_too_few_find_nobody(name: str, typed: str) -> None:
    assert not finder(typed)(name)


SAME = [
    ("Hansen, Mette", "mette  hansen"), ("Ås", "A\u030as"), ("Ås", "Aas"), ("O'Neil", "O’Neil"), ("Søren", "Soeren"),
    ("Anne-Marie Bo", "Anne\u2011Marie Bo"), ("Anne Marie Bo", "Anne–Marie Bo"), ("İbrahim", "ibrahim"), ("Łukasz", "Lukasz"),
    ("Émilie", "Emilie"), ("Mette\u200b Hansen", "METTE HANSEN"), ("Groß", "Gross"), ("Bjørn", "Björn"), ("Kjær", "Kjaer"),
    ("Noël", "Noe\u0308l"), ("Ｍｅｔｔｅ", "Mette"),
]
ALIKE = [("Søren", "Soren"), ("Ågård", "Agard"), ("Müller", "Mueller"), ("Hägg", "Hagg"), ("Rafael", "Rafal")]
OTHERS = [("Mette", "Mettte"), ("Mette Hansen", "Mette Hansson"), ("Mette", "Mette Bo"), ("李娜", "李"), ("Jens", "Jans")]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_of_the_same_name_are_one_name(one: str, other: str) -> None:
    assert same_name(one) == same_name(other)
    assert like_name(one) == like_name(other)


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_names_that_may_be_the_same_are_alike_but_not_the_same(one: str, other: str) -> None:
    assert same_name(one) != same_name(other)
    assert like_name(one) == like_name(other)


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_different_names_are_not_even_alike(one: str, other: str) -> None:
    assert like_name(one) != like_name(other)


def test_an_organisation_is_one_in_spite_of_dashes_blanks_and_case() -> None:
    assert same_text("JOBCENTER-SOLBY") == same_text("Jobcenter  Solby") == same_text("jobcenter\u200b solby.")
    assert same_text("Jobcenter Nord") != same_text("Nord Jobcenter")


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_two_texts_are_compared(name: str, typed: str) -> None:
    finder(typed)(name)
    if same_name(name) == same_name(typed):
        assert like_name(name) == like_name(typed)
    if sum(letter.isalpha() for letter in plain_letters(name)) >= 2:
        assert finder(name)(name)


def test_many_short_words_take_no_time() -> None:
    assert not finder("a " * 39 + "b")("a " * 40)
