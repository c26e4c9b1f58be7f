"""The folder of the release that somebody means: an output folder, a release folder or a job file leads to it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from linkage.config.given.settings import Given
from linkage.config.given.store_address import store_address
from linkage.config.load import load_job
from linkage.errors import ConfigError, InputError, IntegrityError
from linkage.reading.release_in_store import fetched_release
from linkage.release.layout import NUMBER
from linkage.release.record import manifest
from linkage.release.record.manifest import Manifest

RUN = "run a month first: `linkage run JOB --month YYYY-MM`"


def opened_folder(
    path: str | Path, local: str | Path | None
) -> tuple[Path, "TemporaryDirectory[str] | None"]:
    """
    The folder of the release at a path, or at an address in a store; and what is to be removed when it is closed.

    Of an address the files are in `local`, or in a passing folder.
    """
    try:
        address = store_address(path) if isinstance(path, str) else None
    except ValueError as problem:
        raise ConfigError(f"what is to be opened {problem}") from None
    if address is None:
        return release_folder(Path(path)), None
    if local:
        return fetched_release(address, Path(local) / "out"), None
    passing = TemporaryDirectory(prefix="hes-did-linkage-release-")
    with removed_if_it_fails(passing):
        return fetched_release(address, Path(passing.name) / "out"), passing


@contextmanager
def removed_if_it_fails(passing: "TemporaryDirectory[str] | None") -> Iterator[None]:
    """A passing folder does not outlive a failure."""
    try:
        yield
    except BaseException:
        if passing is not None:
            passing.cleanup()
        raise


def release_folder(path: Path) -> Path:
    """
    The folder of a release, with `current` followed to where it leads now. Nothing is written.

    `path` is a release folder, wherever it lies; or an output folder, or a job file that names one, for the
    release that readers are shown. ConfigError when there is no release, IntegrityError when the link to it is lost.
    """
    if path.is_file():
        job = load_job(path, Given(environment=os.environ))
        if job.store_address:
            return fetched_release(
                job.store_address, job.output, job.store.settings, allow_http=job.store.allow_http
            )
        output = job.output
        if not output.exists():
            raise ConfigError(f"nothing has been published by {path} yet; {RUN}")
        return current(output)
    if not path.exists():
        raise ConfigError(
            f"there is no file or folder {path}; name a release folder, an output folder or a job file"
        )
    if (path / manifest.NAME).is_file():
        return path.resolve()
    if any(os.path.lexists(path / name) for name in ("current", "current.txt", "releases")):
        return current(path)
    beside = path / "job.toml"
    hint = f"; did you mean {beside}?" if beside.is_file() else ""
    raise ConfigError(
        f"{path} is no release: it has no {manifest.NAME}{hint or '; name a folder such as out/releases/0001'}"
    )


def current(output: Path) -> Path:
    """The release that an output folder shows its readers, by `current`, or by current.txt where links get lost."""
    folder = output / "current"
    text = output / "current.txt"
    if not folder.exists() and text.is_file():
        name = Path(text.read_text("utf-8", "replace").strip()).name
        folder = output / "releases" / name if NUMBER.fullmatch(name) else folder
    if (folder / manifest.NAME).is_file():
        return folder.resolve()
    releases = output / "releases"
    has_releases = releases.is_dir() and any(NUMBER.fullmatch(path.name) for path in releases.iterdir())
    if folder.is_symlink() or text.is_file() or has_releases:
        raise IntegrityError(
            f"{output} does not lead to a release, `current` is missing or broken: name one of {releases} itself, or "
            f"mend it with `linkage releases rollback JOB NUMBER --reason TEXT` or `ln -sfn releases/NUMBER {folder}`"
        )
    raise ConfigError(f"nothing has been published in {output} yet; {RUN}")


def released_manifest(folder: Path) -> Manifest:
    """What a release says of itself; InputError when it was written by a newer version, or cannot be understood."""
    try:
        return manifest.read_manifest(folder / manifest.NAME)
    except IntegrityError as problem:
        raise InputError(str(problem)) from None
