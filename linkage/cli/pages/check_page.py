"""A job in which nothing was found amiss, as `check` prints it, and what of its files was looked at."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from linkage.cli.telling.typed import typed
from linkage.commands.check.job_check import Checked
from linkage.commands.check.whole_files import WholeFile
from linkage.words.number_words import number_of
from linkage.words.quarantine_words import reason_words


def lines(found: Checked, job_file: Path) -> Iterator[str]:
    """The page."""
    yield f"{job_file.name}: ok, profile {found.rules.name}"
    for source in found.sources:
        rows = [one for one in found.whole or () if one.dataset == source.dataset]
        said = f", {rows_words(rows)}" if found.whole is not None else ""
        yield f"  {source.dataset}: {number_of(len(source.files), 'file')}{said}"
    if found.model == "missing":
        yield f"  model: none yet; run `linkage train {typed(job_file)}` before the first month"
    yield (
        "  every row of every file was read, each file by itself"
        if found.whole is not None
        else f"  of files only the beginnings were looked at; `linkage check {typed(job_file)} --whole` reads every row"
    )


def rows_words(files: Sequence[WholeFile]) -> str:
    """The rows of a data set, and why some cannot be used."""
    aside: Counter[str] = Counter()
    for one in files:
        aside.update(one.set_aside)
    rows = number_of(sum(one.rows for one in files), "row")
    if not aside:
        return f"{rows}, all of which can be used"
    why = "; ".join(f"{reason_words(reason)}: {count:,}" for reason, count in aside.most_common())
    return f"{rows}, {aside.total():,} of which would be set aside ({why})"


def as_result(found: Checked) -> dict[str, object]:
    """The same for --json; `whole` is null where only the beginnings were looked at."""
    whole = None
    if found.whole is not None:
        whole = [
            {"dataset": one.dataset, "path": one.path, "rows": one.rows, "set_aside": one.set_aside}
            for one in found.whole
        ]
    return {
        "job": found.job.job.name,
        "profile": found.rules.name,
        "files": {source.dataset: len(source.files) for source in found.sources},
        "model": found.model,
        "looked_at": "beginnings" if whole is None else "whole",
        "whole": whole,
    }
