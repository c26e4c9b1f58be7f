"""Signs of a wrong link and repeated examinations: the SQL finds those that loops find."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkage.config.rules import Rules
from linkage.engine.duckdb import DuckDBEngine
from tests.properties.hospital import HOSPITALS, KIN, Kin, appointments, linked_events, own_rules, with_kin
from tests.properties.test_pathways_twin import KEYS, side_by_side
from tests.properties.week import DAYS, FIRST_DAY, LAST_DAY, PERSONS
from tests.properties.worlds import apart, several, shared
from tests.reference.doubts import Known, doubts, is_repeat
from tests.reference.relations import Hospital
from tests.spec.steps import Row, place_events

pytestmark = pytest.mark.slow

SIGNS = ("after_death", "before_birth", "in_two_hospitals", "sex_impossible", "mothers_number", "is_repeat")
SEXES = {"UOBST": "2", "UTEST": "1"}
"""Imaging codes of one sex."""
World = tuple[list[Row], Hospital, Known]


@st.composite
def doubtful(draw: st.DrawFn) -> World:
    """Events of two people as linked, with what agreed, their records, deaths and identities."""
    agreed = st.sampled_from(("exact", "conflict", "conflict", "missing"))
    events: list[Row] = [
        {
            **event,
            "source_setting": draw(st.sampled_from(("01", "01", "02", "05", "03"))),
            "birth_date": draw(st.one_of(st.none(), DAYS, DAYS)),
            "nhs_number_agreement": draw(st.sampled_from(("exact", "exact", "missing"))),
            "birth_date_agreement": draw(agreed),
            "sex_agreement": draw(agreed),
            "imaging_code_nicip": draw(st.sampled_from(("UOBST", "UTEST", "XHANR", None))),
            "imaging_code_snomed": draw(st.sampled_from(("1", None))),
        }
        for event in draw(linked_events())
    ]
    hospital = draw(st.one_of(HOSPITALS, FEW))
    stays = [*hospital.episodes, *draw(st.sampled_from(([], [draw(stay())], [draw(stay())])))]
    deaths = draw(st.sampled_from(([], [{"person_id": "H1", "death_date": draw(DAYS)}])))
    people = [
        {"person_id": draw(PERSONS), "birth_date": draw(st.one_of(st.none(), DAYS)), "sex": draw(SEX)}
        for _ in range(draw(st.integers(0, 3)))
    ]
    return events, replace(hospital, episodes=stays), Known(deaths, people, SEXES)


FEW = st.builds(Hospital, st.just([]), st.just([]), st.one_of(st.just([]), appointments()))
"""Few records, so that little explains a test."""
SEX = st.sampled_from(("1", "2", None))
KINDS = (("2", "1"), ("1", "5"), ("3", "1"), ("5", "1"), ("1", "1"), ("1", "1"), ("1", "3"), ("1", "4"))
"""Types of episode with classes of patient: a delivery, a stay for one, births, somebody in a bed, sessions."""


@st.composite
def stay(draw: st.DrawFn) -> Row:
    """A stay of H1 of such a kind, half of them all week."""
    episode_type, patient_class = draw(st.sampled_from(KINDS))
    start, end = draw(st.sampled_from(((FIRST_DAY, LAST_DAY), (draw(DAYS), draw(DAYS)))))
    dates = dict.fromkeys(("admission_date", "episode_start"), start) | dict.fromkeys(
        ("episode_end", "discharge_date"), end
    )
    unknown = ("provider_spell_number", "admission_source", "attendance_key", "data_year")
    return {
        **dates,
        **dict.fromkeys(unknown),
        "episode_key": "E10",
        "person_id": "H1",
        "provider_code": draw(st.sampled_from(("RXB", "RXB", "RXA", None))),
        "site_code": draw(st.sampled_from((None, None, "RXA01"))),
        "episode_order": 1,
        "episode_status": "3",
        "episode_type": episode_type,
        "patient_class": patient_class,
        "admission_method": "31",
        "discharge_method": "1",
        "discharge_destination": "19",
    }


@shared
@given(several(doubtful()), own_rules(), KIN)
def test_the_signs(engine: DuckDBEngine, worlds: list[World], rules: Rules, kin: Kin) -> None:
    """Each sign of each event, and whether it tells an examination again."""
    events, hospital = side_by_side([(rows, records) for rows, records, _ in worlds])
    events = [with_kin(event, kin) for event in events]
    known = Known(
        [apart(row, world, *KEYS) for world, (*_, one) in enumerate(worlds) for row in one.deaths],
        [apart(row, world, *KEYS) for world, (*_, one) in enumerate(worlds) for row in one.identities],
        SEXES,
    )
    place_events(
        engine,
        events=events,
        episodes=hospital.episodes,
        attendances=hospital.attendances,
        appointments=hospital.appointments,
        identities=known.identities,
        deaths=known.deaths,
        examinations=[
            {"imaging_code": code, "modality": "Ultrasound", "sex": sex} for code, sex in SEXES.items()
        ],
        windows=rules.windows,
        contacts=rules.contacts,
        cips=rules.cips,
        kin=[{"code": code, "other_code": other} for code, other in kin],
    )
    years = [year for row in hospital.episodes if isinstance(year := row["data_year"], int)]
    hospital = replace(hospital, last_complete=last_complete(engine) if years else None)

    found = {
        event: dict(zip(SIGNS, row, strict=True))
        for event, *row in engine.rows(f"select event_id, {', '.join(SIGNS)} from events")
    }
    assert found == {
        event["event_id"]: {
            **doubts(event, hospital, known, rules),
            "is_repeat": is_repeat(event, events),
        }
        for event in events
    }


def last_complete(engine: DuckDBEngine) -> int | None:
    """The last data year that the program takes for complete; which are has tests of its own."""
    found = engine.rows("select max(data_year) from data_year where is_complete")[0][0]
    return found if isinstance(found, int) else None
