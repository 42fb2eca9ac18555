import json
import os
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from no_cpr import date as a_date
from no_cpr import order, phone

from pejling import contact, cpr

EXAMPLES = json.loads((Path(__file__).parent / "cpr_examples.json").read_text(encoding="utf-8"))
CONTACTS = json.loads((Path(__file__).parent / "contact_examples.json").read_text(encoding="utf-8"))
SCRIPTS = Path(__file__).parents[2] / "widgets" / "pejling_widgets"
PROSE = (".md", ".yaml", ".ipynb")
ALPHABET = "000111222333456789" + " -–./_,:+(kA\u00a0\u2009\u200b\u0301\n\tx٣３𝟏😀−"


@pytest.mark.parametrize("example", EXAMPLES, ids=[f"{n}: {e['why']}" for n, e in enumerate(EXAMPLES)])
def test_the_table_of_examples_holds(example: dict[str, Any]) -> None:
    assert [span.text for span in cpr.find(example["text"])] == example["hits"]


@pytest.mark.parametrize("example", CONTACTS, ids=[f"{n}: {e['why']}" for n, e in enumerate(CONTACTS)])
def test_the_table_of_phone_numbers_and_addresses_holds(example: dict[str, Any]) -> None:
    assert contact.find(example["text"]) == example["hits"]


def test_no_text_of_the_programme_looks_like_a_phone_number_or_an_address() -> None:
    root = Path(__file__).parents[2]
    files = [file for folder in ("modules", "cases", "supervision") for file in (root / folder).rglob("*") if file.suffix in PROSE]
    assert len(files) > 100
    assert {file.name: found for file in files if (found := contact.find(file.read_text("utf-8")))} == {}


@given(st.dates(date(1900, 1, 1), date(1999, 12, 31)), st.integers(0, 3999), st.sampled_from(["", "-", " ", "–", "."]))
def test_every_date_of_the_1900s_with_any_serial_is_found(day: date, serial: int, between: str) -> None:
    written = f"{day:%d%m%y}{between}{serial:04}"
    assert [span.text for span in cpr.find(f"a {written} b")] == [written]


@given(st.dates(date(2000, 1, 1), date(2036, 12, 31)), st.sampled_from("456789"), st.integers(0, 999))
def test_every_date_of_the_2000s_with_its_serials_is_found(day: date, seventh: str, rest: int) -> None:
    assert len(cpr.find(f"{day:%d%m%y}-{seventh}{rest:03}")) == 1


@given(st.text(alphabet=ALPHABET, max_size=60))
def test_spans_are_in_order_apart_and_hold_the_digits_of_one_number(text: str) -> None:
    end = 0
    for span in cpr.find(text):
        assert end <= span.start < span.end <= len(text)
        assert span.text == text[span.start:span.end]
        # Ten as a rule; two more for a whole year, one fewer for a day or a month of one digit.
        assert 8 <= sum(character.isdecimal() for character in span.text) <= 12
        assert not text[span.start - 1:span.start].isdecimal()
        assert not text[span.end:span.end + 1].isdecimal()
        end = span.end


@given(
    st.integers(10_000_000, 99_999_999),
    st.sampled_from(["2 2 2 2", "4 4", "8", "2 3 3"]),
    st.sampled_from(["", "+45 ", "0045 ", "tlf. ", "tlf.", "Aftalt 21.11.2026 "]),
    st.sampled_from(["", ".", " 2100 Kbh."]),
)
def test_a_phone_number_of_eight_digits_is_never_found(number: int, grouping: str, before: str, after: str) -> None:
    digits, groups = str(number), []
    for size in map(int, grouping.split()):
        groups.append(digits[:size])
        digits = digits[size:]
    assert cpr.find(before + " ".join(groups) + after) == []


@given(st.text(alphabet="0123456789", min_size=11, max_size=30))
def test_a_longer_run_of_digits_is_never_found(run: str) -> None:
    assert cpr.find(f"a{run}b") == []


@given(st.dates(date(1900, 1, 1), date(1999, 12, 31)), st.integers(0, 3999), st.sampled_from(["", "-", " ", ",", "\n", "–", "."]))
def test_a_replacement_number_is_found_like_any_other(day: date, serial: int, between: str) -> None:
    written = f"{day.day + 60}{day:%m%y}{between}{serial:04}"
    assert [span.text for span in cpr.find(f"a {written} b")] == [written]
    assert [span.text for span in cpr.find(written)] == [written]


@pytest.mark.parametrize(("one", "other", "found"), [
    ("010270", "1234", True), ("Født 010270", "1234 er de sidste", True), ("010270-", "1234", True), ("0102", "701234", False),
    ("010270-1234", "5678", False), ("Født", "010270-1234", False), ("010270", "", False),
    ("", "1234", False), ("😀" * 50 + "010270", "1234", True),
])
def test_a_number_parted_over_two_texts_is_found(one: str, other: str, found: bool) -> None:
    assert cpr.across(one, other) is found


@pytest.mark.parametrize("kind", [phone, order, a_date])
def test_at_most_one_in_a_hundred_numbers_of_another_sort_is_taken_for_one(kind: Callable[[Random], str]) -> None:
    chance = Random(11)
    texts = [kind(chance) for _ in range(4000)]
    assert sum(bool(cpr.find(text)) for text in texts) <= len(texts) / 100


@given(st.text())
def test_any_text_at_all_is_read(text: str) -> None:
    cpr.find(text)


def _browser() -> str:
    found = os.environ.get("PEJLING_BROWSER") or shutil.which("chromium") or "/usr/bin/chromium"
    if not Path(found).exists():
        pytest.skip("No Chromium is installed (or named in PEJLING_BROWSER), so cpr.js is not run.")
    return found


@pytest.fixture
def page(playwright: Any) -> Iterator[Any]:
    """A page in a browser that has the scripts."""
    args = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    browser = playwright.chromium.launch(executable_path=_browser(), args=args)
    page = browser.new_page()
    page.route("http://kit.example/**", lambda route: route.fulfill(
        body=(SCRIPTS / name).read_text("utf-8") if (name := route.request.url.rsplit("/", 1)[1]) else "<!doctype html>",
        content_type="text/javascript; charset=utf-8" if name else "text/html",
    ))
    page.goto("http://kit.example/")
    yield page
    browser.close()


PARTED = [
    # what stands in another field, what is typed, what is found, what is kept of it meanwhile
    ("Født 010270", "1234 er resten", ["010270\n1234"], "… er resten"),
    ("1234", "hun er 010270", ["010270\n1234"], "hun er …"),
    ("010270", ["", "1234"], ["010270\n\n1234"], ["", "…"]), ("intet", ["010270", "1234"], ["010270\n1234"], ["…", "…"]),
    ("intet", "010270-1234 og mere", ["010270-1234"], "… og mere"),
    ("intet", "010270\n1234 og mere", ["010270\n1234"], "… og mere"),
    (["a", "010270"], "1234", ["010270\n1234"], "…"), ("010270", "tolv", [], "tolv"),
]


@pytest.mark.parametrize(("other", "typed", "found", "kept"), PARTED)
def test_a_number_parted_over_items_or_fields_is_found_while_it_is_typed_and_cut_out(
    page: Any, other: Any, typed: Any, found: list[str], kept: Any
) -> None:
    event = {"type": "set", "field": "b", "value": typed}
    assert page.evaluate(
        "async ([event, fields]) => { const { cprIn, withoutCpr } = await import('/input_checks.js');"
        " const found = cprIn(event, fields); return [found, withoutCpr(event.value, found)]; }",
        [event, {"a": other, "b": "før"}],
    ) == [found, kept]


def test_the_browser_finds_the_same_as_the_server(page: Any) -> None:
    chance = Random(7)
    texts = [example["text"] for example in EXAMPLES]
    texts += ["".join(chance.choices(ALPHABET, k=chance.randint(8, 40))) for _ in range(3000)]
    texts += [_nearly_a_number(chance) for _ in range(8000)]
    texts += [kind(chance) for kind in (phone, order, a_date) for _ in range(500)]
    in_browser = page.evaluate(
        "async (texts) => { const { findCpr } = await import('/cpr.js');"
        " return texts.map((text) => findCpr(text).map((span) => text.slice(span.start, span.end))); }",
        texts,
    )
    on_server = [[span.text for span in cpr.find(text)] for text in texts]
    assert sum(map(bool, on_server)) > 1000
    differing = [(t, a, b) for t, a, b in zip(texts, on_server, in_browser, strict=True) if a != b]
    assert differing == []


def test_the_browser_finds_the_same_phone_numbers_and_addresses_as_the_server(page: Any) -> None:
    texts = [example["text"] for example in CONTACTS]
    texts += [f"{before}{text}{after}" for text in texts for before in ("x ", "9 ", "(") for after in (".", " og så", " 2", "b")]
    in_browser = page.evaluate(
        "async (texts) => { const { findContact } = await import('/contact.js'); return texts.map(findContact); }", texts)
    assert in_browser == [contact.find(text) for text in texts]


def _nearly_a_number(chance: Random) -> str:
    """A CPR-like number in one of its writings, often with a small mistake or something beside it."""
    day, month, year = chance.randint(1, 31), chance.choice([1, 2, 2, 4, 11, 12]), chance.randint(0, 99)
    day += chance.choice([0, 0, 0, 60])
    parts = [chance.choice(["{}", "{:02}"]).format(part) for part in (day, month)]
    parts.append(f"{chance.choice(['', '', '', '19', '20'])}{year:02}")
    number = chance.choice(["", "", ".", "-", " ", ", ", "/"]).join(parts)
    number += chance.choice(["", "-", " ", "–", " - ", "\n", ", ", " (", ":", "."])
    number += chance.choice(["", "", "", " ", "-"]).join(f"{chance.randint(0, 9999):04}")
    if chance.random() < 0.1:
        number = chance.choice([" ", "-"]).join(digit for digit in number if digit.isdigit())
    if chance.random() < 0.3:
        at = chance.randrange(len(number))
        number = number[:at] + chance.choice(ALPHABET) + number[at:]
    before = chance.choice(["", "", "x ", "1 ", "10.", "😀", "tlf. ", "Ordrenr.: ", "+"])
    return before + number + chance.choice(["", "", " 2100", ".5", "9", " kr.", " Aarhus"])
