"""Identifiers as a hospital record bears them: true ones, struck by the rules."""

from ..activity.providers import provider_code_sql
from ..draws import Draws
from ..people.person_keys import KEY_AT
from ..settings import WorldSettings
from .date_rules import DEFAULT_DATES
from .default_dates import default_date_sql
from .hospital_rules import faults
from .impossible_dates import impossible_date_sql


def hospital_record_sql(draws: Draws, settings: WorldSettings, dataset: str, contact: str, day: str) -> str:
    """
    The rows of `contact` with the identifiers of a record of the data set (apc, op or ae) made on `day`.

    The postcode is the one the hospital knew on the day. A split person has the second key at other trusts
    than the own one; a superseded number is borne until it is. A default birth date is that of a person at a trust,
    and so is one that no calendar has.
    """
    shares = {kind: share * settings.default_dates for kind, share in DEFAULT_DATES.items()}
    default = draws.outcome("hes default date", shares, "contact.person_number", "contact.trust")
    impossible = impossible_date_sql(draws, settings, "person.birth_date")
    undated = draws.happens("hes undated", settings.undated_people, "contact.person_number")
    fault = draws.outcome(f"{dataset} fault", faults(dataset), "contact.contact_number")
    return f"""
        select contact.*, person.ethnic_category, person.gp_practice, postcode.outward, postcode.inward,
            case when not {undated} then coalesce({default_date_sql(default, "person.birth_date", day)},
                person.birth_date) end as known_birth_date,
            case when not {undated} and {default} is null then {impossible} end as impossible_birth_date,
            person.sex as true_sex,
            {KEY_AT} as person_id,
            case when {day} < old.superseded_on then old.old_number else person.nhs_number end as true_number,
            upper(substr(md5(concat('{draws.seed}|local|', contact.person_number, '|', contact.trust)), 1, 9))
                as local_number,
            {provider_code_sql("contact.trust", day, settings.merged_trusts)} as provider_code,
            {fault} as fault
        from ({contact}) as contact
        join world_person as person on person.person_number = contact.person_number
        asof join world_known_residence as residence
            on residence.person_number = contact.person_number and {day} >= residence.known_on
        join world_postcode as postcode on postcode.postcode_number = residence.postcode_number
        left join world_old_number as old on old.person_number = contact.person_number"""
