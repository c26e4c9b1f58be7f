"""The shape of functions: short enough to be read at once, and given things rather than their parts."""

import ast
from collections.abc import Iterator

from tests.structure.imports import python_files

LONGEST = 50
"""Lines of code of one function, docstrings left out."""
MOST_POSITIONAL = 7
"""Parameters that a call may give by place."""

COMMAND_LINE = {
    *(
        f"cli/{name}.py command"
        for name in (
            "demo",
            "evaluate",
            "gc",
            "plan",
            "releases_diff",
            "report",
            "run",
            "sensitivity",
            "site",
            "synth",
            "train",
        )
    ),
    "cli/release_acts/rollback.py roll_back_release",
    *(
        f"cli/release_acts/sign_off.py {name}"
        for name in ("approve_release", "refuse_release", "withdraw_sign_off")
    ),
    *(f"cli/review/{name}.py command" for name in ("decide", "export")),
}
"""A parameter is an option of the command, and none is given by place."""

LONG = {
    "cli/synth.py command",
    "steps/pathways/cips.py spell_cips_sql",
    "steps/pathways/duplicate.py duplicate_contact_sql",
    "steps/pathways/spell_dates.py unjoined_spell_sql",
    "steps/probabilistic/checks/holdout.py holdout_sql",
    "steps/probabilistic/training/chance.py _postcodes",
    "steps/resolve/identity_link.py identity_link_sql",
    "steps/statistics/tables/match_rank.py match_rank_sql",
}
"""One statement each, and the options of a command. The list may only get shorter."""


def test_no_function_is_long_but_those_listed() -> None:
    """Whoever shortens one takes it off the list."""
    long = {name for name, function in functions() if len(code_lines(function)) > LONGEST}

    assert long == LONG


def test_few_parameters_are_given_by_place() -> None:
    """Of more, a caller no longer sees which is which: pass the thing they are parts of, or name them."""
    many = {
        name
        for name, function in functions()
        if len([*function.args.posonlyargs, *function.args.args]) > MOST_POSITIONAL
    }

    assert many == COMMAND_LINE


def functions() -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    """Every function of the package, named by its file."""
    for name, text in python_files("linkage"):
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{name} {node.name}", node


def code_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> set[int]:
    """The lines of a function but those of docstrings, its own and those inside it."""
    docstrings = {
        line
        for node in ast.walk(function)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        if ast.get_docstring(node) is not None
        for line in range(node.body[0].lineno, (node.body[0].end_lineno or 0) + 1)
    }
    return set(range(function.lineno, (function.end_lineno or 0) + 1)) - docstrings
