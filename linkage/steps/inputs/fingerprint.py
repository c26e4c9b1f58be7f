"""SHA-256 of every file: what a run was made from, and whether there is anything new to do."""

import hashlib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from linkage.errors import InputError
from linkage.steps.inputs.problem import in_words, refuse_all, refuse_no_file
from linkage.steps.inputs.source import InputFile, Source, input_files

FILES_AT_ONCE = 4


def fingerprints(sources: Sequence[Source]) -> dict[str, str]:
    """
    SHA-256 (hex) of each file's bytes by "data set:path relative to the job", in order of precedence.

    Give the result to `read_inputs`, so that no file is read twice for it. InputError names every file that
    cannot be read.
    """
    files = list(input_files(sources))
    with ThreadPoolExecutor(FILES_AT_ONCE) as pool:
        found = list(pool.map(_sha256, files))
    refuse_all([digest for digest in found if isinstance(digest, InputError)])
    return {label(file): str(digest) for file, digest in zip(files, found, strict=True)}


def label(file: InputFile) -> str:
    """The name of a file among the fingerprints."""
    return f"{file.source.dataset}:{file.name}"


def _sha256(file: InputFile) -> str | InputError:
    try:
        refuse_no_file(file)
        with file.path.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except InputError as problem:
        return problem
    except OSError as problem:
        return InputError(f"{file.name}: {in_words(problem)}")
