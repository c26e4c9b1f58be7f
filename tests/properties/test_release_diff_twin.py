"""Two releases compared in SQL and event by event: the same changes, and every sum adds up."""

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkage.commands.diff.compare import changes_in
from linkage.commands.diff.event_changes import CONTEXT, KEPT_ROW, ROW_AFTER, make_changes
from linkage.commands.diff.month_pairs import AGREEMENTS, Side, compare_month
from linkage.commands.diff.release_diff import ReleaseDiff, month_diff
from linkage.engine.duckdb import DuckDBEngine
from linkage.release import slices
from tests.reference.release_diff import Events, Held, changes

MONTHS = ("2019-10", "2019-11", "2019-12")
LINKS = dict.fromkeys(
    ("event_id", "status", "person_id", "match_rank", "reason", *AGREEMENTS, "release"), "text"
)
EVENTS = {"event_id": "text", "days_to_death": "integer"}
PATHWAYS = {"event_id": "text", "match_rank": "text", "days_from_test": "integer"}


@st.composite
def held(draw: st.DrawFn) -> Held:
    """An event as a release may have it."""
    status = draw(st.sampled_from(("linked", "linked", "review", "unlinked")))
    return Held(
        month=draw(st.sampled_from(MONTHS)),
        status=status,
        person=draw(st.sampled_from("AB")) if status == "linked" else None,
        rank=draw(st.sampled_from(("1A", "P"))) if status == "linked" else None,
        gap=draw(st.integers(0, 1)) if status == "linked" else 0,
    )


FEW = settings(max_examples=settings.default.max_examples // 3 if settings.default else 15)
"""Each example makes some twenty tables."""
RELEASES = st.dictionaries(st.sampled_from("abcdefgh"), held(), max_size=8)


def sides(engine: DuckDBEngine, name: str, release: Events) -> dict[str, Side]:
    """The tables of a release, in the engine, by month."""
    found = {}
    for place, month in enumerate(sorted({one.month for one in release.values()})):
        of_month = {event: one for event, one in release.items() if one.month == month}
        table = f"{name}_{place}"
        link = [(e, h.status, h.person, h.rank, "rank", *(None,) * 4, "0001") for e, h in of_month.items()]
        engine.load(f"{table}_links", LINKS, link)
        engine.create(
            f"{table}_links", f"select *, cast(null as double) as match_probability from {table}_links"
        )
        engine.load(f"{table}_events", EVENTS, [(e, h.gap) for e, h in of_month.items()])
        linked = [(e, h.rank, h.gap) for e, h in of_month.items() if h.person]
        engine.load(f"{table}_pathways", PATHWAYS, linked)
        found[month] = Side(
            f"{table}_links", f"{table}_pathways", f"{table}_events", tuple(PATHWAYS), tuple(EVENTS)
        )
    return found


def compared(engine: DuckDBEngine, before: Events, after: Events) -> ReleaseDiff:
    """The comparison of the two, in SQL."""
    was, now = sides(engine, "was", before), sides(engine, "now", after)
    months = sorted({*was, *now})
    pairs = {month: f"month_pair_{place}" for place, month in enumerate(months)}
    counts = {m: compare_month(engine, pairs[m], m, was.get(m), now.get(m)) for m in months}
    engine.load("month_context", CONTEXT, [(m, *(None,) * (len(CONTEXT) - 1)) for m in months])
    kept = dict(zip(KEPT_ROW, ("text", "text", "text", "boolean"), strict=True))
    for name in ("kept_before", "kept_after"):
        engine.load(name, kept, ())
    engine.load("listed_person", {"person_id": "text"}, ())
    engine.load("row_after", dict.fromkeys(ROW_AFTER, "text"), ())
    make_changes(engine, list(pairs.values()))
    found = changes_in(engine)
    return ReleaseDiff(
        "0001", "0002", tuple(month_diff(m, (m in was, m in now), counts[m], found) for m in months)
    )


@FEW
@given(before=RELEASES, after=RELEASES)
def test_it_is_what_two_loops_find_and_adds_up(engine: DuckDBEngine, before: Events, after: Events) -> None:
    """Presence, link and records of every event; and events after are those before, and what came, less what went."""
    if not before and not after:
        return
    diff = compared(engine, before, after)

    found: Mapping[str, tuple[object, ...]] = {
        str(event): tuple(rest)
        for event, *rest in engine.rows("select event_id, presence, link, is_followed from event_change")
    }
    assert found == changes(before, after)
    for month in diff.months:
        counts, events, links = month.counts, month.events, month.links
        came = events["new"] + events["moved_in"]
        went = sum(events[name] for name in ("moved_out", "struck", "withdrawn", "gone"))
        assert counts.events_after == counts.events_before + came - went
        assert counts.same_person == counts.same_link + links["other_rank"]
        assert counts.same_person + links["other_person"] + links["lost"] <= counts.links_before
        assert counts.same_person + links["other_person"] + links["gained"] <= counts.links_after
        assert sum(month.reasons.values()) >= came


@FEW
@given(release=RELEASES)
def test_a_release_is_as_it_is(engine: DuckDBEngine, release: Events) -> None:
    """Held against itself nothing changed."""
    if release:
        found = compared(engine, release, release)
        assert found.reasons == {}
        assert all(month.counts.same_link == month.counts.links_after for month in found.months)


def test_parts_make_the_whole(engine: DuckDBEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    """However few events are looked at in one go: each id is in one part."""
    statuses = ("linked", "review", "unlinked", "linked")
    before, after = (
        {
            event: Held(
                MONTHS[0],
                (status := statuses[(place + shift) % 4]),
                "A" if status == "linked" else None,
                "1A" if status == "linked" else None,
                place % 2 + shift * (place % 3),
            )
            for place, event in enumerate("0123456789abcdefgh")
        }
        for shift in (0, 1)
    )
    found = []
    for most in (1_000, 2):
        monkeypatch.setattr(slices, "MOST_AT_ONCE", most)
        found.append(
            (compared(engine, before, after), engine.rows("select * from event_change order by event_id"))
        )

    assert found[0] == found[1]
    assert len(found[0][1]) > 9
    assert len(slices.slices(18)) == 16
