"""README's tables, commands and links agree with the kit; what the guide for contributors names is there."""

import re
from pathlib import Path

from pejling.commands import COMMANDS, OPTIONS
from pejling.programme import load_programme
from pejling_widgets.kinds import KINDS

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def first_column(heading: str) -> list[str]:
    """The first cells of the table whose head begins with `heading`."""
    rows = README.split(f"| {heading} |", 1)[1].split("\n\n", 1)[0].splitlines()[2:]
    return [row.split("|")[1].strip().strip("`") for row in rows]


def test_the_table_of_kinds_lists_every_kind() -> None:
    assert sorted(first_column("kind")) == sorted(KINDS), "each kind has a row in README.md, under *What there is*"


def test_the_table_of_modules_is_the_programme() -> None:
    programme = load_programme([ROOT])
    assert first_column("module") == [module.title for module in programme.modules]
    for module in programme.modules:
        line = next(row for row in README.splitlines() if row.startswith(f"| {module.title} |"))
        assert module.extent in line
        assert ("to come" in line) != module.ready


def test_the_table_of_commands_lists_every_command() -> None:
    listed = [command.split()[0] for command in first_column("command")]
    assert sorted(listed) == sorted(COMMANDS)
    for option in re.findall(r"kit\.py start (--[\w-]+)", README):
        assert option in OPTIONS["start"]
    for row in (line for line in README.splitlines() if line.startswith("| `")):
        command, *options = re.findall(r"`([^`]+)`", row)
        if command in OPTIONS:
            told = {option.split()[0] for option in options if option.startswith("--")}
            assert told <= set(OPTIONS[command]), command


def test_every_place_in_the_tree_is_there_and_named() -> None:
    named = {place.rstrip("/") for place in first_column("place")}
    assert all((ROOT / place).is_dir() for place in named)
    present = {p.name for p in ROOT.iterdir() if p.is_dir() and not p.name.startswith((".", "__"))} - {"data"}
    assert present == named


def test_every_link_leads_somewhere() -> None:
    links = re.findall(r"\]\(([^)#]+)\)", README)
    assert len(links) >= 5
    for link in links:
        assert (ROOT / link).exists(), link


def test_every_file_and_command_that_a_contributor_is_sent_to_is_there() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    ours = ("core", "widgets", "server", "supervision", "tests", "modules", "cases", "bench", "docs")
    places = [f"/{path.relative_to(ROOT).as_posix()}" for top in ours for path in (ROOT / top).rglob("*")]
    places += [f"/{path.name}" for path in ROOT.iterdir()]
    for name in set(re.findall(r"`(\w[\w./-]*\.(?:py|js|css|yaml|json|md|ipynb|lock|toml|txt|j2)|[a-z][\w./-]*/)`", text)):
        assert any(place.endswith(f"/{name.rstrip('/')}") for place in places), name
    assert {"test", "new"} <= set(re.findall(r"(?:`|python3 )kit\.py ([a-z]+)", text)) <= set(COMMANDS)


def test_the_two_commands_stand_alone_in_one_block() -> None:
    assert "```\npython3 kit.py start\npython3 kit.py test\n```" in README
