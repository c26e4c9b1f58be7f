"""Refusals of whole files: what is wrong with which file, in words; all of them at once."""

import hashlib
from collections.abc import Sequence

from linkage.errors import InputError
from linkage.steps.inputs.source import InputFile


class BadFileError(InputError):
    """One file that cannot be used; others may be."""

    def __init__(self, message: str, file: InputFile) -> None:
        """`message` begins with the name of the file."""
        super().__init__(message)
        self.dataset = file.source.dataset
        self.name = file.name
        self.why = message.removeprefix(file.name).removeprefix(":").strip(" ,")

    def alone(self) -> InputError:
        """The same as a refusal like any other, which whoever catches it may put into other words."""
        return InputError(str(self))


def refuse_all(problems: Sequence[InputError], fine: Sequence[str] = ()) -> None:
    """Raise one InputError that tells every problem, and what is `fine` beside it; or nothing when there is none."""
    if len(problems) == 1:
        raise InputError("; ".join([str(problems[0]), *fine]))
    if problems:
        listed = "\n  ".join(str(problem) for problem in problems)
        raise InputError(f"{'; '.join([f'{len(problems)} files cannot be used', *fine])}:\n  {listed}")


def refuse_no_file(file: InputFile) -> None:
    """InputError for a folder, a pipe, a device or nothing at all."""
    try:
        file.path.stat()
    except OSError as problem:
        raise InputError(f"{file.name}: {in_words(problem)}") from None
    if not file.path.is_file():
        raise InputError(f"{file.name}: is not a file; correct [{file.source.key}] paths")


def no_rows(file: InputFile) -> InputError:
    """The refusal of a file with a header, or without anything, and no row."""
    return InputError(f"{file.name}: holds no rows; ask for the file again, or take it out of the job")


def changed(file: InputFile) -> InputError:
    """The refusal of a file that is not any more what the run began with."""
    return InputError(
        f"{file.name}: changed while it was read; wait until it is whole, that is until no other program writes it, "
        "and run again"
    )


def has_changed(file: InputFile, sha256: str | None) -> bool:
    """Whether a file that was found at fault has another digest than the run began with: then that is its fault."""
    try:
        with file.path.open("rb") as opened:
            return sha256 is not None and hashlib.file_digest(opened, "sha256").hexdigest() != sha256
    except OSError:
        return False


def in_words(problem: OSError) -> str:
    """Why the operating system would not give a file's bytes, and what to do."""
    if isinstance(problem, PermissionError):
        return "may not be read; give the user who runs this job leave to read it"
    if isinstance(problem, IsADirectoryError):
        return "is a folder; name the files in it, by a pattern such as FOLDER/*.csv"
    if isinstance(problem, FileNotFoundError):
        return "is not there (any more); check the path and that no other process moves files away"
    return f"could not be read ({problem.strerror or type(problem).__name__}); check the disk or the network share"
