"""
A run for which nothing but the opt-out list has changed: no file has to be read to know what is to be struck.

The release before was made from just these files, settings and lists, and left no month that would come out otherwise.
So no event has moved and nobody's records are other ones; who bears a listed number is said by the person index in
cache/, and by what is kept of each month.
"""

from collections.abc import Sequence
from pathlib import Path

from linkage.commands.months.asked import Asked
from linkage.commands.run.earlier_fingerprint import OPT_OUTS
from linkage.commands.run.opened_run import OpenedRun
from linkage.editions.index import index_edition
from linkage.engine.base import Engine
from linkage.months.changes import NO_CHANGE, kept_rows
from linkage.months.context import is_kept
from linkage.release.content.carry import has_whole
from linkage.release.content.published import OF_PEOPLE
from linkage.release.layout import Layout
from linkage.release.record.delivery import Delivery, MonthChange, RowChanges
from linkage.release.record.delivery_words import records_of
from linkage.release.record.manifest import Manifest
from linkage.session.workspace import dialect_of
from linkage.strike.people import kept_folders
from linkage.tables import contract

STEP = "who is on the list"
"""The one step of such a run before its release."""
OF_THE_FILES = ("did_raw", "event_version")
"""Tables of imaging that a strike looks into, and that hold nothing which is not kept of the months."""
GIVES = ("person", "person_number", "event_change", *OF_THE_FILES)


def index_for_strike(opened: OpenedRun, previous: Manifest, month: str | None, asked: Asked) -> Path | None:
    """
    Where the person index lies, if the run can only strike from `previous` and every file can be left unread; or None.

    Without a cache, or with a month of which an earlier version kept nothing, the files are read; and of a stretch of
    months, or where they have been read to find the latest: tables without a file are those of no month beside.
    """
    if opened.is_open or len(asked.months) > 1:
        return None
    cache, layout = opened.inputs.cache, opened.inputs.layout
    is_to_link = asked.restate or (month is not None and month not in previous.months)
    if cache is None or is_to_link or not is_other_list_alone(opened, previous):
        return None
    if not is_settled(previous) or not is_all_kept(layout, previous):
        return None
    return index_edition(opened.inputs, dialect_of(opened.job)).folder(opened.inputs, cache)


def is_other_list_alone(opened: OpenedRun, previous: Manifest) -> bool:
    """Whether the release was made from all that there is now, but for the opt-out list."""
    before, now = dict(previous.made_from or {}), dict(opened.made_from)
    is_other_list = before.pop(OPT_OUTS, None) != now.pop(OPT_OUTS)
    return is_other_list and before == now


def is_settled(previous: Manifest) -> bool:
    """Whether the release left nothing to do: no month that would come out otherwise, no events held back."""
    if previous.delivery is None:
        return True
    return not previous.delivery.affected and not any(
        change.rows.held_back for change in previous.delivery.months.values()
    )


def is_all_kept(layout: Layout, previous: Manifest) -> bool:
    """Whether all is kept of each month by which people are struck from it, and it has spells and CIPS of its own."""
    folders = kept_folders(layout, previous)
    return (
        len(kept_rows(folders)) == len(previous.months)
        and all(map(is_kept, folders.values()))
        and not any(has_whole(previous, name) for name in OF_PEOPLE)
    )


def unread_delivery(opened: OpenedRun, previous: Manifest, index: Path) -> Delivery:
    """
    What the delivery changes: the opt-out list. `opened` has been opened for STEP, and no file is read.

    Leaves person and person_number, of listed people alone, and the tables of imaging and event_change, all empty.
    """
    numbers = tuple(sorted(set(opened.inputs.lists.opted_out_numbers)))
    people = opened.work_out(
        STEP, (index.name,), lambda: load_listed(opened.engine(), index, numbers), gives=GIVES
    )
    before = previous.delivery.months if previous.delivery else {}
    return Delivery(
        people_before=max((found.people for found in previous.contexts.values()), default=None),
        people=people,
        records=records_of(previous.inputs),
        records_before=records_of(previous.inputs),
        opt_outs=len(numbers),
        opt_outs_before=previous.opt_out_numbers,
        months={month: still(before.get(month)) for month in previous.months},
    )


def load_listed(engine: Engine, index: Path, numbers: Sequence[str]) -> int:
    """The people of the index who ever bore one of the `numbers`, and no event; gives how many people there are."""
    person, number = (engine.parquet_sql(index / f"{name}.parquet") for name in ("person", "person_number"))
    engine.load("opted_out_number", {"nhs_number": "text"}, [(one,) for one in numbers])
    listed = "select nhs_number from opted_out_number"
    engine.create("person_number", f"select * from {number} where nhs_number in ({listed})")
    engine.create(
        "person", f"select * from {person} where person_id in (select person_id from person_number)"
    )
    for name in OF_THE_FILES:
        engine.load(name, contract(name).types, ())
    engine.create("event_change", NO_CHANGE)
    return engine.count(f"select count(*) from {person}")


def still(before: MonthChange | None) -> MonthChange:
    """A month that is as it was: what no file holds any more is left as it is, unless the month was linked since."""
    if before is None or before.is_linked:
        return MonthChange()
    return MonthChange(rows=RowChanges(not_supplied=before.rows.not_supplied))
