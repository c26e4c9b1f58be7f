"""
The program `linkage`: the one place where an ending becomes a line and an exit code.

Nothing heavy is imported before `main` watches for signals: loading the libraries takes longer than many a command.
"""

import os
import select
import sys
from collections.abc import Sequence
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from linkage.cli import streams
from linkage.cli.endings import ending_of
from linkage.cli.telling import failure, log
from linkage.errors import LinkageError, ResourceError
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
    arguments = sys.argv[1:]
    ending.watch(partial(tell_of_signal, arguments))
    stdout = streams.keep()
    code = code_of(arguments)
    why = streams.lost(stdout)
    if why is not None and code == 0:
        log.told(
            "error",
            f"error: the result could not be written to standard output ({why.lower()}); what the command did stands",
        )
        code = ResourceError.exit_code
    log.ended(code)
    ending.over()
    sys.exit(code)


def exit_code(arguments: list[str]) -> int:
    """Run one command line, in a process that goes on."""
    code = code_of(arguments)
    log.ended(code)
    return code


def code_of(arguments: list[str]) -> int:
    """
    Run one command line; every way it can end becomes a code, and every failure a message on stderr.

    Where the line asks for JSON a failure is an object on standard output too.
    """
    log.forget()
    try:
        import_module("linkage.cli.program").run_commands(arguments)
    except BaseException as problem:  # a traceback would show values
        ending.stand_still()
        if isinstance(problem, SystemExit) and problem.code != INTERRUPTED:
            return told_already(problem, arguments)
        if isinstance(problem, SystemExit | KeyboardInterrupt):
            return ended_with(INTERRUPTED, f"interrupted; {ending.AS_IT_WAS}", arguments)
        if isinstance(problem, Terminated):
            return ended_with(TERMINATED, f"terminated; {ending.AS_IT_WAS}", arguments)
        code, message = ending_of(problem)
        if "--unsafe-debug" in arguments and message.startswith("error: unexpected"):
            raise
        return ended_with(code, message, arguments, problem)
    return 0


def ended_with(
    code: int, message: str, arguments: Sequence[str], problem: BaseException | None = None
) -> int:
    """The code, once the failure has been told in every way that is asked for."""
    log.told("error", message)
    if failure.asks_json(arguments):
        parts, beside = (
            (problem.problems, problem.beside) if isinstance(problem, LinkageError) else ((), None)
        )
        print_result(failure.failure_text(code, message, problems=parts, beside=beside))
    return code


def told_already(ended: SystemExit, arguments: Sequence[str]) -> int:
    """The code of a command that said itself how it ended; wrong words, told in words, are also an object."""
    code = ended.code if isinstance(ended.code, int) else 0
    wrong = getattr(ended.__context__, "format_message", None)
    if code and callable(wrong) and failure.asks_json(arguments):
        print_result(failure.failure_text(code, str(wrong()), kind=failure.USAGE))
    return code


def print_result(text: str) -> None:
    """A line on standard output, if there is one."""
    if sys.stdout is not None:
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()


def tell_of_signal(arguments: Sequence[str], code: int, line: str) -> None:
    """
    The last words of a command that a signal ends, past the streams of Python, which may be held.

    To a reader who reads nothing no object is written: it would be waited for.
    """

    def raw(text: str) -> None:
        os.write(2, text.encode(errors="backslashreplace"))

    log.told("error", line, stderr=raw)
    log.ended(code, stderr=raw)
    if failure.asks_json(arguments) and select.select([], [1], [], 0)[1]:
        os.write(1, f"{failure.failure_text(code, line)}\n".encode())


class Terminated(BaseException):
    """The machine asked the program to end, where somebody else than `main` watches for that."""


if __name__ == "__main__":
    main()
