"""Generated stays that were sent in pieces: episodes without number or admission date, and ends that never came."""

from datetime import date, timedelta

from hypothesis import strategies as st

from tests.properties.week import ABSENT, DAYS, FIRST_DAY, LAST_DAY
from tests.spec.steps import Row

ONE_DAY = timedelta(days=1)


@st.composite
def in_pieces(draw: st.DrawFn) -> list[Row]:
    """Episodes of one person at one place, one after the other, of one or two numbers, of which any key may lack."""
    found: list[Row] = []
    start = admitted = draw(DAYS)
    for number in range(draw(st.integers(2, 4))):
        end = min(LAST_DAY, start + draw(st.integers(0, 2)) * ONE_DAY)
        found.append(
            {
                **dict.fromkeys(ABSENT),
                "episode_key": f"E{11 + number}",
                "person_id": "H1",
                "provider_code": "RXA",
                "provider_spell_number": draw(st.sampled_from(("S1", "S1", "S2", None, None))),
                "admission_date": draw(st.sampled_from((admitted, admitted, start, None, None))),
                "episode_start": draw(st.sampled_from((start, start, start, None))),
                "episode_end": draw(st.sampled_from((end, end, end, None))),
                "discharge_date": draw(st.sampled_from((None, None, end, LAST_DAY))),
                "episode_order": draw(st.sampled_from((number + 1, number + 1, 2, None))),
                "episode_status": draw(st.sampled_from(("3", "3", "3", "1"))),
                "episode_type": "1",
                "patient_class": draw(st.sampled_from(("1", "1", "1", "3"))),
                "discharge_method": draw(st.sampled_from(("8", "9", "1", None))),
                "discharge_destination": draw(st.sampled_from(("19", "51", None))),
                "data_year": draw(st.sampled_from((2024, 2025, 2025, None))),
            }
        )
        start = draw(st.sampled_from((end, end, min(LAST_DAY, end + ONE_DAY))))
    return found


@st.composite
def left_open(draw: st.DrawFn) -> list[Row]:
    """
    An episode without an end, as one year's file has it and perhaps another's under another key.

    And what may have come of it: the same finished, a later admission, a transfer that took the patient on, a year that
    is complete.
    """
    start = draw(st.sampled_from((FIRST_DAY, FIRST_DAY, FIRST_DAY + ONE_DAY, LAST_DAY - ONE_DAY, None)))
    shared: Row = {
        **dict.fromkeys(ABSENT),
        "person_id": "H1",
        "provider_code": draw(st.sampled_from(("RXA", "RXA", "RXB"))),
        "provider_spell_number": draw(st.sampled_from(("S1", "S1", None))),
        "admission_date": draw(st.sampled_from((start, start, None))),
        "episode_start": start,
        "episode_end": None,
        "discharge_date": None,
        "episode_order": 1,
        "episode_status": "1",
        "episode_type": "1",
        "patient_class": draw(st.sampled_from(("1", "1", "1", "3"))),
        "discharge_destination": draw(st.sampled_from((None, "51", "98"))),
    }
    found = [{**shared, "episode_key": "E21", "data_year": draw(st.sampled_from((2024, 2025, 2025)))}]
    if draw(st.booleans()):
        again = {
            "provider_code": draw(st.sampled_from((shared["provider_code"], "RXB"))),
            "episode_order": draw(st.sampled_from((1, 1, 2))),
            "episode_status": draw(st.sampled_from(("1", "1", "3"))),
            "episode_end": draw(st.sampled_from((None, None, LAST_DAY))),
        }
        found.append({**shared, **again, "episode_key": "E22", "data_year": 2025})
    if draw(st.booleans()):
        found.append({**shared, **readmitted(draw(DAYS)), "episode_key": "E23"})
    return [*found, {**shared, **of_nobody(draw(st.sampled_from((2025, 2026)))), "episode_key": "E24"}]


def readmitted(day: date) -> Row:
    """A stay of one day, by transfer."""
    dates = dict.fromkeys(("admission_date", "episode_start", "episode_end", "discharge_date"), day)
    codes = {"admission_source": "51", "admission_method": "21", "discharge_destination": "19"}
    return {**dates, **codes, "episode_status": "3", "provider_spell_number": "S2", "data_year": 2025}


def of_nobody(year: int) -> Row:
    """A finished episode of somebody who is not looked at: there is a data year of that name."""
    return {"person_id": "H3", "episode_status": "3", "data_year": year}
