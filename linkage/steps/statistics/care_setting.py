"""The hospital setting that a relation speaks of: admitted, emergency, outpatient, around an admission, none."""

from linkage.relations.every import BY_CARE_SETTING

SETTINGS = BY_CARE_SETTING
"""Settings with the relations that stand for them; an event without a person is unlinked."""


def care_setting_sql(relation: str) -> str:
    """The setting of a primary relation; unlinked without one."""
    cases = " ".join(
        f"when {relation} in ({', '.join(map(repr, relations))}) then '{setting}'"
        for setting, relations in SETTINGS.items()
    )
    return f"case {cases} else 'unlinked' end"
