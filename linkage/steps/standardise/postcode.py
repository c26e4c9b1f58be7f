"""Postcode: valid in one of the six shapes, never a ZZ99 code; compared with every 0 read as O."""

from linkage.engine.dialect import Dialect

SHAPES = "^([A-Z0]{1,2}[0-9O][A-Z0-9]?[0-9O][A-Z0]{2}|GIR[0O]AA)$"
"""
AN, ANN, AAN, AANN, ANA and AANA, then NAA; and GIR 0AA. A letter's place takes 0 and a digit's place takes O:
that repair by position is why the pattern can be tested before the two are made one.
"""


def compact_sql(dialect: Dialect, raw: str) -> str:
    """`raw` in upper case without spaces."""
    return f"upper({dialect.without(raw, ' ')})"


def state_sql(dialect: Dialect, compact: str) -> str:
    """
    What a compact postcode is: missing, malformed, pseudo or valid.

    Pseudo codes (ZZ99 and country) start with ZZ: valid to submit, never to compare. Source: HES patient
    identifier rules.
    """
    return f"""case
            when {compact} is null or {compact} = '' then 'missing'
            when substr({compact}, 1, 2) = 'ZZ' then 'pseudo'
            when {dialect.matches(compact, SHAPES)} then 'valid'
            else 'malformed'
        end"""


def key_sql(compact: str) -> str:
    """The comparing key of a valid compact postcode: every 0 read as O, since the two are so often confused."""
    return f"replace({compact}, '0', 'O')"


def district_sql(key: str) -> str:
    """Outward part of a comparing key: all but the last three characters, cut by position."""
    return f"substr({key}, 1, length({key}) - 3)"


def sector_sql(key: str) -> str:
    """Outward part and the first inward character, cut by position."""
    return f"substr({key}, 1, length({key}) - 2)"
