"""What a folder can do, found out by doing it in a passing folder that goes again."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from linkage.errors import ResourceError
from linkage.files import ending
from linkage.session.finding import Warned


@contextmanager
def trial_folder(place: Path) -> Iterator[Path]:
    """A passing folder in `place`; ResourceError when nothing can be written there."""
    try:
        with (
            tempfile.TemporaryDirectory(dir=place, prefix=".trial-") as folder,
            ending.cleared_by(lambda: shutil.rmtree(folder, ignore_errors=True)),
        ):
            yield Path(folder)
    except OSError as problem:
        raise ResourceError(
            f"{place} cannot be written to ({problem.strerror or type(problem).__name__}); change its owner or "
            "mode, free some space, or name another folder"
        ) from None


def try_writing(place: Path) -> None:
    """ResourceError unless a file can be written below `place`."""
    with trial_folder(place) as trial:
        (trial / "file").write_bytes(b"0")


def try_hard_links(place: Path) -> str:
    """Unchanged months are carried over as links where the disk can."""
    with trial_folder(place) as trial:
        first = trial / "first"
        first.touch()
        try:
            (trial / "second").hardlink_to(first)
        except OSError:
            raise Warned(
                "the disk has none: every release will be a full copy of earlier months; name a folder on another "
                "disk under [job] output if that is too much"
            ) from None
    return "earlier months are carried over without a copy"


def try_locking(place: Path) -> str:
    """A file that is locked cannot be locked again: what keeps two runs apart."""
    with trial_folder(place) as trial:
        try:
            with FileLock(trial / "lock", timeout=0), FileLock(trial / "lock", timeout=0):
                pass
        except Timeout:
            return "keep two runs apart"
    raise ResourceError(
        f"locks do not hold in {place}, so two runs could write at once; name a folder on a local disk under "
        "[job] output"
    )
