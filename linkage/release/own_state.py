"""Is state/ that of these releases? Looked at before anything is cleared away by what its journal says."""

from linkage.errors import IntegrityError
from linkage.release import journal
from linkage.release.content import listing
from linkage.release.layout import Layout
from linkage.release.record.manifest import NAME


def refuse_other_state(layout: Layout, current: str | None) -> None:
    """
    IntegrityError when the journal speaks of other releases than those that are there: state/ is of another folder.

    Told by the digest of the current manifest, which the journal keeps; of one that was switched to and not yet
    written down, by that of the last release that was. An empty journal says nothing.
    """
    if current is None or not journal.entries(layout.journal):
        return
    known = journal.facts(layout.journal, "manifest_sha256")
    looked_at = current
    if current in journal.unfinished(layout.journal):
        told = [number for number in layout.published() if number in known]
        if not told:
            return
        looked_at = told[-1]
    path = layout.release(looked_at) / NAME
    is_told = looked_at in journal.published(layout.journal)
    if is_told and (looked_at not in known or (path.is_file() and listing.sha256(path) == known[looked_at])):
        return
    raise IntegrityError(
        f"{layout.journal} is not the journal of release {looked_at} as it is here: {layout.state} may be of another "
        f"output folder, or the manifest was changed. Put back the state folder that belongs to {layout.releases} from "
        "a backup; nothing was cleared away or published"
    )
