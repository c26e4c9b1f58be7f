"""The tidy table: counts by rank and by breakdown, drawn from a handful of events."""

import pytest

from linkage import tables
from linkage.engine.duckdb import DuckDBEngine
from linkage.steps.statistics.level import level_sql
from linkage.steps.statistics.rank_names import rank_names
from linkage.steps.statistics.run import make_statistics
from linkage.words.figure import level_of
from tests.probabilistic.world import rules

EVENTS = [
    # event, identity, provider, site, setting, sex, age, status, rank, person, ethnic, status, number, number state, GP
    ("e1", 1, "RA1", "RA101", "01", "1", 34, "linked", "1A", "A", "A", "01", "9990000018", "valid", "A12345"),
    (
        "e2",
        1,
        "RA1",
        "RA102",
        "05",
        "1",
        34,
        "linked",
        "1A",
        "A",
        "A1",
        "01",
        "9990000018",
        "valid",
        "A12345",
    ),
    ("e3", 2, "RA1", "RA102", None, "2", 5, "linked", "P", "A", "Z", "07", None, "missing", "V81997"),
    ("e4", 3, "RB2", "RB201", "03", "2", 95, "linked", "8", "B", "H", "01", "9990000026", "valid", None),
    ("e5", 4, "RB2", "RB201", "03", None, None, "review", None, None, None, None, None, "check_digit", None),
    ("e6", 5, "RB2", "RB201", "03", "1", 90, "unlinked", None, None, "99", "03", None, "missing", None),
]

HIDDEN = [("RZ\u200b", "RA\u200b"), ("RZ\u200c", "RA\ufffe"), ("RZ\ufffd", "RA\u200c")]
"""Codes, and who followed them, that differ by a character which nobody sees: they are shown alike, and are one."""


@pytest.fixture(scope="module")
def engine() -> DuckDBEngine:
    """An engine with the statistics of the six events above."""
    engine = DuckDBEngine()
    seen = {
        "event_id": "text",
        "identity_key": "integer",
        "provider_code": "text",
        "site_code": "text",
        "source_setting": "text",
        "sex": "text",
        "age_at_test": "integer",
        "status": "text",
        "match_rank": "text",
        "person_id": "text",
        "ethnic_category": "text",
        "nhs_number_status": "text",
        "nhs_number": "text",
        "nhs_number_state": "text",
        "gp_practice": "text",
    }
    engine.load("seen", seen, EVENTS)
    for table, given in (
        ("event", {"test_month": "'2019-11'", "test_date": "date '2019-11-05'"}),
        ("links", {"candidate_people": "1", "reason": "'rank'", "release": "'0001'"}),
        (
            "events",
            {
                "ethnic_group": """case ethnic_category when 'A' then 'White' when 'A1' then 'White'
                    when 'H' then 'Asian' when 'Z' then 'Not stated' else 'Not known' end""",
                "primary_relation": "case when status = 'linked' then 'PERSON_ONLY' end",
            },
        ),
    ):
        columns = []
        for column in tables.contract(table).columns:
            kind = {"text": "string", "integer": "bigint"}.get(column.type, column.type)
            default = {
                "text": "'valid'",
                "integer": "0",
                "date": "date '2019-11-05'",
                "boolean": "false",
            }.get(column.type, "null")
            value = column.name if column.name in seen else given.get(column.name)
            value = value or (
                "null" if column.nullable else f"'{column.values[0]}'" if column.values else default
            )
            columns.append(f"cast({value} as {kind}) as {column.name}")
        engine.create(table, f"select {', '.join(columns)} from seen")
    engine.load(
        "data_quality_count",
        tables.contract("data_quality_count").types,
        [("did", "sex", "valid", 5), ("did", "sex", "missing", 1)],
    )
    engine.load(
        "input_file",
        tables.contract("input_file").types,
        [
            (1, "did", "a.csv", "x", 5, 4, 1),
            (2, "did", "b.csv", "y", 4, 3, 1),
            (3, "apc", "c.txt", "z", 9, 9, 0),
        ],
    )
    engine.load(
        "quarantine",
        tables.contract("quarantine").types,
        [
            (1, 2, "did", "field_count", None, "x", None, None, None),
            (2, 3, "did", "field_count", None, "x", None, None, None),
        ],
    )
    engine.load(
        "set_aside",
        tables.contract("set_aside").types,
        [
            (1, 2, "did", "field_count", None, None, None, None),
            (2, 3, "did", "field_count", None, None, None, None),
            (1, 4, "did", "site_missing", "site_code", "2019-11", None, None),
            (1, 5, "did", "accession_missing", "accession_number", "2019-10", "RXA", None),
            (3, 5, "apc", "person_key_missing", "person_key", None, None, None),
        ],
    )
    for table in (
        "holdout",
        "over_merged_person",
        "person_posterior",
        "pool_phi",
        "posterior",
        "postcode_area",
        "pathways",
        "spell_episode",
        "unfinished_stay",
        "attendance",
        "appointment",
    ):
        engine.load(table, tables.contract(table).types, [])
    engine.load("opted_out_person", tables.contract("opted_out_person").types, [])
    for table, codes in (
        ("provider_successor", [("RC3", "RA1"), ("RX9", "RY1")]),
        ("provider_split", [("RW6", "RB2"), ("RW6", "RM3"), ("RW7", "RM3"), ("RW7", "RM4"), *HIDDEN]),
    ):
        engine.load(table, tables.contract(table).types, codes)
    make_statistics(engine, rules(), "2019-11", "2019-11-30")
    return engine


def test_who_followed_whom(engine: DuckDBEngine) -> None:
    """All of the lookup, whether a successor sent events (RA1) or not (RY1); of a split how many there are."""
    found = engine.rows("""
        select category, measure, numerator from statistics where "table" = 'succession' order by 1, 2""")

    assert found == [
        ("RC3", "followed_by RA1", 1),
        ("RW6", "followed_by RB2", 2),
        ("RW6", "followed_by RM3", 2),
        ("RW7", "followed_by RM3", 2),
        ("RW7", "followed_by RM4", 2),
        ("RX9", "followed_by RY1", 1),
        ("RZ\ufffd", "followed_by RA\ufffd", 1),
    ]


def cell(engine: DuckDBEngine, table: str, breakdown: str, category: str, measure: str) -> tuple[object, ...]:
    """numerator, denominator, value, people on both sides of one number."""
    return engine.rows(f"""
        select numerator, denominator, value, numerator_people, complement_people from statistics
        where "table" = '{table}' and breakdown = '{breakdown}' and category = '{category}'
          and measure = '{measure}'""")[0]


@pytest.mark.parametrize(
    ("category", "measure", "expected"),
    [
        ("1A", "records", (2, 6, 2.0, 1, 3)),
        ("1A", "people", (1, None, 1.0, 1, 3)),
        ("1A", "share_of_matched", (2, 4, 0.5, 1, 1)),
        ("1B", "records", (0, 6, 0.0, 0, 4)),
        ("P", "records", (1, 6, 1.0, 1, 3)),
        ("P", "cumulative_share", (3, 4, 0.75, None, None)),
        ("8", "cumulative_share", (4, 4, 1.0, None, None)),
    ],
)
def test_records_and_people_by_rank(
    engine: DuckDBEngine, category: str, measure: str, expected: tuple[object, ...]
) -> None:
    """A has events at two ranks and counts once at each; a rank nobody reached has its row; P stands before 8."""
    assert cell(engine, "match_rank", "rank", category, measure) == expected


@pytest.mark.parametrize(
    ("category", "measure", "expected"),
    [
        ("matched", "records", (4, 6, 4.0, 2, 2)),
        ("matched", "people", (2, None, 2.0, 2, 2)),
        ("review", "records", (1, 6, 1.0, 1, 3)),
        ("unlinked", "records", (1, 6, 1.0, 1, 3)),
        ("unmatched", "records", (2, 6, 2.0, 2, 2)),
        ("supplied", "records", (6, 6, 6.0, 4, 0)),
        ("supplied", "match_rate", (4, 6, 4 / 6, 2, 2)),
    ],
)
def test_totals_reconcile(
    engine: DuckDBEngine, category: str, measure: str, expected: tuple[object, ...]
) -> None:
    """Matched and unmatched make supplied; review counts as unmatched."""
    assert cell(engine, "match_rank", "total", category, measure) == expected


@pytest.mark.parametrize(
    ("breakdown", "category", "linked", "events"),
    [
        ("month", "2019-11", 4, 6),
        ("provider", "RA1", 3, 3),
        ("provider", "RB2", 1, 3),
        ("source_setting", "03", 1, 3),
        ("source_setting", "unknown", 1, 1),
        ("sex", "unknown", 0, 1),
        ("age_band", "0-9", 1, 1),
        ("age_band", "30-39", 2, 2),
        ("age_band", "90+", 1, 2),
        ("age_band", "unknown", 0, 1),
        ("site", "RA102", 2, 2),
        ("site", "RB201", 1, 3),
        ("ethnic_group", "White", 2, 2),
        ("ethnic_group", "Asian", 1, 1),
        ("ethnic_group", "Not stated", 1, 1),
        ("ethnic_group", "Not known", 0, 2),
        ("nhs_number_status", "01", 3, 3),
        ("nhs_number_status", "unknown", 0, 1),
        ("nhs_number_state", "valid", 3, 3),
        ("nhs_number_state", "missing", 1, 2),
        ("nhs_number_state", "check_digit", 0, 1),
        ("modality", "valid", 4, 6),
    ],
)
def test_match_rate_by(engine: DuckDBEngine, breakdown: str, category: str, linked: int, events: int) -> None:
    """Every breakdown has every event once, under `unknown` when it must."""
    assert cell(engine, "match_rate_by", breakdown, category, "match_rate")[:2] == (linked, events)


def test_every_breakdown_adds_up_to_all_events(engine: DuckDBEngine) -> None:
    """Denominators of each breakdown sum to the events supplied."""
    sums = engine.rows("""
        select distinct sum(denominator) from statistics
        where "table" = 'match_rate_by' group by breakdown, measure""")

    assert sums == [(6,)]


def test_every_event_of_a_category_has_one_status(engine: DuckDBEngine) -> None:
    """Linked, in review and unlinked make up each category."""
    wrong = engine.rows("""
        select breakdown, category from statistics where "table" = 'match_rate_by'
        group by breakdown, category having sum(numerator) <> max(denominator) or count(distinct measure) <> 3""")

    assert not wrong


def test_all_is_sub_national_until_the_scope_of_the_month_is_known(engine: DuckDBEngine) -> None:
    """National is declared, never guessed; the run sets the level when it knows (`complete_statistics`)."""
    assert engine.rows("select distinct level from statistics") == [("sub-national",)]


@pytest.mark.parametrize("is_national", [True, False])
def test_the_level_is_the_same_in_sql_and_in_python(engine: DuckDBEngine, *, is_national: bool) -> None:
    """Numbers about a provider or site are sub-national in a national month too."""
    found = engine.rows(f"select distinct breakdown, {level_sql(is_national=is_national)} from statistics")

    assert {level for _, level in found} == (
        {"national", "sub-national"} if is_national else {"sub-national"}
    )
    assert all(level == level_of(str(breakdown), is_national=is_national) for breakdown, level in found)


@pytest.mark.parametrize(
    ("breakdown", "category", "measure", "expected"),
    [
        ("field", "nhs_number", "complete", (4, 6, 4 / 6, 3, 2)),
        ("field", "nhs_number", "valid", (3, 6, 0.5, 2, 3)),
        ("field", "sex", "valid", (5, 6, 5 / 6, 3, 1)),
        ("field", "ethnic_category", "complete", (5, 6, 5 / 6, 3, 1)),
        ("field", "ethnic_category", "valid", (3, 6, 0.5, 2, 3)),
        ("field", "gp_practice", "complete", (3, 6, 0.5, 1, 3)),
        ("field", "gp_practice", "valid", (2, 6, 2 / 6, 1, 4)),
        ("provider.nhs_number", "RA1", "complete", (2, 3, 2 / 3, 1, 1)),
        ("provider.nhs_number", "RB2", "complete", (2, 3, 2 / 3, 2, 1)),
        ("provider.nhs_number", "RB2", "valid", (1, 3, 1 / 3, 1, 2)),
        ("provider.nhs_number", "RB2", "unusable", (1, 3, 1 / 3, 1, 2)),
        ("field", "ethnic_category", "unusable", (2, 6, 2 / 6, 2, 3)),
        ("did.sex", "missing", "records", (1, 6, 1.0, None, None)),
        ("file", "did", "rows_read", (9, 9, 9.0, None, None)),
        ("file", "did", "rows_quarantined", (2, 9, 2.0, None, None)),
        ("file", "apc", "rows_accepted", (9, 9, 9.0, None, None)),
        ("quarantine_reason", "did.field_count", "records", (2, None, 2.0, None, None)),
    ],
)
def test_data_quality(
    engine: DuckDBEngine, breakdown: str, category: str, measure: str, expected: tuple[object, ...]
) -> None:
    """Complete: filled in; valid: says something usable. Person A has events with and without a number."""
    assert cell(engine, "data_quality", breakdown, category, measure) == expected


def test_what_is_usable_is_filled_in_and_providers_add_up(engine: DuckDBEngine) -> None:
    """For every field: complete is valid or unusable, and providers add up to the national number."""
    found = {
        (str(breakdown), str(category), str(measure)): int(str(numerator))
        for breakdown, category, measure, numerator in engine.rows("""
            select breakdown, category, measure, numerator from statistics
            where "table" = 'data_quality' and measure in ('complete', 'valid', 'unusable')""")
    }
    for (breakdown, field, measure), numerator in found.items():
        if breakdown == "field":
            of_providers = [
                n for (by, _, of), n in found.items() if (by, of) == (f"provider.{field}", measure)
            ]
            assert sum(of_providers) == numerator
        if measure == "valid":
            assert numerator + found[breakdown, field, "unusable"] == found[breakdown, field, "complete"]


def test_the_order_of_ranks_is_the_order_in_which_they_are_offered() -> None:
    """P takes the place of 6 and 7, before the rank that waits for it."""
    assert rank_names(rules()) == ("1A", "1B", "2", "3", "4", "5", "P", "8")
    assert rank_names(rules("dmq_2015")) == ("1A", "1B", "2", "3", "4", "5", "6", "7", "8")


@pytest.mark.parametrize(
    ("breakdown", "category", "rows"),
    [
        ("month", "did.site_missing", 1),
        ("no_month", "did.field_count", 2),
        ("total", "month", 1),
        ("total", "no_month", 2),
        ("total", "other_months", 1),
    ],
)
def test_rows_set_aside_of_the_month_alone(
    engine: DuckDBEngine, breakdown: str, category: str, rows: int
) -> None:
    """Of imaging files; hospital rows have no month here, and other months no reasons."""
    assert cell(engine, "set_aside", breakdown, category, "records") == (rows, None, float(rows), None, None)
