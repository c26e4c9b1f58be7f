"""Striking people from the months that a draft carries over, and the check that nobody on the list is in it."""

from collections.abc import Callable, Sequence

from linkage.engine.base import Engine
from linkage.engine.quote import literal
from linkage.errors import IntegrityError
from linkage.method_version import METHOD_VERSION
from linkage.release.content.carry import earlier_statistics_sql
from linkage.release.content.draft import Draft
from linkage.release.content.published import DRAWN, OF_EVENTS, OF_PEOPLE
from linkage.release.record.manifest import Manifest
from linkage.release.record.struck import Struck
from linkage.session.run_inputs import Inputs
from linkage.session.surroundings import Surroundings
from linkage.steps.statistics.columns import listed_sql
from linkage.steps.statistics.run import unite
from linkage.strike.aside import areas_aside
from linkage.strike.decided import decided_people_sql
from linkage.strike.find import FoundStrikes, find
from linkage.strike.load import has_areas
from linkage.strike.messages import emptied, signed_off_and_struck, unseen_lines
from linkage.strike.month import strike_kept, strike_tables
from linkage.strike.month_statistics import count_alone, is_national, ranks_of
from linkage.strike.statistics import lost_tables, make_struck_statistics
from linkage.strike.struck_month import StruckMonth
from linkage.tables import contract


def write_strikes(
    engine: Engine,
    draft: Draft,
    inputs: Inputs,
    around: Surroundings,
    *,
    made: Sequence[str],
    same: Sequence[str] = (),
) -> dict[str, Struck]:
    """
    The months before into the draft, without people on the opt-out list and events that moved or were withdrawn.

    The months `made` are written already, and their statistics in the engine; the months `same` were linked again and
    came out as they are. listed_number, struck_person and event_change are there.
    Gives what was struck, by month. IntegrityError when somebody on the list is in the draft all the same.
    """
    layout, previous = inputs.layout, draft.previous
    months = set(previous.months) - {*made, *same} if previous else set()
    found = NOTHING
    if previous and months and has_strikes(engine, inputs):
        found = find(engine, layout, previous, months, inputs.person_pads)
        for line in unseen_lines(found):
            around.warn(line)
        strike_months(engine, draft, previous, found, around.warn)
    draft.write_rest(engine, (*made, *found.months), same)
    refuse_listed(engine, draft)
    return found.months


def has_strikes(engine: Engine, inputs: Inputs) -> bool:
    """Whether there may be anything to strike: an opt-out list, or events that are not of their month any more."""
    gone = "select count(*) from event_change where what in ('moved', 'withdrawn')"
    return bool(inputs.lists.opted_out_numbers or engine.count(gone))


NOTHING = FoundStrikes({}, {})


def strike_months(
    engine: Engine, draft: Draft, previous: Manifest, found: FoundStrikes, warn: Callable[[str], None]
) -> None:
    """
    struck_event, struck_person, the release before -> its months in the draft without them; their rows in statistics.

    The tables of the month that was linked, if any, must be written already: others take their place in the engine.
    """
    if not found.months:
        return
    engine.create("struck_statistics", f"select {listed_sql()} from statistics")
    earlier = earlier_statistics_sql(engine, draft.layout, previous, contract("statistics"))
    listed = ", ".join(map(literal, found.months))
    engine.create("published_statistics", f"select {listed_sql()} from {earlier} where period in ({listed})")
    with areas_aside(engine):
        struck = [strike_one(engine, draft, previous, month) for month in found.months]
        make_struck_statistics(engine, struck)
    for one in struck:
        taken = found.months[one.month]
        if signed := signed_off_and_struck(one.month, taken):
            warn(signed)
        if one.events == 0 and taken.all_events:
            warn(emptied(one.month, taken.all_events))
        lost = lost_tables(engine, one.month) if not one.is_kept else ()
        if lost:
            warn(
                f"what the statistics of {one.month} are made from is not kept (an earlier version published it): "
                f"after the strike, some or all numbers of {', '.join(lost)} are left out; "
                f"`--month {one.month} --restate` makes them again"
            )
    engine.drop("published_statistics")
    unite(engine, "statistics", ["select * from struck_statistics"])


def strike_one(engine: Engine, draft: Draft, previous: Manifest, month: str) -> StruckMonth:
    """One month into the draft, and what can be counted of it alone; gives it for the rest to be counted."""
    before, after = strike_tables(engine, draft, previous, month)
    is_kept = strike_kept(engine, draft, previous, month)
    engine.create("old_statistics", f"select * from published_statistics where period = {literal(month)}")
    one = StruckMonth(
        month=month,
        kept=draft.layout.kept_month(previous.release, month),
        before=before,
        after=after,
        events=engine.count("select count(*) from links"),
        ranks=ranks_of(engine),
        is_kept=is_kept,
        is_same_method=previous.fingerprints.get(month, {}).get("method") == str(METHOD_VERSION),
        is_national=is_national(engine),
        has_areas=has_areas(engine),
    )
    count_alone(engine, one)
    return one


def refuse_listed(engine: Engine, draft: Draft) -> None:
    """
    IntegrityError when somebody on the opt-out list is in a table of the draft, or a listed number in what it keeps.

    Reads listed_number and struck_person, and every file as it was written or taken over.
    """
    if not engine.scalar("select count(*) from listed_number"):
        return
    listed = "select digest from listed_number"
    people = "select person_id from struck_person"
    asked = {
        f"{name}/{path.parent.name}": f"{engine.parquet_sql(path)} where person_id in ({people})"
        for name in (*OF_EVENTS, *OF_PEOPLE, *DRAWN)
        for path in sorted((draft.folder / name).glob("test_month=*/*.parquet"))
    }
    asked |= {
        f"kept/{path.parent.name}/{path.name}": f"{engine.parquet_sql(path)} where number_digest in ({listed})"
        for name in ("event", "person_number")
        for path in sorted(draft.kept.glob(f"test_month=*/{name}.parquet"))
    }
    if decided := decided_people_sql(engine, sorted(draft.kept.glob("test_month=*"))):
        asked["kept decisions"] = f"({decided}) as decided where person_id in ({people})"
    for place, source in asked.items():
        rows = engine.count(f"select count(*) from {source}")
        if rows:
            raise IntegrityError(
                f"{place}: {rows:,} rows are of people on the opt-out list; nothing was published. "
                "This is a fault in the program: please report it with this line"
            )
