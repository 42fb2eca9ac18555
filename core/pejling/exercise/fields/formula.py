"""Numbers that follow from numbers: a formula as content declares it, read once into a small tree and worked out from answers.

The tree is what a browser gets, so that a page without a server works out the same (`formula.js`).
"""

import ast
import math
import operator
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

Tree = list[Any]
"""["number", 14], ["field", "ugeloen"], ["column", "plan", "praktik"], ["call", "sum", tree], ["+", a, b], ["<=", a, b] …"""

LONGEST_FORMULA = 200
CALCULATIONS: Mapping[type, str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
COMPARISONS: Mapping[type, str] = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!="}
OPERATORS: Mapping[str, Callable[[float, float], Any]] = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv, "<": operator.lt, "<=": operator.le,
    ">": operator.gt, ">=": operator.ge, "==": operator.eq, "!=": operator.ne,
}
COLUMNS: Mapping[str, Callable[[list[float]], float]] = {
    "sum": sum, "first": lambda rows: rows[0], "last": lambda rows: rows[-1], "max": max, "min": min,
    "rises": lambda rows: float(all(before <= after for before, after in pairwise(rows))),
}
OF_COLUMNS = (*COLUMNS, "count")
"""What can be asked of a column: `rises` is 1 when it never falls from one row to the next, else 0."""


class NotAFormula(ValueError):
    """A formula that cannot be read; the message says why, in Danish."""


@dataclass(frozen=True)
class Formula:
    """A formula that was read: its tree, and the fields and columns it names."""

    tree: Tree
    names: frozenset[str]
    """Fields, as "ugeloen", and columns, as "plan.praktik"."""

    @property
    def fields(self) -> frozenset[str]:
        """The fields that it asks, whole or by a column."""
        return frozenset(name.split(".")[0] for name in self.names)

    @property
    def is_rule(self) -> bool:
        """Whether it is held or not held, and no number."""
        return self.tree[0] in COMPARISONS.values()

    @property
    def divisors(self) -> list[Tree]:
        """What it divides by."""
        return [node[2] for node in _walk(self.tree) if node[0] == "/"]

    def value(self, answers: Mapping[str, Any]) -> float | bool | None:
        """What it comes to; None while a number is missing, or where it would divide by nothing."""
        return _work_out(self.tree, answers)


def read(text: str) -> Formula:
    """The formula in the text: numbers, fields' names with _ for -, + - * / ( ), one comparison, sum(plan.praktik) and the like."""
    if len(text) > LONGEST_FORMULA:
        raise NotAFormula(f"formlen er for lang; højst {LONGEST_FORMULA} tegn")
    try:
        tree = _tree(ast.parse(text.strip(), mode="eval").body)
    except (SyntaxError, RecursionError, MemoryError) as wrong:
        raise NotAFormula(f"formlen »{text}« kan ikke læses; skriv for eksempel ugeloen * 14") from wrong
    nodes = list(_walk(tree))
    names = {node[1] for node in nodes if node[0] == "field"} | {f"{node[1]}.{node[2]}" for node in nodes if node[0] == "column"}
    return Formula(tree, frozenset(names))


def _name(node: ast.expr) -> str:
    if not isinstance(node, ast.Name):
        raise NotAFormula("før punktummet skal der stå en tabels id, for eksempel plan.praktik")
    return node.id.replace("_", "-")


def _tree(node: ast.expr) -> Tree:
    match node:
        case ast.Constant(value=value) if isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value):
            return ["number", value]
        case ast.Name():
            return ["field", _name(node)]
        case ast.BinOp(left=left, op=op, right=right) if type(op) in CALCULATIONS:
            return [CALCULATIONS[type(op)], _tree(left), _tree(right)]
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return ["-", ["number", 0], _tree(operand)]
        case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in COMPARISONS:
            return [COMPARISONS[type(op)], _tree(left), _tree(right)]
        case ast.Call(func=ast.Name(id=called), args=[ast.Attribute(value=table, attr=col)], keywords=[]) if called in OF_COLUMNS:
            return ["call", called, ["column", _name(table), col.replace("_", "-")]]
        case ast.Call(func=ast.Name(id=called)):
            raise NotAFormula(f"{called}(…) kan ikke bruges; skriv {', '.join(OF_COLUMNS)} om én kolonne, som sum(plan.praktik)")
    raise NotAFormula("en formel er tal, felters id, + - * / og højst én sammenligning")


def _walk(tree: Tree) -> Iterator[Tree]:
    yield tree
    for part in tree[1:]:
        if isinstance(part, list):
            yield from _walk(part)


def _work_out(tree: Tree, answers: Mapping[str, Any]) -> float | bool | None:
    match tree:
        case ["number", value]:
            return float(value)
        case ["field", name]:
            found = answers.get(name)
            return float(found) if isinstance(found, int | float) and not isinstance(found, bool) else None
        case ["call", called, ["column", table, column]]:
            rows = answers.get(table) or []
            return _of_column(called, [float(row[column]) for row in rows if isinstance(row.get(column), int | float)])
    left, right = (_work_out(part, answers) for part in tree[1:])
    if left is None or right is None or (tree[0] == "/" and right == 0):
        return None
    worked_out: float | bool = OPERATORS[tree[0]](left, right)
    return worked_out


def _of_column(called: str, numbers: list[float]) -> float | None:
    if called == "count":
        return float(len(numbers))
    if not numbers:
        return None
    return COLUMNS[called](numbers)
