"""Names that HES columns have had over the years: of several in one file, the first in its list is the column."""

PROVIDER_NAMES = ("PROCODET", "PROCODE5", "PROCODE")
"""Three characters of a trust; else as submitted, five: those of a trust show its three (standardise/provider)."""
DIAGNOSIS_NAMES = ("DIAG_01", "DIAG_4_01", "DIAG_1", "DIAG_4_1")
"""The primary diagnosis: as sent, or, as HES names it now, in four characters of ICD-10."""
DIAGNOSIS_OF_THREE = ("DIAG_3_01", "DIAG_3_1")
"""In three characters: another value, which would stand beside codes of four as if it were one."""
PROCEDURE_NAMES = ("OPERTN_01", "OPERTN_4_01", "OPERTN_1", "OPERTN_4_1")
"""The main procedure, the same with OPCS-4."""
PROCEDURE_OF_THREE = ("OPERTN_3_01", "OPERTN_3_1")
DIAGNOSES, PROCEDURES = 20, 24
"""How many diagnoses and procedures a record of admitted or outpatient care may have."""
INVESTIGATIONS = 12
"""And investigations a record of A&E."""


def numbered(first: int, last: int, *stems: str) -> tuple[tuple[str, ...], ...]:
    """
    The names of each of several columns that differ by a number; of several stems the first that a file has counts.

    >>> numbered(2, 3, "DIAG_", "DIAG_4_")
    (('DIAG_02', 'DIAG_2', 'DIAG_4_02', 'DIAG_4_2'), ('DIAG_03', 'DIAG_3', 'DIAG_4_03', 'DIAG_4_3'))
    """
    return tuple(
        tuple(dict.fromkeys(f"{stem}{spelt}" for stem in stems for spelt in (f"{nth:02d}", str(nth))))
        for nth in range(first, last + 1)
    )
