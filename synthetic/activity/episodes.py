"""Consultant episodes: each spell is one or more of them, one after another."""

from collections.abc import Mapping

from ..codes import by_code, listed
from ..draws import Draws
from ..settings import FIRST_DAY, LAST_DAY
from .conditions import WARD_KINDS
from .keys import scrambled_sql

MOST_EPISODES = 4
EXTRA_EPISODES = "(0.25 + 0.04 * nights)"
"""Mean number of further episodes of a spell of at least one night. Our choice; with it about three spells in
four have one episode. Stays for mental health and community care have one."""

CROSS_KEYED = 0.9
"""Emergency admissions whose episode and attendance carry each other's key. Our choice."""

SECOND_DIAGNOSES = {"I10X": 0.4, "E119": 0.2, "Z864": 0.2, "J459": 0.1, "I48X": 0.1}
PROCEDURES = {"H221": 0.2, "C751": 0.18, "X352": 0.15, "W371": 0.1, "G451": 0.22, "M459": 0.1, "J183": 0.05}
SPECIALTIES = {
    "emergency": {"300": 0.45, "100": 0.18, "110": 0.12, "430": 0.15, "420": 0.10},
    "planned": {"100": 0.24, "110": 0.2, "130": 0.14, "300": 0.2, "301": 0.12, "101": 0.1},
}
SPECIALTY_OF = {
    "maternity": "501", "birth": "424", "home_birth": "424", "regular": "361", "mental": "710", "rehabilitation": "314",
}  # fmt: skip
"""ICD-10, OPCS-4 and specialty codes of the right shape; shares are our choice. Maternity and dialysis have
their own."""


def episode_sql(draws: Draws) -> str:
    """
    One row per consultant episode that began within the two years.

    Episodes of a spell share their boundary day. `episode_end` is null for one still open on the last day,
    and `discharge_date` is filled on the last episode of a closed spell only.
    """
    further = draws.count("episodes", EXTRA_EPISODES, "contact_number", "leg")
    is_cross_keyed = draws.happens("cross keyed", CROSS_KEYED, "stay_number")
    codes = ", ".join(f"{code} as {name}" for name, code in codes_sql(draws).items())
    return f"""
        with counted as (
            select *, case when kind in ({listed(WARD_KINDS)}) then 1
                    else least(1 + {further}, {MOST_EPISODES}, nights + 1) end as episodes
            from world_spell
        ),
        timed as (
            select *, admission_date + cast(nights * (nth - 1) // episodes as integer) as episode_start,
                case when nth = episodes then left_on
                    else admission_date + cast(nights * nth // episodes as integer) end as drawn_end
            from (select *, unnest(range(1, episodes + 1)) as nth from counted) as unfolded
        ),
        kept as (
            select contact_number as stay_number, contact_number + leg * 10 + nth as contact_number,
                leg, nth as episode_order, nth = episodes as is_last,
                person_number, age, kind, diagnosis, trust, site, attendance_number, provider_spell_number,
                admission_date, admission_method, admission_source, episode_start,
                case when drawn_end <= date '{LAST_DAY}' then drawn_end end as episode_end,
                left_on, discharge_method, discharge_destination, patient_class
            from timed
            where episode_start between date '{FIRST_DAY}' and date '{LAST_DAY}'
        )
        select stay_number, contact_number, {scrambled_sql("contact_number", draws.seed)} as epikey,
            leg, episode_order, person_number, kind, trust, site, provider_spell_number,
            admission_date, admission_method, admission_source, episode_start, episode_end,
            case when is_last then left_on end as discharge_date,
            case when is_last then discharge_method else '8' end as discharge_method,
            case when is_last then discharge_destination else '98' end as discharge_destination,
            patient_class, diagnosis, {codes},
            case when leg = 1 and episode_order = 1 and {is_cross_keyed} then attendance_number end
                as attendance_number
        from kept"""


def codes_sql(draws: Draws) -> Mapping[str, str]:
    """Second diagnosis, procedure and specialty of an episode, from `kind`, `age` and `contact_number`."""
    key = "contact_number"
    is_emergency = "kind in ('emergency', 'direct', 'last')"
    is_planned = "kind in ('elective', 'day_case')"
    procedure = f"""case when kind = 'maternity' then 'R249' when kind = 'regular' then 'X403'
                when {is_planned} then {draws.chosen("procedure", PROCEDURES, key)} else '-' end"""
    always = {kind: f"'{code}'" for kind, code in SPECIALTY_OF.items()}
    drawn = f"""case when {is_emergency} then {draws.chosen("specialty", SPECIALTIES["emergency"], key)}
                else {draws.chosen("specialty", SPECIALTIES["planned"], key)} end"""
    second = f"case when age >= 45 then {draws.chosen('second diagnosis', SECOND_DIAGNOSES, key)} end"
    return {
        "second_diagnosis": second,
        "procedure_code": procedure,
        "specialty": by_code("kind", always, drawn),
    }
