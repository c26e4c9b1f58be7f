"""
Where everything lies in the output folder.

    current -> releases/0007    current.txt     which release readers should open
    releases/0007/              immutable; the only folder to share
    secure/0007/                what must not leave: quarantine, candidates, events under review, rows to send back
    secure/diffs/               lists of events that two releases differ in
    secure/review/SAMPLE/       what reviewers look at, and what they sent back
    state/                      lock, journal, key: to be backed up; what runs cost here (`doctor --measure`)
    state/kept/0007/            of each month, what a later strike needs: keyed digests, and events without identifiers
    state/review/               samples for reviewers and their answers, without identifiers
    cache/                      what runs read and made, by digest; may be deleted between any two, which costs time
    state/shared/0003/          of a release that `gc` removed: manifest, statistics, shareable report
    state/receipts/0003.json    which files of it were removed
    reports/0007/               reports asked for after the release was made; may be deleted, unless shared
    work/                       drafts, working tables and spill, cleared at the start of a run but for what a run that
                                was broken off can be resumed from (see `broken_run`)
    .hes-did-linkage            the mark of a folder that is this program's (see `adoption`)
"""

import os
from dataclasses import dataclass, field
from pathlib import Path

from linkage.errors import ConfigError, IntegrityError
from linkage.release import adoption, journal
from linkage.release.homes.folder import FOLDER
from linkage.release.homes.home import Home

NUMBER = journal.NUMBER


@dataclass(frozen=True)
class Layout:
    """The paths of one output folder, absolute, and the numbers of its releases."""

    output: Path
    home: Home = field(default=FOLDER, compare=False, repr=False)

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
    def diffs(self) -> Path:
        """Folder of lists of `releases diff` to which nobody gave a place."""
        return self.secure / "diffs"

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
    def cache(self) -> Path:
        """Folder of what runs read and made, which may be deleted between any two."""
        return self.output / "cache"

    @property
    def shared(self) -> Path:
        """Folder of what is left of releases that `gc` removed."""
        return self.state / "shared"

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
        """The same as text."""
        return self.output / "current.txt"

    @property
    def journal(self) -> Path:
        """What happened to each release, in order."""
        return self.state / "journal.jsonl"

    @property
    def costs(self) -> Path:
        """What runs cost on this machine, by `doctor --measure`."""
        return self.state / "costs.json"

    def release(self, number: str) -> Path:
        """Folder of a release."""
        return self.releases / number

    def secure_release(self, number: str) -> Path:
        """Folder of what must stay inside, of a release."""
        return self.secure / number

    def kept_release(self, number: str) -> Path:
        """Folder of what later strikes need of the months of a release."""
        return self.kept / number

    def kept_month(self, number: str, month: str) -> Path:
        """The same of one of its months."""
        return self.kept_release(number) / f"test_month={month}"

    def numbers_of(self, number: str) -> Path:
        """Where manifest, statistics and shareable report of a release lie: in it, or in what is left of it."""
        whole = self.release(number)
        return whole if whole.is_dir() else self.shared / number

    def receipt(self, number: str) -> Path:
        """What was removed of a release."""
        return self.state / "receipts" / f"{number}.json"

    def create(self) -> None:
        """Make what is missing, for the owner alone; ConfigError as `check`."""
        self.check()
        adoption.make(self.output, (self.releases, self.secure, self.state, self.kept, self.work))

    def check(self) -> None:
        """ConfigError when the output is a file, another's folder, or one that anybody may write to."""
        if self.output.exists() and not self.output.is_dir():
            raise ConfigError(f"the output {self.output} is a file; name a folder under [job] output")
        if self.output.is_dir() and self.output.stat().st_mode & 0o002:
            raise ConfigError(
                f"anybody on this machine may write to the output folder {self.output}: "
                f"run `chmod o-w {self.output}` or name another folder under [job] output"
            )
        adoption.refuse_foreign(self.output)

    def current(self) -> str | None:
        """
        Number of the release that `current` names, or None when there is no such link; see also `shown`.

        IntegrityError when it leads elsewhere, or is a folder or a file.
        """
        if not os.path.lexists(self.current_link):
            return None
        if (number := self.led_to()) is not None:
            return number
        self.refuse_no_link()
        raise IntegrityError(
            f"{self.current_link} does not lead to a release: choose one with "
            f"`linkage releases rollback JOB NUMBER --reason TEXT`, or `ln -sfn releases/NUMBER {self.current_link}`"
        )

    def refuse_no_link(self) -> None:
        """IntegrityError when a folder or a file bears the name `current`: it is never removed."""
        if os.path.lexists(self.current_link) and not self.current_link.is_symlink():
            raise IntegrityError(
                f"{self.current_link} is no link and does not lead to a release, and this program removes only links "
                f"there: run `mv {self.current_link} {self.current_link}.moved`, then `linkage releases rollback JOB "
                f"NUMBER --reason TEXT` or `ln -s releases/NUMBER {self.current_link}`"
            )

    def led_to(self) -> str | None:
        """The number in a link to a folder of releases/, whether or not there is one of that number."""
        if not self.current_link.is_symlink():
            return None
        target = Path(os.path.normpath(self.output / self.current_link.readlink()))
        return target.name if target.parent == self.releases and NUMBER.fullmatch(target.name) else None

    def published(self) -> tuple[str, ...]:
        """Numbers of the releases that are whole, lowest first."""
        unfinished = journal.unfinished(self.journal) - {self.led_to()}
        return tuple(sorted(_numbers_in(self.releases) - unfinished, key=int))

    def remembered(self) -> tuple[str, ...]:
        """The same, and of those that `gc` removed, whose numbers are still known; lowest first."""
        return tuple(sorted({*self.published(), *_numbers_in(self.shared)}, key=int))

    def next_number(self) -> str:
        """One more than the highest number ever used, finished or not; a number is never used twice."""
        used = _numbers_in(self.releases) | _numbers_in(self.secure) | journal.numbers(self.journal)
        return f"{max(map(int, used), default=0) + 1:04}"


def _numbers_in(folder: Path) -> set[str]:
    if not folder.is_dir():
        return set()
    return {path.name for path in folder.iterdir() if NUMBER.fullmatch(path.name)}
