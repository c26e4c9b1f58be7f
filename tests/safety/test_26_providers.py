"""A site's provider: what the file, the lookup or a code of the old form says, else unknown; unknown proves nothing."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from linkage.cli.main import exit_code
from linkage.disclosure.frequency_table import Cell, TableRow
from linkage.disclosure.table_figures import sites_of
from linkage.engine.duckdb import DuckDBEngine, Session
from linkage.steps.probabilistic.evidence.activity import event_day_sql
from linkage.steps.standardise.run import standardise_events, standardise_hospital, standardise_organisations
from synthetic.files.new_sites import new_codes
from tests.inputs.sample import DID_NAMES
from tests.safety.few_rows import MONTH, apc_line, did_line, small_job
from tests.spec.steps import Row, load, load_hes, pads_of, place_events, seen
from tests.tables import rows

pytestmark = pytest.mark.slow

A, B = "9990000026", "9990000034"
FLAGS = "[outputs]\ninclude_source_keys = true\n"


@pytest.fixture(scope="module")
def engine() -> Iterator[DuckDBEngine]:
    """An engine in memory."""
    opened = DuckDBEngine(Session(threads=2))
    yield opened
    opened.close()


LOOKUP = """
    site  | provider | successor | from       | to
    ------+----------+-----------+------------+-----------
    A0B1C | RZ1      |           |            |
    D3E4F | RZ1      |           |            | 2026-03-31
    D3E4F | RZ2      |           | 2026-04-01 |
    G5H6J | RZ301    |           |            |
    K7L8M | RW3      |           |            |
    RZ999 | RZ4      |           |            |
    RW3   |          | R0A       |            |
    RX1   |          | RX2       |            |
    RX2   |          | RX3       |            |
    RV1   |          | RV2       |            |
    RV2   |          | RV1       |            |
    RW6   |          | R0A       |            |
    RW6   |          | RM3       |            |
    RW601 |          | RM301     |            |
    RM3   |          | RM9       |            |
    R8T7P |          | RZ102     |            |
    X9S9Z | RM3      |           |            |
"""

EVENTS = """
    site  | own   | day        | provider | why
    ------+-------+------------+----------+---------------------------------------------
    RZ101 |       | 2026-04-15 | RZ1      | the old form shows its trust
    rz101 |       | 2026-04-15 | RZ1      |
    RZ1   |       | 2026-04-15 | RZ1      |
    A0B1C |       | 2026-04-15 | RZ1      | by the lookup
    D3E4F |       | 2026-03-31 | RZ1      | on the last day of one
    D3E4F |       | 2026-04-01 | RZ2      | on the first day of the next
    G5H6J |       | 2026-04-15 | RZ3      | a site in the place of a provider
    K7L8M |       | 2026-04-15 | R0A      | merged since
    RW301 |       | 2026-04-15 | R0A      |
    RX101 |       | 2026-04-15 | RX3      | twice
    RV101 |       | 2026-04-15 | RV1      | each the other's successor: one provider
    RV201 |       | 2026-04-15 | RV1      |
    RW602 |       | 2026-04-15 | RW6      | split: it keeps its own name
    RW6   |       | 2026-04-15 | RW6      |
    RW601 |       | 2026-04-15 | RM9      | but for a site that shows which part it went to
    RW601 | RW6   | 2026-04-15 | RM9      |
    RW602 | RW6   | 2026-04-15 | RW6      |
    X9S9Z | RW6   | 2026-04-15 | RM9      | also where that part has another name since
    X9S9Z |       | 2026-04-15 | RM9      |
    R8T7P |       | 2026-04-15 | RZ1      | a new code shows no trust, and the site that followed it does
    RZ999 |       | 2026-04-15 | RZ4      | the lookup before the code
    A0B1C | RZ5   | 2026-04-15 | RZ5      | the file before the lookup
    RZ101 | 8HA03 | 2026-04-15 | 8HA03    |
    R1H2A |       | 2026-04-15 |          | of the new form, though it begins as a trust
    Q9Z9Q |       | 2026-04-15 |          | nobody knows
    8HA03 |       | 2026-04-15 |          |
    *     |       | 2026-04-15 |          |
"""


def load_lookup(engine: DuckDBEngine) -> None:
    """The table of LOOKUP as it is read."""
    names = {"site": "record_key", "provider": "provider_code", "successor": "successor_code"}
    dates = {"from": "valid_from", "to": "valid_to"}
    read = [{(names | dates)[column]: value for column, value in row.items()} for row in rows(LOOKUP)]
    load(engine, "sites_raw", [{"row_number": n, **row} for n, row in enumerate(read, 1)], file_id=9)
    standardise_organisations(engine)


def test_the_provider_of_an_event(engine: DuckDBEngine) -> None:
    """Own code, lookup on the day, old form, else null; under the last of its names."""
    drawn = list(rows(EVENTS))
    raw = [
        {"row_number": n, "site_code": row["site"], "provider_code": row["own"], "test_date": row["day"]}
        for n, row in enumerate(drawn, 1)
    ]
    load_lookup(engine)
    load(engine, "did_raw", [{"accession_number": f"A{row['row_number']}", **row} for row in raw], file_id=1)
    standardise_events(engine, None, pads_of)

    found = engine.rows("select accession_number, provider_code from event")

    assert {str(name): code for name, code in found} == {
        f"A{n}": row["provider"] for n, row in enumerate(drawn, 1)
    }


def test_the_provider_of_a_record(engine: DuckDBEngine) -> None:
    """PROCODET, else PROCODE3, else the same of the site of treatment."""
    drawn: list[Row] = [
        {"provider_code": "RZ101", "site_code": "RZ201"},
        {"provider_code": None, "provider_code_3": "RW3", "site_code": "RZ201"},
        {"provider_code": None, "site_code": "A0B1C", "start_date": "2026-04-01"},
        {"provider_code": None, "site_code": "RZ201"},
        {"provider_code": None, "site_code": "Q9Z9Q"},
        {"provider_code": None, "site_code": None},
    ]
    load_lookup(engine)
    load_hes(engine, apc=drawn)
    standardise_hospital(engine)

    found = engine.rows("select provider_code from episode order by episode_key")

    assert [row[0] for row in found] == ["RZ1", "R0A", "RZ1", "RZ2", None, None]


PLACES = """
    here | site  | there | their site | same  | two   | why
    -----+-------+-------+------------+-------+-------+----------------------------------------------------
    RZ1  | RZ101 | RZ1   | RZ102      | true  | false |
    RZ1  | RZ101 | RZ2   | RZ201      | false | true  |
    RZ1  | RZ101 |       | Q9Z9Q      |       | false | nobody knows where the person was
         | Q9Z9Q | RZ2   | RZ201      |       | false | nor where the test was
         | Q9Z9Q |       |            |       | false |
         | A0B1C | RZ1   | A0B1C      | true  | false | one site is one place
    RZ2  | A0B1C | RZ1   | A0B1C      | true  | false |
         | 8HA03 | 8HA03 |            | true  | false | an independent hospital is sent as its own provider
    RW6  | RW602 | RW6   | RW603      | true  | false | before it was split
    RW6  | RW602 | RM9   | RM301      |       | false | it may have become that
    R0A  | R0A07 | RW6   | RW602      |       | false | the other way round
    RM9  | RM301 | R0A   | R0A07      | false | true  | two parts are two
    RW6  | RW602 | RZ1   | RZ101      | false | true  | no part of it
"""

KIN = rows("""
    code | other_code
    -----+-----------
    RW6  | R0A
    RW6  | RM9
    R0A  | RW6
    RM9  | RW6
""")


def test_which_codes_may_be_one_provider(engine: DuckDBEngine) -> None:
    """What was split and each of its parts, under the last of their names; no two parts."""
    load_lookup(engine)

    assert seen(engine, "provider_kin", ("code", "other_code")) == sorted(
        KIN, key=lambda row: tuple(row.values())
    )


def test_parts_of_several(engine: DuckDBEngine) -> None:
    """Two trusts that were split with a part in common may be one; a chain that meets again is no split."""
    drawn = rows("""
        record_key | successor_code
        -----------+---------------
        RA1        | RC1
        RA1        | RC2
        RB1        | RC2
        RB1        | RC3
        RD1        | RD2
        RD1        | RD3
        RD2        | RD3
    """)
    load(engine, "sites_raw", [{"row_number": n, **row} for n, row in enumerate(drawn, 1)], file_id=1)
    standardise_organisations(engine)

    found = engine.rows("select code, other_code from provider_kin where code < other_code order by 1, 2")
    assert found == [("RA1", "RB1"), ("RA1", "RC1"), ("RA1", "RC2"), ("RB1", "RC2"), ("RB1", "RC3")]
    assert ("RD1", "RD3") in engine.rows("select code, successor_code from provider_successor")


SUCCESSIONS = rows("""
    case | file_id | record_key | provider_code | successor_code | valid_from | counts | why
    -----+---------+------------+---------------+----------------+------------+--------+-----------------------------------
    1    | 1       | RW6        |               | RM9            | 2021-10-01 | true   | last year's part of a split
    1    | 2       | RW6        |               | R0A            | 2017-10-01 | true   | in the file of all years before
    2    | 1       | RW6        |               | RM9            | 2021-10-01 | false  | that day came again
    2    | 2       | RW6        |               | R0A            | 2021-10-01 | true   |
    3    | 1       | RW6        |               | RM9            | 2021-10-01 | true   | one file, one day, two parts
    3    | 1       | RW6        |               | R0A            | 2021-10-01 | true   |
    4    | 1       | RW6        |               | RM9            | 2021-10-01 | false  | a file of one's own comes last
    4    | 2       | RW6        |               | R0A            |            | true   |
    5    | 1       | RW6        |               | RM9            |            | false  | or first
    5    | 2       | RW6        |               | R0A            | 2021-10-01 | true   |
    6    | 1       | RW6        |               | RM9            |            | false  | two of one's own
    6    | 2       | RW6        |               | R0A            |            | true   |
    7    | 1       | RW6        | RW6           | RM9            | 2021-10-01 | false  | two lookups of sites
    7    | 2       | RW6        | RW6           | R0A            | 2017-10-01 | true   |
""")


def test_successions_over_several_files(engine: DuckDBEngine) -> None:
    """Those that ODS publishes are one record in several files; else the last file with a code counts."""
    for case in sorted({str(row["case"]) for row in SUCCESSIONS}):
        drawn = [row for row in SUCCESSIONS if row["case"] == case]
        told = ("record_key", "provider_code", "successor_code", "valid_from")
        raw = [{"row_number": n, "file_id": int(str(row["file_id"])), **{name: row[name] for name in told}}
               for n, row in enumerate(drawn, 1)]  # fmt: skip
        load(engine, "sites_raw", raw)
        standardise_organisations(engine)

        found = engine.rows("""
            select successor_code from provider_successor
            union all select successor_code from provider_split order by 1""")
        assert found == sorted((row["successor_code"],) for row in drawn if row["counts"] == "true")


@pytest.mark.parametrize(
    "place", list(rows(PLACES)), ids=lambda place: "-".join(map(str, list(place.values())[:4]))
)
def test_same_provider_and_in_two_hospitals(engine: DuckDBEngine, place: Row) -> None:
    """True, false, or null; and only what is known to be elsewhere is a sign of a wrong link."""
    event = {"event": "1", "person": "H1", "provider": place["here"], "site_code": place["site"]}
    stay = {
        "episode": "E1",
        "person": "H1",
        "provider": place["there"],
        "site_code": place["their site"],
        "admitted": "2026-04-10",
        "start": "2026-04-10",
        "end": "2026-04-20",
        "discharged": "2026-04-20",
    }
    place_events(engine, events=[{**event, "source_setting": "01"}], episodes=[stay], kin=KIN)

    assert seen(engine, "pathways", ["same_provider"]) == [{"same_provider": place["same"]}]
    assert seen(engine, "events", ["in_two_hospitals"]) == [{"in_two_hospitals": place["two"]}]


def test_a_stay_that_may_be_here_is_no_stay_elsewhere(engine: DuckDBEngine) -> None:
    """Two stays cover the day: one known to be elsewhere, one that nobody can place."""
    stay = {"person": "H1", "admitted": "2026-04-10", "start": "2026-04-10", "end": "2026-04-20"}
    place_events(
        engine,
        events=[
            {"event": "1", "person": "H1", "provider": "RZ1", "site_code": "RZ101", "source_setting": "01"}
        ],
        episodes=[{**stay, "episode": "E1", "provider": "RZ2"}, {**stay, "episode": "E2", "provider": None}],
    )

    assert engine.rows("select in_two_hospitals from events") == [(False,)]
    primary = engine.rows("select episode_key from pathways where is_primary")
    assert primary == [("E2",)], "one that may be here before one that is elsewhere"


def test_a_test_nobody_knows_where_says_nothing_of_its_person(engine: DuckDBEngine) -> None:
    """The evidence of hospital activity counts tests of known providers alone."""
    event = {"test_month": MONTH, "test_date": "2019-11-05", "accession_number": "A", "site_code": "Q9Z9Q"}
    states = dict.fromkeys(("nhs_number_state", "birth_date_state", "sex_state", "postcode_state"), "missing")
    known = [
        {"event_id": "1", "identity_key": 1, "provider_code": "RZ1"},
        {"event_id": "2", "identity_key": 2},
    ]
    load(engine, "event", known, **event, **states)
    engine.create("wanted", "select identity_key from event")

    assert engine.rows(f"select identity_key from ({event_day_sql('wanted')})") == [(1,)]


@pytest.mark.parametrize("with_lookup", [pytest.param(False, marks=pytest.mark.slow), True])
def test_a_month_with_a_site_of_the_new_form(with_lookup: bool, tmp_path: Path) -> None:
    """Sites add up to providers; the unknown ones are a row of their own, and a site says whose it is."""
    more = '[lookups.sites]\npaths = ["sites.csv"]\n' if with_lookup else ""
    job = small_job(
        tmp_path,
        [did_line(A, "A0B1C", "NEW"), did_line(B, "RZ101", "OLD")],
        [apc_line("1", A, "RZ1", "A0B1C"), apc_line("2", B, "RZ1", "RZ101")],
        more,
        {"sites.csv": b"SITE,PROVIDER,SUCCESSOR,FROM,TO\na0b1c,RZ1,,,\n"} if with_lookup else None,
    )

    assert exit_code(["run", str(job), "--month", MONTH, "--quiet"]) == 0

    release = tmp_path / "out" / "current"
    told = duckdb.execute(
        f"""select breakdown, category, denominator from '{release}/statistics/statistics.parquet'
        where "table" = 'match_rate_by' and measure = 'match_rate' and breakdown in ('provider', 'site')"""
    ).fetchall()
    known = {("provider", "RZ1", 2), ("site", "RZ101", 1), ("site", "RZ1 A0B1C", 1)}
    unknown = {
        ("provider", "RZ1", 1),
        ("provider", "unknown", 1),
        ("site", "RZ101", 1),
        ("site", "unknown A0B1C", 1),
    }
    assert set(told) == (known if with_lookup else unknown)
    places = duckdb.execute(
        f"select same_provider, implausible from '{release}/pathways/*/*.parquet'"
    ).fetchall()
    assert places == [(True, False)] * 2


def test_a_file_may_name_the_provider_beside_its_columns(tmp_path: Path) -> None:
    """A nineteenth column under a header; without a header a row has eighteen."""
    header = ",".join([*DID_NAMES, "PROVIDER_CODE"])
    job = small_job(
        tmp_path, [header, f"{did_line(A, 'A0B1C', 'NEW')},RZ7"], [apc_line("1", A, "RZ1", "RZ101")]
    )

    assert exit_code(["run", str(job), "--month", MONTH, "--quiet"]) == 0
    found = duckdb.execute(
        f"select provider_code from '{tmp_path}/out/current/events/*/*.parquet'"
    ).fetchall()
    assert found == [("RZ7",)]


def test_new_codes_of_the_synthetic_world() -> None:
    """None by default; else so many, each its own, of a form that shows no trust."""
    assert new_codes(0.0, 1) == {}
    assert len(set(new_codes(1.0, 1).values())) == len(new_codes(1.0, 1)) == 24


def test_sites_are_nested_in_their_own_provider() -> None:
    """Control of small numbers works on sites that add up to their provider, whatever their codes begin with."""
    sites = {"RZ101": 5, "RZ1 A0B1C": 3, "RZ2 RZ102": 2, "unknown D3E4F": 4, "unknown *": 1}
    providers = {"RZ1": 8, "RZ2": 2, "unknown": 5}

    found = sites_of(
        *(
            [TableRow(name, (Cell(count, count),)) for name, count in told.items()]
            for told in (providers, sites)
        )
    )

    nested = {provider: [site.category for site in inside] for provider, inside in found.items()}
    assert nested == {
        "RZ1": ["RZ101", "RZ1 A0B1C"],
        "RZ2": ["RZ2 RZ102"],
        "unknown": ["unknown D3E4F", "unknown *"],
    }


def test_an_unknown_provider_is_no_provider(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The volume of a month counts those that are known, as its scope does; events of nobody fall silent for nobody."""
    job = small_job(
        tmp_path, [did_line(A, "RZ101", "1"), did_line(B, "A0B1C", "2")], [apc_line("E1", A, "RZ1", "RZ101")]
    )
    assert exit_code(["run", str(job), "--month", MONTH, "--quiet"]) == 0
    assert "2 events of 1 provider," in capsys.readouterr().out

    (tmp_path / "did" / "did.csv").write_text(did_line(A, "RZ101", "1") + "\n", "utf-8")
    assert exit_code(["run", str(job), "--month", MONTH, "--restate", "--accept", "restatement_drop", "--reason", "x",
                      "--quiet"]) == 0  # fmt: skip
    told = capsys.readouterr().out
    assert "1 event of 1 provider," in told and "nothing from" not in told
