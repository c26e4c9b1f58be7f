"""The releases of a store that stay: by what they name it is known what may go, so none may be without its lists."""

from linkage.errors import IntegrityError
from linkage.release import journal
from linkage.release.content import secure_listing
from linkage.release.layout import Layout
from linkage.release.record.manifest import NAME
from linkage.release.store import keys


def staying(layout: Layout) -> list[str]:
    """
    Numbers of the releases that were published and that nobody has begun to remove, lowest first.

    IntegrityError where what one of them names is not known: its files could be taken for nobody's.
    """
    shown = {number} if (number := layout.led_to()) else set()
    numbers = (journal.published(layout.journal) | shown) - set(journal.removals(layout.journal))
    for number in numbers:
        if lost := lost_lists(layout, number):
            raise IntegrityError(
                f"release {number} lacks {' and '.join(lost)}, or not as it was published, so that "
                "nobody knows which files are its own: nothing was removed. Put it back in the store, from a backup or "
                "from the local folder of a machine that has it; then run again"
            )
    return sorted(numbers, key=int)


def lost_lists(layout: Layout, number: str) -> list[str]:
    """Keys of a release's manifest and lists that are not there, or, of lists, not as the journal has them."""
    lost = [] if (layout.release(number) / NAME).is_file() else [keys.manifest_key(number)]
    found = secure_listing.facts(layout, number)
    for part, name in ((keys.SECURE, secure_listing.SECURE), (keys.KEPT, secure_listing.KEPT)):
        published = journal.facts(layout.journal, name).get(number)
        if name not in found or published not in (None, found[name]):
            lost.append(keys.list_key(part, number))
    return lost
