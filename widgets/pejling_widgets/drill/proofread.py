"""Reads drills as the rule engine does: model replies that it would find fault with, typical ones that it lets pass.

Run as `python -m pejling_widgets.drill.proofread modules/pejlemaerker/exercises/drill-noegleord.yaml`.
"""

import sys
from pathlib import Path

from pejling.content import read_yaml, validate
from pejling.errors import ContentError
from pejling_widgets.drill import feedback
from pejling_widgets.drill.content import Content
from pejling_widgets.drill.items import Reply


def proofread(content: Content) -> list[str]:
    """What does not fit, in Danish: a model reply with something to try, or a typical reply with nothing to try."""
    wrong = []
    for item in content.items:
        if not isinstance(item, Reply):
            continue
        for n, model in enumerate(item.models, 1):
            tries = [entry for entry in feedback.read(item, model.reply) if entry["kind"] == "try"]
            wrong += [f"{item.id}, model {n} »{model.reply}«: {entry['rule']}: {entry['text']}" for entry in tries]
        if feedback.outcome(feedback.read(item, item.typical.reply)) == "hit":
            wrong.append(f"{item.id}, typical »{item.typical.reply}«: motoren finder intet at prøve")
    return wrong


def main(paths: list[str]) -> int:
    """Prints what is wrong with the files; the number of files with something wrong."""
    bad = 0
    for path in map(Path, paths):
        try:
            content = validate(Content, read_yaml(path.resolve(), path.resolve().parent), path.resolve(), path.resolve().parent)
            told = proofread(content)
        except ContentError as error:
            told = [str(problem) for problem in error.problems]
        bad += bool(told)
        for line in told or ["i orden"]:
            sys.stdout.write(f"{path.name}: {line}\n")
    return bad


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
