"""Two releases held against each other, as a page: internal, with exact counts and no event."""

from collections.abc import Sequence

from linkage.report.table import ShownTable
from linkage.report.template import rendered


def render_diff(
    tables: Sequence[ShownTable], *, job_name: str, before: str, after: str, same: str, reading: str
) -> str:
    """The page as HTML; `same` says which months are the same files, `reading` how the tables are to be read."""
    return rendered(
        "diff.html",
        tables=tables,
        job_name=job_name,
        before=before,
        after=after,
        same=same,
        reading=reading,
    )
