"""Generated weeks of two people in hospital: few days, providers and codes, so that every relation comes up."""

from datetime import timedelta

from hypothesis import strategies as st

from linkage.config.cips import Cips
from linkage.config.contacts import Contacts
from linkage.config.rules import Rules
from linkage.config.windows import Windows
from tests.properties.broken_stays import in_pieces, left_open
from tests.properties.generated import days
from tests.properties.week import ABSENT, DAYS, FIRST_DAY, LAST_DAY, PERSONS, PROVIDERS, SITES
from tests.reference.relations import Hospital
from tests.spec.steps import Row, profile

Kin = tuple[tuple[str, str], ...]
"""Codes of providers that may be one, either way round: one was split, and the other has a part of it."""
KIN: st.SearchStrategy[Kin] = st.sampled_from(((), (), (("RXA", "RXB"), ("RXB", "RXA"))))


@st.composite
def hospital_episodes(draw: st.DrawFn) -> list[Row]:
    """Episodes of two people within a week: finished, open, repeated, transferred, of every kind of stay."""
    found: list[Row] = []
    for number in range(draw(st.integers(0, 6))):
        start = draw(DAYS)
        status = draw(st.sampled_from(("3", "3", "3", "1")))
        sent = draw(st.booleans()) if status == "1" else True
        found.append(
            {
                "episode_key": f"E{number}",
                "person_id": draw(st.sampled_from(("H1", "H1", "H1", "H2", None))),
                "provider_code": draw(PROVIDERS),
                "site_code": draw(SITES),
                "provider_spell_number": draw(st.sampled_from(("S1", "S2", None))),
                "admission_date": draw(st.sampled_from((FIRST_DAY, start, start, start, None))),
                "episode_start": draw(st.sampled_from((start, start, start, LAST_DAY, None))),
                "episode_end": draw(st.sampled_from((start, start, LAST_DAY, FIRST_DAY, None)))
                if sent
                else None,
                "discharge_date": draw(st.one_of(st.none(), days(start, LAST_DAY), DAYS)) if sent else None,
                "episode_order": draw(st.sampled_from((None, 1, 2))),
                "episode_status": status,
                "episode_type": draw(st.sampled_from(("1", "1", "1", "1", "1", "2", "3", "5", None))),
                "patient_class": draw(st.sampled_from(("1", "1", "2", "1", "3", None))),
                "admission_method": draw(
                    st.sampled_from(("11", "21", "21", "21", "2B", "13", "31", "82", None))
                ),
                "admission_source": draw(st.sampled_from(("19", "51", None))),
                "discharge_method": draw(st.sampled_from(("1", "1", "8", "9", "4", None))),
                "discharge_destination": draw(st.sampled_from(("19", "51", "51", "98", "79", None))),
                "attendance_key": draw(st.sampled_from((None, None, None, "attendance0", "attendance9"))),
                "data_year": draw(st.sampled_from((2024, 2025, 2025, 2026, None))),
            }
        )
    return [*found, *draw(st.one_of(st.just([]), transfers(), in_pieces(), left_open()))]


@st.composite
def transfers(draw: st.DrawFn) -> list[Row]:
    """Two spells of which the second continues the first, if the rules allow the days between them."""
    left = draw(days(FIRST_DAY, LAST_DAY - timedelta(days=3)))
    arrived = left + timedelta(days=draw(st.integers(1, 3)))
    shared = {"episode_status": "3", "patient_class": draw(st.sampled_from(("1", "1", "1", "4")))}
    return [
        {
            "episode_key": f"E{number}",
            "person_id": "H1",
            "provider_code": draw(PROVIDERS),
            "admission_date": day,
            "episode_start": day,
            "episode_end": draw(st.sampled_from((day, day, None))),
            "discharge_date": day,
            "episode_order": 1,
            "discharge_destination": "51",
            **dict.fromkeys(ABSENT),
            **shared,
        }
        for number, day in ((7, left), (8, arrived))
    ]


@st.composite
def attendances(draw: st.DrawFn) -> list[Row]:
    """A&E attendances of two people within a week; some name an episode, and not always one that there is."""
    return [
        {
            "attendance_key": f"attendance{number}",
            "person_id": draw(PERSONS),
            "provider_code": draw(PROVIDERS),
            "site_code": draw(SITES),
            "attendance_source": draw(st.sampled_from(("AE", "ECDS"))),
            "arrival_date": (arrival := draw(st.one_of(DAYS, DAYS, st.none()))),
            "departure_date": draw(st.one_of(st.none(), days(arrival, LAST_DAY) if arrival else st.none())),
            "arrival_minute": draw(st.sampled_from((None, 30, 60, 1430))),
            "disposal": draw(st.sampled_from((None, "01", "01", "03", "14"))),
            "episode_key": draw(st.sampled_from((None, None, None, "E0", "E1", "E9", "E21"))),
        }
        for number in range(draw(st.integers(0, 3)))
    ]


@st.composite
def appointments(draw: st.DrawFn) -> list[Row]:
    """Outpatient appointments of two people within a week."""
    return [
        {
            "appointment_key": f"appointment{number}",
            "person_id": draw(PERSONS),
            "provider_code": draw(PROVIDERS),
            "site_code": draw(SITES),
            "appointment_date": draw(st.one_of(DAYS, DAYS, st.none())),
            "attended": draw(st.sampled_from(("2", "5", "5", "6", "7"))),
            "treatment_specialty": draw(st.sampled_from(("812", "812", "300", None))),
        }
        for number in range(draw(st.integers(0, 3)))
    ]


@st.composite
def arrivals(draw: st.DrawFn) -> Hospital:
    """An emergency admission, and attendances there of that day, of which any or none is named by it or names it."""
    day = draw(DAYS)
    place = {"person_id": "H1", "provider_code": "RXA", "site_code": None}
    stay = {
        "episode_key": "E6",
        **place,
        "admission_date": day,
        "episode_start": day,
        "episode_end": day,
        "discharge_date": day,
        "episode_order": 1,
        "episode_status": "3",
        "patient_class": draw(st.sampled_from(("1", "1", "3"))),
        "discharge_destination": "19",
        **dict.fromkeys(ABSENT),
        "admission_method": "21",
        "attendance_key": draw(st.sampled_from((None, None, "attendance5", "attendance6", "attendance9"))),
    }
    came = [
        {
            "attendance_key": f"attendance{number}",
            **place,
            "attendance_source": draw(st.sampled_from(("AE", "AE", "ECDS"))),
            "arrival_date": day - timedelta(days=draw(st.sampled_from((0, 0, 1)))),
            "departure_date": None,
            "arrival_minute": draw(st.sampled_from((None, 30, 60, 1430))),
            "disposal": draw(st.sampled_from((None, "01", "03"))),
            "episode_key": draw(st.sampled_from((None, None, "E6"))),
        }
        for number in range(5, 5 + draw(st.integers(1, 3)))
    ]
    return Hospital([stay], came, [])


def together(one: Hospital, other: Hospital) -> Hospital:
    """The records of both."""
    return Hospital(
        [*one.episodes, *other.episodes],
        [*one.attendances, *other.attendances],
        [*one.appointments, *other.appointments],
    )


HOSPITALS = st.builds(
    together,
    st.builds(Hospital, hospital_episodes(), attendances(), appointments()),
    st.one_of(st.just(Hospital([], [], [])), arrivals()),
)


@st.composite
def linked_events(draw: st.DrawFn) -> list[Row]:
    """Events linked to two people within a week."""
    return [
        {
            "event_id": f"event{number}",
            "person_id": draw(PERSONS),
            "provider_code": draw(PROVIDERS),
            "site_code": draw(st.sampled_from(("RXA01", "A0B1C", "RXB"))),
            "source_setting": draw(st.sampled_from(("03", "04", None))),
            "request_date": draw(st.one_of(DAYS, st.none())),
            "test_date": draw(DAYS),
        }
        for number in range(draw(st.integers(1, 4)))
    ]


def with_kin(event: Row, kin: Kin) -> Row:
    """The event with the codes that may be its own provider's."""
    return {**event, "kin": tuple(other for code, other in kin if code == event["provider_code"])}


@st.composite
def own_rules(draw: st.DrawFn) -> Rules:
    """Windows and gaps short enough to be missed within a week."""
    short = st.integers(1, 3)
    windows = Windows(
        ae_days_after_arrival=draw(st.integers(0, 2)),
        ae_days_to_admission=draw(st.integers(0, 2)),
        ecds_days_in_department=draw(st.integers(0, 3)),
        op_requested_days=draw(short),
        pre_admission_days=draw(short),
        gp_da_then_admission_days=draw(short),
        post_discharge_days=draw(short),
    )
    contacts = Contacts(
        no_admission=draw(st.sampled_from((("birth",), (), ("birth", "elective")))),
        no_relation_before=draw(st.sampled_from((("maternity",), (), ("other", "planned")))),
        readmission_days=draw(st.integers(0, 3)),
    )
    own = {"windows": windows, "contacts": contacts, "cips": Cips(max_gap_days=draw(st.integers(0, 3)))}
    return profile("hes_did").model_copy(update=own)
