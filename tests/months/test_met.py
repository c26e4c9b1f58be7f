"""The law of looking at a month again: of the events that meet nobody who has changed, no possible people change."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from linkage.config.rules import Rules
from linkage.engine.duckdb import DuckDBEngine
from linkage.engine.making import Item, Made, made, make_all
from linkage.engine.read_instead import reading_instead
from linkage.months import met
from linkage.months.context import context_made
from linkage.steps.index.run import build_index
from linkage.steps.probabilistic.evidence.weigh import OFF
from linkage.steps.probabilistic.scoring.neighbour import pool_neighbour_sql
from linkage.steps.probabilistic.scoring.pool import pool_identity_sql
from linkage.steps.probabilistic.scoring.score import pairs_made
from linkage.steps.ranks.run import ranks_made
from tests.spec.steps import Row, load, pads_of, profile

VALUES = st.fixed_dictionaries(
    {
        "nhs_number": st.sampled_from(("9990000018", "9990000026", "9990000034", None)),
        "birth_date": st.sampled_from(("1971-02-03", "1971-03-02", "1982-05-06", None)),
        "sex": st.sampled_from(("1", "2", None)),
        "postcode": st.sampled_from(("AB12CD", "AB12CE", "LF11EY", None)),
    }
)
EVENTS = st.lists(VALUES, min_size=1, max_size=6, unique_by=lambda row: tuple(row.values()))
IDENTITIES = st.lists(
    st.builds(lambda of, row: {"person_id": of, **row}, st.sampled_from("ABCDEF"), VALUES),
    min_size=1,
    max_size=9,
    unique_by=lambda row: tuple(row.values()),
)
LAW = settings(
    max_examples=15,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
)


def finding(engine: DuckDBEngine, rules: Rules) -> tuple[Item, ...]:
    """What finds the possible people of events, under these rules."""
    compared: tuple[Item, ...] = ()
    if rules.p is not None:
        pairs = pairs_made(engine.dialect, rules.p, OFF, in_context=True)
        compared = (
            made("pool_identity", pool_identity_sql),
            *pairs,
            made("pool_neighbour", pool_neighbour_sql),
        )
    return (*ranks_made(engine.dialect, rules), *compared)


def index(engine: DuckDBEngine, rules: Rules, identities: list[Row]) -> None:
    """The person index of these identities."""
    load(engine, "hospital_identity", identities)
    build_index(engine, rules, (), pads_of)


def possible(engine: DuckDBEngine, rules: Rules, events: list[Row] | None = None) -> dict[object, object]:
    """The digests of the possible people by event identity, of all `events` or of those that are there."""
    if events is not None:
        numbered = [{"identity_key": str(key), "events": "1", **row} for key, row in enumerate(events)]
        load(engine, "event_identity", numbered)
    make_all(engine, finding(engine, rules))
    found: dict[object, object] = dict.fromkeys(
        key for (key,) in engine.rows("select identity_key from event_identity")
    )
    for table in ("rank_neighbour", "pool_neighbour")[: 1 + (rules.p is not None)]:
        for key, digest in engine.rows(f"select identity_key, digest from {table}"):
            found[key] = (found[key], table, digest)
    return found


@pytest.mark.parametrize("name", ["dmq_2015", "hes_did"])
def test_whoever_meets_nobody_changed_has_the_same_people(
    engine: DuckDBEngine, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Of random events and two random states of HES: what is found of the others is what is found of all."""
    rules, seen = profile(name), {"changed": 0, "passed over": 0}
    monkeypatch.setattr(met, "MOST", 99.0)
    load(engine, "event", [])

    @LAW
    @given(EVENTS, IDENTITIES, IDENTITIES, st.booleans())
    def law(events: list[Row], before: list[Row], more: list[Row], grows: bool) -> None:
        with TemporaryDirectory(dir=engine.session.folders[0]) as place:
            folder = Path(place)
            context_made(folder).make(engine)
            index(engine, rules, before)
            for table in met.TABLES:
                engine.write_parquet(f"select * from {table}", folder / f"{table}.parquet")
            known = possible(engine, rules, events)
            whole = [*before[:-1], *more[:2]] if grows else more
            index(engine, rules, list({tuple(row.values()): row for row in whole}.values()))
            now = possible(engine, rules, events)

            assert met.find_changed(engine, folder)
            make_all(engine, met.met_items(finding(engine, rules)))
            part = possible(engine, rules)

        assert part == {key: now[key] for key in part}
        assert {key: now[key] for key in now if key not in part} == {
            key: known[key] for key in known if key not in part
        }
        seen["changed"] += sum(now[key] != known[key] for key in now)
        seen["passed over"] += len(now) - len(part)

    law()

    assert all(seen.values()), seen


def test_too_many_changed_people(engine: DuckDBEngine, tmp_path: Path) -> None:
    """Where one in five is not as they were, all events are looked at; no table stays."""
    rules = profile("dmq_2015")
    people: list[Row] = [{"person_id": f"P{n}", "postcode": f"AB{n}1CD", "sex": "1"} for n in range(5)]
    index(engine, rules, people)
    for table in met.TABLES:
        engine.write_parquet(f"select * from {table}", tmp_path / f"{table}.parquet")
    index(engine, rules, [{**people[0], "sex": "2"}, *people[1:]])
    assert met.find_changed(engine, tmp_path)
    met.forget_changed(engine)
    index(engine, rules, [*({**one, "sex": "2"} for one in people[:2]), *people[2:]])

    assert not met.find_changed(engine, tmp_path)

    assert not {*met.CHANGED.values(), met.KEY} & engine.tables()


def test_a_name_is_another_wherever_it_stands(engine: DuckDBEngine) -> None:
    """As a table and before its columns; a longer name is none of it, and what is no query is refused."""
    query = "select person.a, person_number.b from person join person_number on person.a = person_number.a"
    (read,) = reading_instead((Made("found", query),), {"person": "few"})
    assert isinstance(read, Made)
    assert read.query == query.replace("person.", "few.").replace("from person ", "from few ")
    with pytest.raises(TypeError, match="event_identity"):
        reading_instead(met.met_items(finding(engine, profile("dmq_2015"))), met.CHANGED)
