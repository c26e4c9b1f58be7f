"""The four identifiers of a row together: what became of each, and the clean value of those that are good."""

from linkage.engine.dialect import Dialect
from linkage.steps.standardise import codes, dates, nhs_number, postcode


def stated_sql(dialect: Dialect, values: str, last_day: str) -> str:
    """The rows of the table `values` with each identifier's state; no birth date is after the column `last_day`."""
    return f"""
            select *,
                {nhs_number.state_sql(dialect, "number_cleaned")} as nhs_number_state,
                {dates.birth_date_state_sql("birth_date_raw", *dates.READINGS, last_day)} as birth_date_state,
                {codes.sex_state_sql("sex_raw")} as sex_state,
                {postcode.state_sql(dialect, "postcode_compact")} as postcode_state
            from {values}"""


NUMBER = "case when nhs_number_state in ('valid', 'test_number') then number_cleaned end as nhs_number"
BIRTH_DATE = f"{dates.birth_date_sql('birth_date_state', *dates.READINGS)} as birth_date"
SEX = "case when sex_state = 'valid' then sex_raw end as sex"
POSTCODE = f"case when postcode_state = 'valid' then {postcode.key_sql('postcode_compact')} end as postcode"
"""Each clean value of a row of stated_sql, null unless its state is good."""
