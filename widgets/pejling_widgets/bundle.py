"""Many small ES modules as one, so that a phone on a bad network fetches one file instead of twenty.

A day's page gets one with every kind, a notebook's widget one with its own. Made when the program starts, from the same
files that are served one by one. Ours, since there is no build step here and a bundler is a program for one (esbuild and
its like are binaries of 10 MB for each kind of machine). JSDoc, a fifth of what a phone would fetch, is left out. It knows the
few ways in which our modules import and export, and refuses anything else, so that a new way is found by the first test that
starts a server.
"""

import posixpath
import re
from collections.abc import Callable, Sequence

_IMPORT = re.compile(r'^import\s+(?:\{([^}]*)\}\s+from\s+)?"([^"]+)";?[^\S\n]*(?://[^\n]*)?$', re.MULTILINE)
_DEFAULT = re.compile(r"^export default ", re.MULTILINE)
_EXPORT = re.compile(r"^export (default |async function |function |class |const )", re.MULTILINE)
_JSDOC = re.compile(r"/\*\*\s.*?\*/", re.DOTALL)
_NAME = re.compile(r"^export (?:async function|function|class|const) (\w+)", re.MULTILINE)

VIEWS = "widgets/views.js"
"""The module that fetches a kind's view when it is needed; in a bundle all views are there from the start."""


def bundle(entries: Sequence[str], kinds: Sequence[str], read: Callable[[str], str]) -> str:
    """One module that does what loading the entries one after the other does, and exports what the last has as default.

    Parameters
    ----------
    entries
        Names of modules, as "widgets/host.js".
    kinds
        The kinds whose views are taken in.
    read
        A module's text by its name.

    Raises
    ------
    ValueError
        A module imports or exports in a way that is not known here, or two import each other.
    """
    order: list[str] = []
    texts: dict[str, str] = {}

    def visit(name: str, above: tuple[str, ...]) -> None:
        if name in above:
            raise ValueError(f"modules import each other: {' → '.join((*above, name))}")
        if name in texts:
            return
        text = _views_module(kinds) if name == VIEWS else _JSDOC.sub(lambda found: "\n" * ("\n" in found[0]), read(name))
        for _, path in _IMPORT.findall(text):
            visit(_resolved(name, path), (*above, name))
        texts[name] = text
        order.append(name)

    for entry in entries:
        visit(entry, ())
    places = {name: f"m{number}" for number, name in enumerate(order)}
    modules = [f"const {places[name]} = (() => {{\n{_inside(name, texts[name], places)}\n}})();" for name in order]
    if _DEFAULT.search(texts[entries[-1]]):
        modules.append(f"export default {places[entries[-1]]}.default;")
    return "\n".join(modules) + "\n"


def _resolved(name: str, path: str) -> str:
    if not path.startswith("."):
        raise ValueError(f"{name} imports {path!r}: only relative addresses are known here")
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), path))


def _inside(name: str, text: str, places: dict[str, str]) -> str:
    """A module's text as a function's body: imports as locals, exports as the result."""

    def local(found: re.Match[str]) -> str:
        names, path = found.groups()
        if names is None:
            return ""
        return f"const {{ {names.replace(' as ', ': ').strip()} }} = {places[_resolved(name, path)]};"

    exported = _NAME.findall(text)
    body = _IMPORT.sub(local, text)
    if _DEFAULT.search(body):
        body = _DEFAULT.sub("const exported = ", body, count=1)
        exported.append("default: exported")
    body = _EXPORT.sub(lambda found: found[1], body)
    if left := re.search(r"^(?:import|export)\b.*$|import\.meta", body, re.MULTILINE):
        raise ValueError(f"{name}: {left[0][:80]!r} is a way to import or export that is not known here")
    return f"{body.rstrip()}\nreturn {{ {', '.join(exported)} }};"


def _views_module(kinds: Sequence[str]) -> str:
    imports = "\n".join(f'import {{ default as {kind} }} from "./{kind}/view.js";' for kind in kinds)
    return (
        f"{imports}\nconst views = {{ {', '.join(kinds)} }};\n"
        "export function viewOf(kind) {\n"
        "  const view = Object.hasOwn(views, kind) ? views[kind] : null;\n"
        "  return view ? Promise.resolve(view) : Promise.reject(new Error(`no such kind: ${kind}`));\n"
        "}\n"
    )
