"""The step: from the job's files to raw rows, each accepted or set aside, and what the user should know of them."""

from collections.abc import Callable, Mapping, Sequence

from linkage.cache.cache import Cache
from linkage.engine.base import Engine
from linkage.engine.making import Item, Worked
from linkage.steps.inputs.delivery.final import told_final
from linkage.steps.inputs.delivery.replaced import told_replaced
from linkage.steps.inputs.lookups.lookup_text import check_labels
from linkage.steps.inputs.lookups.other_modalities import told_other_modalities
from linkage.steps.inputs.lookups.unfilled import told_unfilled
from linkage.steps.inputs.missing_columns import told_missing
from linkage.steps.inputs.read import TABLES, read_inputs
from linkage.steps.inputs.source import DATASETS, Source
from linkage.steps.inputs.values.note import told_values


def inputs_made(
    sources: Sequence[Source],
    digests: Mapping[str, str],
    warn: Callable[[str], None],
    *,
    labels: bool,
    one_modality_name: bool = True,
    cache: Cache | None = None,
) -> tuple[Item, ...]:
    """
    Every file read, or taken from the cache.

    Where `labels` are going to be shown, those of the modality lookup are looked at; and its words for a modality where
    these come to `one_modality_name`.
    """

    def read(engine: Engine) -> None:
        read_inputs(engine, sources, digests, cache, warn)
        for told in (
            *told_missing(engine, sources),
            *told_values(engine, sources),
            *told_final(sources),
            *told_replaced(engine, sources),
            *told_unfilled(engine, sources),
            *(told_other_modalities(engine, sources) if one_modality_name else ()),
        ):
            warn(told)
        if labels:
            check_labels(engine)

    raw = tuple(f"{dataset}_raw" for dataset in DATASETS)
    meaning = "The rows of every file by its layout, those that cannot be used set aside with the reason."
    return (Worked(read, meaning, reads=(), writes=(*TABLES, *raw)),)
