import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pejling.alphabet import danish_order, plain_letters

IN_ORDER = [
    "3F", "Abel", "Adam", "Anne Marie", "Anne-Grete", "Emilie", "Émilie R", "Emma", "Eva", "Łukasz", "Lund", "Mona", "Mynte",
    "Müsli", "O'Neil", "O’Neill", "Ole", "Yrsa", "Zoe", "Zoë B", "ægir", "Ærø", "Äsop", "øjvind", "Østen", "Özil", "Aabenraa",
    "Aase", "Åse", "Åårup", "李娜",
]


def test_a_danish_list_ends_in_ae_oe_and_aa_and_counts_accents_with_their_letter() -> None:
    shuffled = random.Random(3).sample(IN_ORDER, len(IN_ORDER))
    assert sorted(shuffled, key=danish_order) == IN_ORDER


def test_composed_and_decomposed_letters_stand_together() -> None:
    assert danish_order("A\u030ase")[0] == danish_order("Åse")[0]


@pytest.mark.parametrize(("text", "plain"), [
    ("É", "e"), ("E\u0301", "e"), ("Ł", "l"), ("İI ı", "ii i"), ("Ø", "ø"), ("Å", "a"), ("Æ", "æ"), ("ﬁ", "fi"), ("Ａ－ｂ", "a-b"),
    ("’n ´s", "'n 's"), ("a\u200bb\u00adc", "abc"), ("\u202eab", "ab"), ("❤\ufe0f", "❤"), ("कि", "कि"),
    ("مُحَمَّد", "محمد"), ("ß", "ss"),
])
def test_plain_letters(text: str, plain: str) -> None:
    assert plain_letters(text) == plain


@given(st.text())
def test_any_text_has_its_place(text: str) -> None:
    danish_order(text)
