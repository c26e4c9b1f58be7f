"""What a delivery brought besides events, in words: files, people of the index, hospital records, the opt-out list."""

from collections.abc import Iterable, Iterator

from linkage.release.record.delivery import Delivery
from linkage.release.record.tallies import Input
from linkage.words.names import HOSPITAL


def delivered_words(found: Delivery) -> Iterator[tuple[str, str]]:
    """By what it is of, what is not as it was; of nothing nothing."""
    if found.files_new or found.files_gone:
        yield (
            "files",
            f"{len(found.files_new):,} new, {len(found.files_gone):,} gone since the release before",
        )
    if found.people is not None and found.people_before not in (None, found.people):
        yield "index", f"{found.people:,} people, {found.people_before:,} before"
    if records := "; ".join(record_words(found)):
        yield "hospital", records
    if opt_outs := opt_out_words(found):
        yield "opt-outs", opt_outs


def record_words(found: Delivery) -> Iterator[str]:
    """Of each data set whose hospital records are more or fewer, how many; where both releases tell."""
    if not (found.records and found.records_before):
        return
    for dataset in HOSPITAL:
        now, before = (of.get(dataset, 0) for of in (found.records, found.records_before))
        if now != before:
            yield f"{dataset} {now:,} records, {abs(now - before):,} {'more' if now > before else 'fewer'}"


def records_of(inputs: Iterable[Input]) -> dict[str, int]:
    """Hospital records that count, by data set: accepted, and of no file or key that a later one takes the place of."""
    found: dict[str, int] = {}
    for file in inputs:
        if file.dataset in HOSPITAL:
            not_counted = file.rows_superseded + file.rows_replaced + file.rows_withdrawn
            found[file.dataset] = found.get(file.dataset, 0) + file.rows_accepted - not_counted
    return found


def opt_out_words(found: Delivery) -> str:
    """How long the opt-out list is, against the list of the release before where that told; empty of nobody."""
    now, before = found.opt_outs, found.opt_outs_before
    if now is None or not (now or before):
        return ""
    numbers = f"{now:,} number(s) on the list"
    if found.is_same_list:
        return f"{numbers}, the same list as in the release before"
    if before is None:
        return f"{numbers}; the release before does not tell how many it knew"
    if before == now:
        return f"{numbers}, as many as the release before knew, but not the same"
    return (
        f"{numbers}, {abs(now - before):,} {'more' if now > before else 'fewer'} than the release before knew"
    )
