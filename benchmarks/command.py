"""A `linkage` command, here or in a process of its own."""

from benchmarks.process import Told, apart
from linkage.cli.main import exit_code


def run(arguments: list[str]) -> None:
    """Run it here; SystemExit with its code when it fails."""
    code = exit_code(arguments)
    if code:
        raise SystemExit(code)


def linkage(*arguments: str) -> Told[None]:
    """Run it in a process of its own."""
    return apart(run, list(arguments))
