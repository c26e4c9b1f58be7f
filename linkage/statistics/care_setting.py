"""The hospital setting that a relation speaks of: admitted, emergency, outpatient, around an admission, none."""

SETTINGS = {
    "admitted": ("IN_EPISODE", "IN_SPELL", "IN_CIPS"),
    "emergency": ("AE_SAME_DAY", "AE_THEN_ADMITTED"),
    "outpatient": ("OP_SAME_DAY", "OP_REQUESTED"),
    "around_admission": ("PRE_ADMISSION", "GP_DA_THEN_ADMISSION", "POST_DISCHARGE"),
    "no_contact": ("PERSON_ONLY",),
}
"""Settings with the relations that stand for them; an event without a person is unlinked."""


def care_setting_sql(relation: str) -> str:
    """The setting of a primary relation; unlinked without one."""
    cases = " ".join(
        f"when {relation} in ({', '.join(map(repr, relations))}) then '{setting}'"
        for setting, relations in SETTINGS.items()
    )
    return f"case {cases} else 'unlinked' end"
