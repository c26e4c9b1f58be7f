"""What is to be said of a month in which people were looked for again for its events without a link."""

from collections.abc import Iterator

from linkage.release.record.delivery import LinkChanges


def lost_links(month: str, links: LinkChanges) -> Iterator[str]:
    """A warning where events lost their link: those keep it whose row, person and decision are as they were."""
    if links.lost:
        yield (
            f"{month}: people were looked for again for its events without a link, and {links.lost:,} event(s) lost "
            "theirs: their row was corrected or taken out, their person has left the index or opted out, or a reviewer "
            "decided otherwise or took a decision back; `linkage releases diff` tells them apart"
        )
