"""What part of the country a number of the statistics is about: said here and nowhere else."""

from linkage.words.figure import NATIONAL, PARTS, SUB_NATIONAL, UNKNOWN


def level_sql(*, is_national: bool) -> str:
    """The level of a row by its breakdown, as `figure.level_of` has it; all is sub-national but in a national month."""
    if not is_national:
        return f"'{SUB_NATIONAL}'"
    parts = " or ".join(f"breakdown = '{part}' or breakdown like '{part}.%'" for part in PARTS)
    return f"case when {parts} then '{SUB_NATIONAL}' else '{NATIONAL}' end"


def providers_sql(month: str) -> str:
    """How many providers have events in `month` (YYYY-MM); reads statistics."""
    return f"""
        select count(distinct category) from statistics
        where period = '{month}' and "table" = 'match_rate_by' and breakdown = 'provider'
          and category <> '{UNKNOWN}'"""
