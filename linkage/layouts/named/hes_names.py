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
