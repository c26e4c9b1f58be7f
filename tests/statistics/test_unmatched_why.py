"""Why events of a group are unmatched: drawn as a table, and held against plain Python."""

from collections import defaultdict

import pytest

from linkage.engine.duckdb import DuckDBEngine
from linkage.steps.statistics.tables.expected_wrong import expected_wrong_sql
from linkage.steps.statistics.tables.unmatched_why import (
    PARTS,
    unmatched_cell_sql,
    unmatched_event_sql,
    unmatched_group_sql,
    unmatched_patient_sql,
    unmatched_people_sql,
    unmatched_why_sql,
)

EVENTS = """
    event | setting | status   | reason          | in_hes | number | postcode
    e1    | 04      | linked   | rank            | 1.0    | yes    | yes
    e2    | 04      | unlinked | low_probability | 0.25   | no     | yes
    e3    | 04      | unlinked | no_identifiers  | 0.0    | no     | no
    e4    | 04      | review   | below_threshold | 1.0    | no     | yes
    e5    | 05      | linked   | posterior       | 1.0    | no     | yes
    e6    | 05      | linked   | rank            | 1.0    | yes    | yes
    e7    | 05      | unlinked | no_candidate    | 0.5    | no     | yes
    e8    | 05      | linked   | rank            | 1.0    | yes    | yes
    e9    | 05      | linked   | rank            | 1.0    | yes    | no
"""
"""Events of two settings."""


def rows() -> list[dict[str, str]]:
    """The events as drawn."""
    head, *lines = ([cell.strip() for cell in line.split("|")] for line in EVENTS.strip().splitlines())
    return [dict(zip(head, line, strict=True)) for line in lines]


def engine_of() -> DuckDBEngine:
    """With the tables that the statistic reads."""
    engine = DuckDBEngine()
    listed = ", ".join(
        f"('{one['event']}', '{one['setting']}', '{one['status']}', '{one['reason']}', {one['in_hes']}, "
        f"{one['number'] == 'yes'}, {one['postcode'] == 'yes'})"
        for one in rows()
    )
    engine.create(
        "expected_outcome",
        f"""
        select event_id, '2019-11' as period, event_id as subject, setting as source_setting, status, in_hes,
            'X' as modality, '1' as sex, '0-9' as age_band, 'White' as ethnic_group, cast(null as text) as deprivation
        from (values {listed}) as drawn (event_id, setting, status, reason, in_hes, has_number, has_postcode)""",
    )
    engine.connection.execute(
        f"""
        create table event as
        select event_id, case when has_number then '9990000018' end as nhs_number, cast(null as date) as birth_date,
            cast(null as text) as sex, case when has_postcode then 'AA11AA' end as postcode
        from (values {listed}) as drawn (event_id, setting, status, reason, in_hes, has_number, has_postcode)""",
    )
    engine.connection.execute(
        f"""
        create table links as
        select event_id, reason, 0.75 as match_probability
        from (values {listed}) as drawn (event_id, setting, status, reason, in_hes, has_number, has_postcode)""",
    )
    engine.create("unmatched_event", unmatched_event_sql())
    engine.create("unmatched_cell", unmatched_cell_sql())
    engine.create("unmatched_patient", unmatched_patient_sql())
    engine.create("unmatched_people", unmatched_people_sql())
    engine.create("unmatched_group", unmatched_group_sql())
    return engine


def told(category: str) -> dict[str, float]:
    """The numbers of a setting."""
    found = engine_of().rows(
        f"select measure, value from ({unmatched_why_sql()}) where breakdown = 'source_setting' "
        f"and category = '{category}'"
    )
    return {str(measure): float(str(value)) for measure, value in found}


@pytest.mark.parametrize(
    ("setting", "no_identifiers", "not_in_hes", "missed"), [("04", 1, 0.75, 1.25), ("05", 0, 0.5, 0.5)]
)
def test_every_unmatched_event_is_one_of_three(
    setting: str, no_identifiers: float, not_in_hes: float, missed: float
) -> None:
    """In shares: nothing to compare, not in HES, missed; together the unmatched."""
    found = told(setting)

    assert [found[part] for part in PARTS] == [no_identifiers, not_in_hes, missed]
    unmatched = sum(one["setting"] == setting and one["status"] != "linked" for one in rows())
    assert sum(found[part] for part in PARTS) == unmatched


@pytest.mark.parametrize("setting", ["04", "05"])
def test_others_with_the_same_identifiers_are_those_of_other_groups(setting: str) -> None:
    """Plain Python: the rate of each pattern among the other events, of all events where no other bears it."""
    parts = {
        one["event"]: {
            "no_identifiers": float(one["reason"] == "no_identifiers"),
            "not_in_hes": 0.0
            if one["status"] == "linked" or one["reason"] == "no_identifiers"
            else 1 - float(one["in_hes"]),
            "missed": 0.0 if one["status"] == "linked" else float(one["in_hes"]),
        }
        for one in rows()
    }
    of_pattern = defaultdict(list)
    for one in rows():
        of_pattern[one["number"], one["postcode"]].append(one)
    expected = dict.fromkeys(PARTS, 0.0)
    for one in rows():
        if one["setting"] == setting:
            alike = of_pattern[one["number"], one["postcode"]]
            others = [other for other in alike if other["setting"] != setting] or alike
            for part in PARTS:
                expected[part] += sum(parts[other["event"]][part] for other in others) / len(others)
    found = told(setting)

    assert [found[f"standardised_{part}"] for part in PARTS] == pytest.approx(list(expected.values()))


def test_wrong_links_are_expected_of_every_rank() -> None:
    """1 - P over all links, whatever made them."""
    engine = engine_of()
    engine.connection.execute(
        "create table outcome as "
        "select *, period as month, case when source_setting = '04' then '1A' else 'P' end as match_rank "
        "from expected_outcome",
    )
    found = engine.rows(f"select breakdown, category, value from ({expected_wrong_sql()}) order by 1, 2")

    assert found == [("match_rank", "1A", 0.25), ("match_rank", "P", 1.0), ("month", "2019-11", 0.25)]
