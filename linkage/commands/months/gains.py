"""What a month has gained since it was published first: kept with its context, from release to release."""

from collections.abc import Mapping

from linkage.release.record.context import MonthContext
from linkage.release.record.delivery import LinkChanges


def with_gains(
    contexts: Mapping[str, MonthContext],
    before: Mapping[str, MonthContext],
    links: Mapping[str, LinkChanges],
) -> dict[str, MonthContext]:
    """
    The `contexts` of a release with the links each month has gained since its first publication.

    `before` are those of the release before, `links` what became of the links of months that were published and are
    linked again. A month that an earlier version published has counted nothing, and stays not known.
    """

    def gained(month: str) -> int | None:
        earlier = before.get(month)
        if earlier is None:
            return None if month in links else 0
        if earlier.links_gained is None or month not in links:
            return earlier.links_gained
        return earlier.links_gained + links[month].gained

    return {
        month: context.model_copy(update={"links_gained": gained(month)})
        for month, context in contexts.items()
    }
