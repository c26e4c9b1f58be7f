"""What a monthly run came to."""

from dataclasses import dataclass

from linkage.release.record.manifest import Manifest


@dataclass(frozen=True)
class Outcome:
    """What a run came to: the release that shows the month, and whether this run made it."""

    release: str
    published: bool
    manifest: Manifest
    same_as: str | None = None
    """A restatement that changed no row of links, pathways and events: the release it was held against."""
    opt_outs_changed: bool = False
    """Whether the month stands as it was made, but for the opt-out list."""

    @property
    def linked(self) -> bool:
        """Whether the month was linked by this run."""
        return self.published and not self.manifest.only_strikes
