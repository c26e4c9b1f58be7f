"""What nothing in a lookup fills: of every event it will be unknown, and whoever runs should hear it."""

from collections.abc import Iterator, Mapping, Sequence

from linkage.engine.base import Engine
from linkage.engine.quote import identifier
from linkage.engine.value import as_whole
from linkage.layouts.every import USUAL
from linkage.steps.inputs.source import LOOKUPS, Source

UNKNOWN: Mapping[str, Mapping[str, str]] = {
    "postcode_directory": {
        "lsoa": "the small area",
        "icb": "the integrated care board",
        "region": "the region",
        "country": "which postcodes are of England, and with it deprivation",
        "deprivation_rank": "deprivation",
    },
    "modality": {
        "modality": "the modality but for what the first letter of a code says",
        "body_region": "the body region",
        "body_system": "the body system",
    },
}
"""By lookup, what is unknown of every event when no row fills a column."""


def told_unfilled(engine: Engine, sources: Sequence[Source]) -> Iterator[str]:
    """A line for each lookup that leaves columns empty; reads the raw tables, and shows no value."""
    for source in sources:
        if source.dataset in LOOKUPS:
            yield from told_of(source, unfilled(engine, source.dataset))


def unfilled(engine: Engine, dataset: str) -> tuple[str, ...]:
    """Of the columns that say something of every event those that no row of the lookup fills."""
    columns = tuple(UNKNOWN.get(dataset, {}))
    if not columns:
        return ()
    counted = ", ".join(f"count({identifier(name)})" for name in columns)
    counts = engine.rows(f"select {counted} from {dataset}_raw")[0]
    return tuple(name for name, rows in zip(columns, counts, strict=True) if not as_whole(rows))


def told_of(source: Source, columns: Sequence[str]) -> Iterator[str]:
    """The line for a lookup of which nothing fills `columns`; none where there are none."""
    theirs = {one.ours: one.theirs for one in USUAL[source.dataset].columns}
    if columns:
        yield (
            f"[{source.key}]: nothing fills {', '.join(theirs[name] for name in columns)}; unknown of every event: "
            f"{'; '.join(UNKNOWN[source.dataset][name] for name in columns)}. Where the files have it "
            f"under another name, say so under [{source.key}.columns]; `linkage lookup {source.dataset} FILE` shows "
            "what is found"
        )
