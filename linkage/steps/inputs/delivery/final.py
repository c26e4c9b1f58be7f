"""Which imaging files are final submissions: they count before provisional ones, in whatever order they come."""

from collections.abc import Iterator, Sequence
from pathlib import PurePath

from linkage.config.file_order import bare
from linkage.steps.inputs.delivery.data_year import FINAL
from linkage.steps.inputs.source import InputFile, Source, input_files

MONTH = "month"
"""How imaging files are said to replace their providers' whole months."""


def final_files(sources: Sequence[Source]) -> tuple[int, ...] | None:
    """The numbers of the final ones, where files replace whole months; None where rows replace rows."""
    if not any(source.dataset == "did" and source.replace == MONTH for source in sources):
        return None
    return tuple(
        file.file_id for file in input_files(sources) if file.source.dataset == "did" and is_final(file)
    )


def is_final(file: InputFile) -> bool:
    """Whether a file is a final submission, by the patterns of the job, or by the word in its name."""
    patterns = file.source.final_files
    if patterns:
        return any(PurePath(file.name).match(pattern) for pattern in patterns)
    return FINAL.search(PurePath(bare(file.name)).name) is not None


def told_final(sources: Sequence[Source]) -> Iterator[str]:
    """Patterns of final submissions that change nothing, since no file has them or whole months are not replaced."""
    for source in sources:
        if source.dataset == "did" and source.final_files:
            if source.replace != MONTH:
                yield (
                    '[did] final_files counts only with replace = "month", and rows replace rows here: a later file '
                    "goes first, final or not"
                )
            elif not final_files([source]):
                yield "[did] final_files: no file has such a name, so the last file of a provider's month counts"
