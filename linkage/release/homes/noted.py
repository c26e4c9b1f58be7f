"""What happens to a release is written down twice: in the folder's journal, and where its releases are published."""

from linkage.release import journal
from linkage.release.layout import Layout


def note(layout: Layout, action: str, release: str, **facts: str) -> None:
    """Write down that `action` happened to `release`."""
    journal.append(layout.journal, action, release, **facts)
    layout.home.noted(layout)
