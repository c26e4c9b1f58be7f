"""What is made of hospital rows, in order: the records of people, how good they are, and who they are of."""

from linkage.engine.dialect import Dialect
from linkage.engine.making import Item, made, without_rows
from linkage.steps.standardise import attendance, death, hospital, open_episode, quality
from linkage.steps.standardise.raw_rows import RAW_TABLES, RawTables


def episodes_made(dialect: Dialect, raw: RawTables = RAW_TABLES) -> tuple[Item, ...]:
    """apc_raw -> episode; `raw` may name some of its rows, here as below."""
    return (made("episode", hospital.episode_sql, dialect, raw),)


def open_episodes_made(dialect: Dialect, complete_to: int | None) -> tuple[Item, ...]:
    """episode -> data_year, open_episode; `complete_to` is the year in which the last complete one begins, if said."""
    return (
        made("data_year", open_episode.data_year_sql, dialect, complete_to),
        made("open_episode", open_episode.open_episode_sql),
    )


def appointments_made(dialect: Dialect, raw: RawTables = RAW_TABLES) -> tuple[Item, ...]:
    """op_raw -> appointment."""
    return (made("appointment", hospital.appointment_sql, dialect, raw),)


def attendances_made(dialect: Dialect, raw: RawTables = RAW_TABLES) -> tuple[Item, ...]:
    """ae_raw, ecds_raw -> attendance."""
    return (made("attendance", attendance.attendance_sql, dialect, raw),)


def deaths_made(dialect: Dialect) -> tuple[Item, ...]:
    """deaths_raw -> death."""
    return (made("death", death.death_sql, dialect),)


def record_quality_made(dialect: Dialect) -> tuple[Item, ...]:
    """The raw tables of hospitals and deaths, and the records made of them -> how good they are."""
    return (made("record_quality_count", quality.record_quality_count_sql, dialect),)


def hospital_made(dialect: Dialect) -> tuple[Item, ...]:
    """apc_raw, op_raw, ae_raw, ecds_raw, deaths_raw -> the records of people, and how good they are."""
    return (
        *episodes_made(dialect),
        *appointments_made(dialect),
        *attendances_made(dialect),
        *record_quality_made(dialect),
    )


def hospital_values_made(
    dialect: Dialect, raw: RawTables = RAW_TABLES, *, practices: bool = True
) -> tuple[Item, ...]:
    """
    Rows of apc, op, ae, ecds -> hospital_state, hospital_practice: what they say of people, cleaned.

    The second without rows where nobody asks for `practices`.
    """
    return (
        made("hospital_state", hospital.hospital_state_sql, dialect, raw),
        made("hospital_practice", hospital.hospital_practice_sql, dialect, raw)
        if practices
        else without_rows("hospital_practice"),
    )


def people_of_values_made() -> tuple[Item, ...]:
    """hospital_state -> hospital_identity and the counts of it."""
    return (
        made("hospital_identity", hospital.hospital_identity_sql),
        made("birth_day_count", hospital.birth_day_count_sql),
        made("hospital_quality_count", quality.hospital_quality_count_sql),
    )


def hospital_identities_made(dialect: Dialect) -> tuple[Item, ...]:
    """Rows of apc, op, ae, ecds -> who they are of, as the index is made from them."""
    return (*hospital_values_made(dialect), *people_of_values_made())
