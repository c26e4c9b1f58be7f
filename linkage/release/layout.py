"""
Where everything lies in the output folder.

    current -> releases/0007    current.txt     which release readers should open
    releases/0007/              immutable; the only folder to share
    secure/0007/                what must not leave: quarantine, candidates, events under review
    state/                      lock, journal, key, person index
    state/kept/0007/            of each month, what a later strike needs: keyed digests, and events without identifiers
    reports/0007/               reports asked for after the release was made; may be deleted, unless shared
    work/                       drafts, working tables and spill, emptied at the start of a run
"""

import re
from dataclasses import dataclass
from pathlib import Path

from linkage.errors import ConfigError, IntegrityError
from linkage.release import disk, journal

NUMBER = re.compile(r"[0-9]{4,}")


@dataclass(frozen=True)
class Layout:
    """The paths of one output folder, absolute, and the numbers of its releases."""

    output: Path

    def __post_init__(self) -> None:
        """Settle what the path means now, so that a later change of directory or link changes nothing."""
        object.__setattr__(self, "output", self.output.resolve())

    @property
    def releases(self) -> Path:
        """Folder of the releases."""
        return self.output / "releases"

    @property
    def secure(self) -> Path:
        """Folder of what must stay inside."""
        return self.output / "secure"

    @property
    def reports(self) -> Path:
        """Folder of reports written beside the releases."""
        return self.output / "reports"

    @property
    def state(self) -> Path:
        """Folder of what one run leaves for the next."""
        return self.output / "state"

    @property
    def kept(self) -> Path:
        """Folder of what later strikes need."""
        return self.state / "kept"

    @property
    def work(self) -> Path:
        """Folder of what only this run needs."""
        return self.output / "work"

    @property
    def current_link(self) -> Path:
        """The link that readers follow."""
        return self.output / "current"

    @property
    def current_text(self) -> Path:
        """The same as text, for tools that cannot follow a link."""
        return self.output / "current.txt"

    @property
    def journal(self) -> Path:
        """What befell each release, in order."""
        return self.state / "journal.jsonl"

    def release(self, number: str) -> Path:
        """Folder of a release."""
        return self.releases / number

    def secure_release(self, number: str) -> Path:
        """Folder of what must stay inside, of a release."""
        return self.secure / number

    def kept_release(self, number: str) -> Path:
        """Folder of what later strikes need of the months of a release."""
        return self.kept / number

    def create(self) -> None:
        """Make what is missing, for the owner alone; ConfigError as `check`."""
        self.check()
        for folder in (self.output, self.releases, self.secure, self.state, self.kept, self.work):
            disk.make_folder(folder)

    def check(self) -> None:
        """ConfigError when the output is a file, or a folder that anybody may write to."""
        if self.output.exists() and not self.output.is_dir():
            raise ConfigError(f"the output {self.output} is a file; name a folder under [job] output")
        if self.output.is_dir() and self.output.stat().st_mode & 0o002:
            raise ConfigError(
                f"anybody on this machine may write to the output folder {self.output}: "
                f"run `chmod o-w {self.output}` or name another folder under [job] output"
            )

    def current(self) -> str | None:
        """Number of the release that readers are shown, or None before the first."""
        if not self.current_link.is_symlink():
            return None
        target = self.current_link.readlink()
        if target.parent.name != self.releases.name or not NUMBER.fullmatch(target.name):
            raise IntegrityError(
                f"{self.current_link} does not lead to a release; choose one and put it back with "
                f"`ln -sfn releases/NUMBER {self.current_link}`"
            )
        return target.name

    def published(self) -> tuple[str, ...]:
        """Numbers of the releases that are whole, lowest first."""
        unfinished = journal.unfinished(self.journal) - {self.current()}
        return tuple(sorted(_numbers_in(self.releases) - unfinished, key=int))

    def next_number(self) -> str:
        """One more than the highest number ever used, finished or not; a number is never used twice."""
        used = _numbers_in(self.releases) | _numbers_in(self.secure) | journal.numbers(self.journal)
        return f"{max(map(int, used), default=0) + 1:04}"


def _numbers_in(folder: Path) -> set[str]:
    if not folder.is_dir():
        return set()
    return {path.name for path in folder.iterdir() if NUMBER.fullmatch(path.name)}
