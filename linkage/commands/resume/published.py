"""What a run had published when it was broken off: it is not published again."""

from collections.abc import Mapping

from linkage.commands.run.run_outcome import Outcome
from linkage.release.layout import Layout
from linkage.release.record.manifest import NAME, read_manifest


def published_before_the_break(layout: Layout, published: Mapping[str, str]) -> dict[str, Outcome]:
    """
    The releases that the broken run was switching to or had switched to, by the month asked for.

    None of them where readers are shown another release than the last: somebody has been at work since.
    """
    there = {month: number for month, number in published.items() if number in layout.published()}
    if not there or max(there.values(), key=int) != layout.current():
        return {}
    return {
        month: Outcome(number, published=True, manifest=read_manifest(layout.release(number) / NAME))
        for month, number in there.items()
    }
