"""
Every change this step makes on disk: nothing else in the step writes, so a failure can be tried at each.

All calls that can fail go through `os` or `shutil` of this module. A failure becomes a ResourceError.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from linkage.errors import ConfigError, ResourceError

Kind = Callable[[int], bool]
"""Tells from a mode whether it is that of a folder, a file or a link, as `stat.S_ISDIR` does."""
PRIVATE_FOLDER, PRIVATE_FILE = 0o700, 0o600
FROZEN_FOLDER, FROZEN_FILE = 0o500, 0o400


@contextmanager
def resource_errors(doing: str) -> Iterator[None]:
    """Replace an error of the operating system by one that says what was being done and what next."""
    try:
        yield
    except OSError as problem:
        raise ResourceError(
            f"{doing} failed: {problem.strerror or 'input/output error'}. "
            "The last release is as it was; look at the free space and the permissions there, then run again"
        ) from problem


def make_folder(path: Path) -> None:
    """Make `path` and its missing parents, for the owner alone; ConfigError where one of them is a link."""
    with resource_errors(f"making the folder {path}"):
        for folder in reversed((path, *path.parents)):
            if folder.is_symlink():
                raise ConfigError(
                    f"{folder} is a link; this program follows none here: put a folder in its place"
                )
            if not folder.is_dir():
                os.mkdir(folder, PRIVATE_FOLDER)


def write(path: Path, content: bytes) -> None:
    """Write a whole file, for the owner alone, through to disk; what was there goes. Follows no link."""
    refuse_link(path)
    with resource_errors(f"writing {path}"):
        opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, PRIVATE_FILE)
        try:
            _write_all(opened, content)
            os.fsync(opened)
        finally:
            os.close(opened)


def append_line(path: Path, line: bytes) -> None:
    """Add one line and write it to disk; half a line, now or from a run that was killed, does not stay."""
    refuse_link(path)
    with resource_errors(f"adding a line to {path}"):
        is_new = not path.exists()
        whole = 0 if is_new else path.read_bytes().rfind(b"\n") + 1
        opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW, PRIVATE_FILE)
        try:
            os.ftruncate(opened, whole)
            os.lseek(opened, 0, os.SEEK_END)
            _write_all(opened, line + b"\n")
            os.fsync(opened)
        except BaseException:
            with suppress(OSError):
                os.ftruncate(opened, whole)
            raise
        finally:
            os.close(opened)
    if is_new:
        sync(path.parent)


def refuse_link(path: Path) -> None:
    """ConfigError where a link, or anything but a file, bears the name of a file to be written."""
    if path.is_symlink() or (path.exists() and not path.is_file()):
        raise ConfigError(
            f"{path} is a link, or no file, and this program writes to files of its own: move it away"
        )


def sync(path: Path) -> None:
    """Write a file's content, or a folder's list of names, through to disk."""
    with resource_errors(f"saving {path}"):
        opened = os.open(path, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def replace(path: Path, content: bytes, *, draft: Path) -> None:
    """Put a file with `content` at `path` in one step; `draft` is a path on the same file system."""
    write(draft, content)
    with resource_errors(f"replacing {path}"):
        os.replace(draft, path)


def replace_link(path: Path, target: str, *, draft: Path) -> None:
    """Make `path` a symbolic link to `target` in one step; `draft` is a path on the same file system."""
    with resource_errors(f"switching the link {path}"):
        with suppress(FileNotFoundError):
            os.unlink(draft)
        os.symlink(target, draft)
        os.replace(draft, path)


def rename(source: Path, target: Path) -> None:
    """Move a finished folder to its place, which must be free, and write both lists of names to disk."""
    with resource_errors(f"moving {source} to {target}"):
        os.rename(source, target)
    sync(target.parent)
    sync(source.parent)


def move_file(source: Path, target: Path) -> None:
    """Put a finished file in its place in one step; what was there goes."""
    refuse_link(target)
    with resource_errors(f"moving {source} to {target}"):
        os.replace(source, target)


def link_or_copy(source: Path, target: Path) -> None:
    """A second name for `source`, or where the file system has no hard links a copy, for the same readers."""
    try:
        os.link(source, target)
    except OSError:
        with resource_errors(f"copying {source}"):
            shutil.copy(source, target)


def set_mode(path: Path, mode: int) -> None:
    """Set the permissions of a file or folder."""
    with resource_errors(f"setting the permissions of {path}"):
        os.chmod(path, mode)


def remove(path: Path) -> None:
    """
    Remove a file, a link or a whole folder, read-only or not; nothing to do when it is not there.

    Only for names that the caller knows to be this program's (see `adoption`); a link goes, what it leads to stays.
    """
    with resource_errors(f"removing {path}"):
        if path.is_dir() and not path.is_symlink():
            for folder, _, _ in os.walk(path):
                os.chmod(folder, PRIVATE_FOLDER)
            shutil.rmtree(path)
        elif os.path.lexists(path):
            os.unlink(path)


def remove_empty(path: Path) -> None:
    """Remove a folder that nothing lies in."""
    with resource_errors(f"removing {path}"):
        os.rmdir(path)


def _write_all(opened: int, content: bytes) -> None:
    written = 0
    while written < len(content):
        written += os.write(opened, content[written:])
