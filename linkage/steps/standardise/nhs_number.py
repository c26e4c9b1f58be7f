"""NHS number: ten ASCII digits with a right check digit, not a palindrome, not a sentinel."""

from linkage.engine.dialect import Dialect


def cleaned_sql(dialect: Dialect, raw: str) -> str:
    """`raw` without the spaces and hyphens that people write into NHS numbers."""
    return dialect.without(raw, "[ -]")


def check_total_sql(cleaned: str) -> str:
    """
    The weighted sum that eleven divides when the check digit is right: ten digits, weights 10 down to 1.

    Source: NHS Data Model and Dictionary, NHS NUMBER. A number whose check digit would be 10 is never issued,
    and never passes here: no single digit makes the sum divisible.
    """
    return " + ".join(
        f"{11 - place} * cast(substr({cleaned}, {place}, 1) as bigint)" for place in range(1, 11)
    )


def state_sql(dialect: Dialect, cleaned: str) -> str:
    """
    What a cleaned NHS number is: missing, malformed, sentinel, palindrome, check_digit, test_number or valid.

    Every ten-digit palindrome passes the check digit (paired weights add up to eleven), so it is refused by
    name. Sentinels come from the table sentinel_nhs_number. A valid number of the 999 range, which is never
    issued, is a test_number.
    """
    palindrome = " and ".join(
        f"substr({cleaned}, {place}, 1) = substr({cleaned}, {11 - place}, 1)" for place in range(1, 6)
    )
    return f"""case
            when {cleaned} is null or {cleaned} = '' then 'missing'
            when not {dialect.matches(cleaned, "^[0-9]{10}$")} then 'malformed'
            when {cleaned} in (select nhs_number from sentinel_nhs_number) then 'sentinel'
            when {palindrome} then 'palindrome'
            when ({check_total_sql(cleaned)}) % 11 <> 0 then 'check_digit'
            when substr({cleaned}, 1, 3) = '999' then 'test_number'
            else 'valid'
        end"""
