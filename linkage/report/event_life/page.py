"""The life of one event, from the row that was read to what reviewers decided, as one page that opens from disk."""

from collections.abc import Sequence

from linkage.report.event_life.section import Section
from linkage.report.template import rendered

INTERNAL = "Internal: about one event of one patient, without identifiers. Do not share."
SECURE = "Secure area only: person keys and identifiers of patients. Never take this page out, nor share it."


def render_life(
    sections: Sequence[Section],
    *,
    event_id: str,
    month: str,
    release: str,
    summary: Sequence[str],
    secure: bool,
) -> str:
    """The page as HTML; `secure` says that it shows identifiers, and the banner says so."""
    return rendered(
        "life.html",
        sections=sections,
        event_id=event_id,
        month=month,
        release=release,
        summary=summary,
        banner=SECURE if secure else INTERNAL,
    )
