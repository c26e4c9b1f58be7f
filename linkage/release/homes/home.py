"""
What differs by the place in which an output is published. A kind of place is one module here.

All else works in a folder: the output folder itself, or the local folder of a job whose output is a store, which holds
what is published as far as it is needed, brought up to date before it is looked at.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from linkage.release.record.file import File
from linkage.release.record.manifest import Manifest

if TYPE_CHECKING:
    from linkage.release.content.draft import Draft
    from linkage.release.layout import Layout
    from linkage.release.store.keys import Placed


class Home(Protocol):
    """Where releases are published; every call but the first three is for the holder of the lock."""

    def trial(self) -> None:
        """ResourceError or ConfigError where what a run needs of it cannot be done; leaves nothing behind."""

    def held(self, layout: "Layout") -> AbstractContextManager[None]:
        """Hold what more than the folder's own lock is to be held, with the folder up to date; LockedError."""

    def wait(
        self, layout: "Layout", until: float, seconds: Callable[[], float], tell: Callable[[str], None]
    ) -> None:
        """Wait until that can be held, or LockedError when `seconds` is past `until`; tells whom it waits for."""

    def look(self, layout: "Layout") -> None:
        """Bring the folder up to date, so that what is published can be read of it."""

    def bring(self, layout: "Layout", number: str, *parts: str, afresh: bool = False) -> None:
        """
        Have the files of a release in the folder, of these parts: release, secure, kept.

        `afresh`: as they lie where they are published, whatever the folder has; what is not there is not there then.
        """

    def lacks(self, layout: "Layout", manifest: Manifest) -> list[str]:
        """The files of a release that are not where they were published; none is read."""

    def named(self, previous: Manifest | None, files: Sequence[File]) -> tuple[File, ...]:
        """The files of a draft, those that an earlier release has named as such where a place knows no second names."""

    def send(self, draft: "Draft", manifest: Manifest) -> None:
        """Put all of a draft that is whole where it is published. No reader is shown it yet."""

    def show(self, layout: "Layout", number: str | None) -> None:
        """Let readers be shown a release, or none, in one step."""

    def noted(self, layout: "Layout") -> None:
        """A line was added to the journal."""

    def keep(self, layout: "Layout", path: Path) -> None:
        """A file or folder of state/ or reports/ was written, for good."""

    def clear(self, layout: "Layout", number: str) -> None:
        """Clear away what lies there of a release that nobody was shown."""

    def remove(self, layout: "Layout", number: str) -> None:
        """Take away the files of a release that `gc` removes, but those that another names."""

    def tidy(self, layout: "Layout") -> None:
        """Take away what runs that died have left, and nothing names."""

    def placed(self, layout: "Layout", number: str) -> Sequence["Placed"] | None:
        """Every file of a release and where it lies; None where that is how the folder has them on disk."""
