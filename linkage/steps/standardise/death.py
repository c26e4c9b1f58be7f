"""Deaths: one date for each person, where the deaths file has a usable one."""

from linkage.engine.dialect import Dialect
from linkage.steps.standardise import dates


def death_sql(dialect: Dialect) -> str:
    """One row per person of the deaths file; the earliest date where it has several."""
    return f"""
        select person_id, min(death_date) as death_date
        from (
            select person_key as person_id, {dates.known_date_sql(dialect, "death_date")} as death_date
            from deaths_raw
        ) as parsed
        where death_date is not null
        group by person_id"""
