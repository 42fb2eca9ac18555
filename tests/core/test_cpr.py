import base64
import json
import os
import random
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pejling import cpr

EXAMPLES = json.loads((Path(__file__).parent / "cpr_examples.json").read_text(encoding="utf-8"))
SCRIPT = Path(__file__).parents[2] / "widgets" / "pejling_widgets" / "cpr.js"
ALPHABET = "000111222333456789" + " -–./_\u00a0\u2009\u200b\u0301\n\tx٣３𝟏😀−"


@pytest.mark.parametrize("example", EXAMPLES, ids=[f"{n}: {e['why']}" for n, e in enumerate(EXAMPLES)])
def test_the_table_of_examples_holds(example: dict[str, Any]) -> None:
    assert [span.text for span in cpr.find(example["text"])] == example["hits"]


@given(st.dates(date(1900, 1, 1), date(1999, 12, 31)), st.integers(0, 3999), st.sampled_from(["", "-", " ", "–", "."]))
def test_every_date_of_the_1900s_with_any_serial_is_found(day: date, serial: int, between: str) -> None:
    written = f"{day:%d%m%y}{between}{serial:04}"
    assert [span.text for span in cpr.find(f"a {written} b")] == [written]


@given(st.dates(date(2000, 1, 1), date(2036, 12, 31)), st.sampled_from("456789"), st.integers(0, 999))
def test_every_date_of_the_2000s_with_its_serials_is_found(day: date, seventh: str, rest: int) -> None:
    assert len(cpr.find(f"{day:%d%m%y}-{seventh}{rest:03}")) == 1


@given(st.text(alphabet=ALPHABET, max_size=60))
def test_spans_are_in_order_apart_and_hold_ten_digits(text: str) -> None:
    end = 0
    for span in cpr.find(text):
        assert end <= span.start < span.end <= len(text)
        assert span.text == text[span.start:span.end]
        assert sum(character.isdecimal() for character in span.text) == 10
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


@given(st.text())
def test_any_text_at_all_is_read(text: str) -> None:
    cpr.find(text)


def _browser() -> str:
    found = os.environ.get("PEJLING_BROWSER") or shutil.which("chromium") or "/usr/bin/chromium"
    if not Path(found).exists():
        pytest.skip("No Chromium is installed (or named in PEJLING_BROWSER), so cpr.js is not run.")
    return found


def test_the_browser_finds_the_same_as_the_server(playwright: Any) -> None:
    chance = random.Random(7)
    texts = [example["text"] for example in EXAMPLES]
    texts += ["".join(chance.choices(ALPHABET, k=chance.randint(8, 40))) for _ in range(3000)]
    texts += [_nearly_a_number(chance) for _ in range(5000)]
    args = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    browser = playwright.chromium.launch(executable_path=_browser(), args=args)
    try:
        page = browser.new_page()
        address = "data:text/javascript;base64," + base64.b64encode(SCRIPT.read_bytes()).decode("ascii")
        in_browser = page.evaluate(
            "async ([address, texts]) => { const { findCpr } = await import(address);"
            " return texts.map((text) => findCpr(text).map((span) => text.slice(span.start, span.end))); }",
            [address, texts],
        )
    finally:
        browser.close()
    on_server = [[span.text for span in cpr.find(text)] for text in texts]
    assert sum(map(bool, on_server)) > 1000
    differing = [(t, a, b) for t, a, b in zip(texts, on_server, in_browser, strict=True) if a != b]
    assert differing == []


def _nearly_a_number(chance: random.Random) -> str:
    """A CPR-like number in one of its writings, often with a small mistake or something beside it."""
    day, month, year = chance.randint(1, 31), chance.choice([1, 2, 2, 4, 11, 12]), chance.randint(0, 99)
    number = chance.choice(["", "", ".", "-", " "]).join(f"{part:02}" for part in (day, month, year))
    number += chance.choice(["", "-", " ", "–", " - ", "\n"])
    number += f"{chance.randint(0, 9999):04}"
    if chance.random() < 0.3:
        at = chance.randrange(len(number))
        number = number[:at] + chance.choice(ALPHABET) + number[at:]
    return chance.choice(["", "", "x ", "1 ", "10.", "😀"]) + number + chance.choice(["", "", " 2100", ".5", "9"])
