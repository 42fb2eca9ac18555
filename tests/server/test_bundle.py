"""Modules that are joined do what they do apart; what cannot be joined is found at the start."""

import gzip

import pytest

from pejling_server.assets import DAY_SCRIPT, DAY_STYLE, assets
from pejling_widgets.bundle import bundle
from pejling_widgets.kinds import KINDS


def joined(files: dict[str, str], *entries: str, kinds: tuple[str, ...] = ()) -> str:
    """The bundle of these files."""
    return bundle(entries, kinds, files.__getitem__)


def test_a_module_comes_after_what_it_imports_and_once() -> None:
    text = joined({
        "w/a.js": 'import { b, c as d } from "./b.js";\nexport function a() { return b() + d; }\n',
        "w/b.js": "export const c = 1;\nexport function b() { return c; }\n",
        "s/e.js": 'import { b } from "../w/b.js";\nb();\n',
    }, "w/a.js", "s/e.js")
    assert text.index("const c = 1") < text.index("function a()")
    assert text.count("const c = 1") == 1
    assert "const { b, c: d } = m0;" in text
    assert "import" not in text
    assert "export" not in text


def test_types_are_left_out_and_the_code_stays_on_its_lines() -> None:
    text = joined({"a.js": 'const all = "/**/";\n/**\n * A list.\n * @type {any[]}\n */\nconst b = /** @type {any} */ (all);\n'
                           "return_(b) /** one\n two */ ++all\n"}, "a.js")
    assert 'const all = "/**/";\n\n\nconst b =  (all);\nreturn_(b) \n ++all' in text


@pytest.mark.parametrize("line", [
    'export * from "./b.js";', 'import * as b from "./b.js";', "const here = import.meta.url;", "export { a };",
    'import b from "./b.js";',
])
def test_an_unknown_way_to_import_or_export_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match="not known here"):
        joined({"a.js": f"{line}\n", "b.js": "\n"}, "a.js")


def test_modules_that_import_each_other_are_refused() -> None:
    with pytest.raises(ValueError, match="import each other"):
        joined({"a.js": 'import { b } from "./b.js";\n', "b.js": 'import { a } from "./a.js";\n'}, "a.js")


def test_the_days_script_holds_every_kind_and_imports_nothing() -> None:
    text = assets().files[DAY_SCRIPT].body.decode()
    for kind in KINDS:
        assert f"pj-{kind}" in text
        assert f"pj-{kind}" in assets().files[DAY_STYLE].body.decode()
    assert "\nimport " not in text
    assert "await import(" not in text


def test_the_days_script_and_looks_are_small_enough_for_a_phone() -> None:
    packed = [assets().files[name].packed for name in (DAY_SCRIPT, DAY_STYLE)]
    assert sum(len(p) for p in packed if p) < 80_000
    assert gzip.decompress(packed[0] or b"") == assets().files[DAY_SCRIPT].body
