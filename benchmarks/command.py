"""A `linkage` command, here or in a process of its own."""

import compileall

from benchmarks.process import ROOT, Told, apart
from linkage.cli.main import exit_code


def run(arguments: list[str]) -> None:
    """Run it here; SystemExit with its code when it fails."""
    code = exit_code(arguments)
    if code:
        raise SystemExit(code)


def linkage(*arguments: str) -> Told[None]:
    """Run it in a process of its own."""
    return apart(run, list(arguments))


def compiled() -> None:
    """
    Compile the program's modules, as installing it does.

    Where Python may not write them (PYTHONDONTWRITEBYTECODE) each command would compile hundreds of them again.
    """
    compileall.compile_dir(ROOT / "linkage", quiet=2)
