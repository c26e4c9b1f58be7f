"""What a monthly run came to."""

from dataclasses import dataclass

from linkage.release.record.delivery import Delivery
from linkage.release.record.manifest import Manifest
from linkage.session.usable_files import FileAside


@dataclass(frozen=True)
class Outcome:
    """What a run came to: the release that shows the month, and whether this run made it."""

    release: str
    published: bool
    manifest: Manifest
    same_as: str | None = None
    """A restatement that changed no row of links, pathways and events: the release it was held against."""
    delivery: Delivery | None = None
    """What was found of published months, where it was looked at and nothing was linked."""
    was_left: bool = False
    """Whether that is what the current release left, since nothing has come that had to be looked at."""
    opt_outs_changed: bool = False
    """Whether the month stands as it was made, but for the opt-out list."""

    files_aside: tuple[FileAside, ...] = ()
    """Files that could not be used, and that the run went on without, whatever it came to."""

    @property
    def found(self) -> Delivery | None:
        """What the run found of published months; None of the first release, and where nothing had to be looked for."""
        return self.manifest.delivery if self.published else self.delivery

    @property
    def linked(self) -> bool:
        """Whether the month was linked by this run."""
        return self.published and not self.manifest.only_strikes
