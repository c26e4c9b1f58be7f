"""What a delivery changes of the months that are published, as lines: a table, and what to do next."""

from collections.abc import Callable, Iterator, Mapping

from linkage.release.record.delivery import DONE, NOT_READ, Delivery, MonthChange
from linkage.release.record.delivery_words import delivered_words
from linkage.release.record.struck import Struck

COLUMNS: Mapping[str, Callable[[MonthChange], int]] = {
    "new": lambda change: change.rows.new,
    "corrected": lambda change: change.rows.corrected,
    "moved": lambda change: change.rows.moved,
    "withdrawn": lambda change: change.rows.withdrawn,
    "held back": lambda change: change.rows.held_back,
    "not supplied": lambda change: change.rows.not_supplied,
    "identities": lambda change: change.identities,
    "people": lambda change: change.people,
    "person gone": lambda change: change.person_gone,
    "decisions": lambda change: change.decisions,
}
"""Counts of a month: events by what became of them, identities that may be of other people now, people linked whose
hospital records have changed, linked events whose person no hospital file has any more, events that reviewers have
decided on. A column that is nothing in every month is not shown."""


def delivery_lines(
    found: Delivery | None,
    struck: Mapping[str, Struck] | None = None,
    job_file: str = "JOB",
    *,
    planned: bool = False,
    was_left: bool = False,
) -> Iterator[str]:
    """
    A line a month that is not as it was, under a heading; nothing where every month is.

    `struck` is what is taken out of months, `planned` whether all this is yet to be done; `was_left`: the release
    before left it so, and nothing has come since.
    """
    if found is None:
        return
    for name, words in delivered_words(found):
        yield f"{f'{name}:':<14}{words}"
    against = "as the current release left them" if was_left else "against this delivery"
    yield from table_lines(found, struck or {}, against, planned=planned)
    for month, change in found.months.items():
        yield from rows_left(month, change)
    unread = [month for month, change in found.months.items() if not change.is_looked_at]
    if unread:
        yield f"not looked at: {', '.join(unread)}: {NOT_READ}"
    unknown = [month for month, change in found.months.items() if not change.is_known]
    if unknown:
        yield f"not known:    {', '.join(unknown)}: an earlier version kept nothing to tell by; carried as they are"
    if found.affected:
        left = "affected, and would be left as they are" if planned else "affected and left as they are"
        yield f"{left}: {', '.join(found.affected)}. `linkage run {job_file} --changed` makes them again"


def table_lines(
    found: Delivery, struck: Mapping[str, Struck], against: str, *, planned: bool
) -> Iterator[str]:
    """One line a month, below what its columns are and `against` what; a column of nothing is left out."""
    touched = {
        month: change for month, change in found.months.items() if is_touched(change) or month in struck
    }
    if not touched:
        return
    counted: dict[str, dict[str, int]] = {
        name: {month: count(change) for month, change in touched.items()} for name, count in COLUMNS.items()
    }
    counted["opted out"] = {month: struck[month].people if month in struck else 0 for month in touched}
    shown = {name: counts for name, counts in counted.items() if any(counts.values())}
    width = {name: max(len(name), 9) + 2 for name in shown}
    yield f"published months {against}:"
    heads = "".join(f"{name:>{width[name]}}" for name in shown)
    yield f"  {'month':<9}{heads}  {'would be' if planned else 'done'}"
    for month, change in touched.items():
        cells = "".join(f"{counts[month]:>{width[name]},}" for name, counts in shown.items())
        settings = f"; other {', '.join(change.settings)}" if change.settings else ""
        yield f"  {month:<9}{cells}  {done_words(change, taken_out=month in struck)}{settings}"
        if change.links:
            yield (
                f"  {'':<9}links: {change.links.gained:,} gained, {change.links.lost:,} lost, "
                f"{change.links.other_person:,} of another person, {change.links.other_rank:,} by another rank"
            )


def done_words(change: MonthChange, *, taken_out: bool) -> str:
    """What is done to a month; `taken_out`: events or people are struck from it."""
    if not taken_out or change.is_linked:
        return DONE[change.done]
    return f"{DONE['struck']}, else left as it is" if change.is_affected else DONE["struck"]


def rows_left(month: str, change: MonthChange) -> Iterator[str]:
    """Events that are in no file, and stay all the same, unless the month is linked of what there is."""
    stay, raised = "they stay published", "Raise it if they were withdrawn; if"
    if change.is_linked:
        stay, raised = "linked again, the month is without them", "If"
    if change.rows.held_back:
        yield (
            f"held back:    {change.rows.held_back:,} event(s) of {month} are not in the file they came in any more, "
            f"more than [did] max_withdrawn_share allows: {stay}. {raised} the file is half a delivery, supply it whole"
        )
    if change.rows.not_supplied:
        stay = stay.removesuffix(" published")
        yield (
            f"not supplied: {change.rows.not_supplied:,} event(s) of {month} are in no file of this run: {stay}"
        )


def is_touched(change: MonthChange) -> bool:
    """Whether there is anything to tell of a month."""
    return change.is_affected or bool(
        change.rows.to_strike or change.rows.held_back or change.rows.not_supplied
    )
