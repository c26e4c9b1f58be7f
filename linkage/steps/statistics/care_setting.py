"""The hospital setting that a relation speaks of: admitted, emergency, outpatient, around an admission, none."""

from linkage.relations.every import BY_CARE_SETTING, LAST

SETTINGS = BY_CARE_SETTING
"""Settings with the relations that stand for them; an event without a person is unlinked."""


def care_setting_sql(relation: str) -> str:
    """The setting of a primary relation; unlinked without one."""
    cases = " ".join(
        f"when {relation} in ({', '.join(map(repr, relations))}) then '{setting}'"
        for setting, relations in SETTINGS.items()
    )
    return f"case {cases} else 'unlinked' end"


def counted_relation_sql(events: str) -> str:
    """The primary relation of a row of events as statistics count it: the scan's own record is no record of care."""
    own_record = f"coalesce({events}.imaging_appointment_only, false)"
    return f"case when {own_record} then '{LAST}' else {events}.primary_relation end"
