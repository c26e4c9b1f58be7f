"""What HES says of the patient of an event where the imaging data set does not, and who referred them."""

from linkage.engine.dialect import Dialect
from linkage.words.names import AREAS

AREA = (*AREAS, "deprivation_decile")
"""What the postcode directory says of where somebody lives."""
NOT_KNOWN = "Not known"
REFERRERS = {
    "Consultant": "C[0-9]{1,7}",
    "Dental consultant": "CD[0-9]{1,6}",
    "Dentist": "D[0-9]{1,7}",
    "Chiropodist": "CH[0-9]*",
    "Dietician": "DT[0-9]*",
    "General practitioner": "[GS][0-9]{1,7}|Z[ENSW][0-9]{6}",
    "Nurse": "[0-9]{2}[A-Z][0-9]{4}[A-Z]|N9999998",
    "Physiotherapist": "PH[0-9]*",
    "Speech and language therapist": "SL[0-9]*",
    "Midwife": "M9999998",
    "Doctor of the armed forces": "A9999998",
    "Prison doctor": "P9999981",
    "Other health professional": "H9999998|R9999981",
}
"""
Kind of referrer -> what its codes look like, those of Scotland and Northern Ireland among the practitioners. Source:
NHS England Reusable Code Library, the classes of referrer codes.
"""


def referrer_type_sql(dialect: Dialect, code: str) -> str:
    """The kind of a referrer by the code; NOT_KNOWN for a code that is of none, null without one."""
    cases = " ".join(
        f"when {dialect.matches(f'upper({code})', f'^({pattern})$')} then '{kind}'"
        for kind, pattern in REFERRERS.items()
    )
    return f"case when {code} is null then null {cases} else '{NOT_KNOWN}' end"


def hospital_patient_sql() -> str:
    """
    One row per linked person of whom an event lacks birth date, sex or postcode, with what all their records agree on.

    Where hospital records say two things of somebody nothing is taken from them; an area is taken whole or not at all,
    and only where every postcode of theirs leads to it: one that the directory lacks may be anywhere.
    """
    told = {"birth_date": "identity.birth_date", "sex": "identity.sex"} | {
        name: f"area.{name}" for name in AREA
    }
    known = "count(distinct area.lsoa) = 1 and count(identity.postcode) = count(area.lsoa)"
    agreed = {name: f"count(distinct {value}) = 1" for name, value in told.items()} | dict.fromkeys(
        AREA, known
    )
    one = ", ".join(
        f"case when {agreed[name]} then max({value}) end as {name}" for name, value in told.items()
    )
    return f"""
        select identity.person_id, {one}
        from identity
        join (
            select distinct links.person_id
            from links
            join event on event.event_id = links.event_id
            where links.person_id is not null
              and (event.birth_date is null or event.sex is null or event.postcode is null)
        ) as lacking on lacking.person_id = identity.person_id
        left join postcode_area as area on area.postcode = identity.postcode
        group by identity.person_id"""


def patient_columns_sql(age_of_event: str, age_of_person: str) -> str:
    """The columns of events that HES may fill, each group with its source; ages are expressions."""
    area = ", ".join(
        f"case when event.postcode is null then told.{name} else area.{name} end as {name}" for name in AREA
    )
    age_told = f"case when {age_of_person} >= 0 then {age_of_person} end"
    return f"""case when event.birth_date is not null then {age_of_event} else {age_told} end as age_at_test,
            case when event.birth_date is not null then 'did' when {age_of_person} >= 0 then 'hes' end as age_source,
            coalesce(event.sex, told.sex) as sex,
            case when event.sex is not null then 'did' when told.sex is not null then 'hes' end as sex_source,
            {area},
            case when event.postcode is null and told.lsoa is not null then 'hes'
                when area.postcode is not null then 'did' end as area_source"""
