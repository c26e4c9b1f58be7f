"""
The program `linkage`: the one place where an ending becomes a line and an exit code.

Nothing heavy is imported before `main` watches for signals: loading the libraries takes longer than many a command.
"""

import sys
from importlib import import_module
from typing import TYPE_CHECKING

from linkage.cli import streams
from linkage.cli.endings import ending_of
from linkage.errors import ResourceError
from linkage.files import ending

INTERRUPTED, TERMINATED = 130, 143

if TYPE_CHECKING:
    from linkage.cli.program import EXIT_CODES, app
else:

    def __getattr__(name: str) -> object:
        """`app` and EXIT_CODES, loaded when they are asked for."""
        if name in ("app", "EXIT_CODES"):
            return getattr(import_module("linkage.cli.program"), name)
        raise AttributeError(f"module 'linkage.cli.main' has no attribute {name!r}")


__all__ = ["EXIT_CODES", "INTERRUPTED", "TERMINATED", "Terminated", "app", "exit_code", "main"]


def main() -> None:
    """Run the program and exit with its code."""
    ending.watch()
    stdout = streams.keep()
    code = exit_code(sys.argv[1:])
    why = streams.lost(stdout)
    if why is not None and code == 0:
        tell(
            f"error: the result could not be written to standard output ({why.lower()}); what the command did stands"
        )
        code = ResourceError.exit_code
    ending.over()
    sys.exit(code)


def exit_code(arguments: list[str]) -> int:
    """Run one command line; every way it can end becomes a code, and every failure one line on stderr."""
    try:
        import_module("linkage.cli.program").run_commands(arguments)
    except BaseException as problem:  # a traceback would show values
        ending.stand_still()
        if isinstance(problem, SystemExit) and problem.code != INTERRUPTED:
            return problem.code if isinstance(problem.code, int) else 0
        if isinstance(problem, SystemExit | KeyboardInterrupt):
            tell(f"interrupted; {ending.AS_IT_WAS}")
            return INTERRUPTED
        if isinstance(problem, Terminated):
            tell(f"terminated; {ending.AS_IT_WAS}")
            return TERMINATED
        code, message = ending_of(problem)
        if "--unsafe-debug" in arguments and message.startswith("error: unexpected"):
            raise
        tell(message)
        return code
    return 0


def tell(line: str) -> None:
    """One line to the user, apart from the result."""
    if sys.stderr is not None:
        sys.stderr.write(f"{line}\n")
        sys.stderr.flush()


class Terminated(BaseException):
    """The machine asked the program to end, where somebody else than `main` watches for that."""


if __name__ == "__main__":
    main()
