"""What a delivery changes of the months that are published, as lines: a table, and what to do next."""

from collections.abc import Iterator

from linkage.release.record.delivery import Delivery, MonthChange

COLUMNS = ("new", "corrected", "moved", "withdrawn", "people", "records")


def delivery_lines(found: Delivery | None, job_file: str = "JOB") -> Iterator[str]:
    """A line a month that is not as it was, under a heading; nothing where every month is."""
    if found is None:
        return
    if found.files_new or found.files_gone:
        yield f"files:        {len(found.files_new):,} new, {len(found.files_gone):,} gone since the release before"
    if found.people is not None and found.people_before not in (None, found.people):
        yield f"index:        {found.people:,} people, {found.people_before:,} before"
    yield from table_lines({month: change for month, change in found.months.items() if is_touched(change)})
    for month, change in found.months.items():
        yield from rows_left(month, change)
    unknown = [month for month, change in found.months.items() if not change.is_known]
    if unknown:
        yield f"not known:    {', '.join(unknown)}: an earlier version kept nothing to tell by; carried as they are"
    if found.affected:
        yield (
            f"affected and left as they are: {', '.join(found.affected)}. `linkage run {job_file} --changed` makes "
            "them again"
        )


def table_lines(touched: dict[str, MonthChange]) -> Iterator[str]:
    """One line a month, below what its columns are."""
    if touched:
        yield "published months against this delivery:"
        yield f"  {'month':<9}" + "".join(f"{name:>11}" for name in COLUMNS) + "  done"
    for month, change in touched.items():
        rows = change.rows
        counts = (rows.new, rows.corrected, rows.moved, rows.withdrawn, change.identities, change.people)
        settings = f"; other {', '.join(change.settings)}" if change.settings else ""
        yield f"  {month:<9}" + "".join(f"{count:>11,}" for count in counts) + f"  {change.done}{settings}"
        if change.links:
            yield (
                f"  {'':<9}links: {change.links.gained:,} gained, {change.links.lost:,} lost, "
                f"{change.links.other_person:,} of another person, {change.links.other_rank:,} by another rank"
            )


def rows_left(month: str, change: MonthChange) -> Iterator[str]:
    """Events that are in no file, and stay all the same."""
    if change.rows.held_back:
        yield (
            f"held back:    {change.rows.held_back:,} event(s) of {month} are not in the file they came in any more, "
            "more than [did] max_withdrawn_share allows: they stay published. Raise it if they were withdrawn; if the "
            "file is half a delivery, supply it whole"
        )
    if change.rows.not_supplied:
        yield (
            f"not supplied: {change.rows.not_supplied:,} event(s) of {month} are in no file of this run: they stay"
        )


def is_touched(change: MonthChange) -> bool:
    """Whether there is anything to tell of a month."""
    return change.is_affected or bool(change.rows.to_strike)
