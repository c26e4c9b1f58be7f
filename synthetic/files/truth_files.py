"""The truth of a world: whose each event is, which errors struck it, and who has two person keys."""

from ..errors.imaging_errors import STRUCK
from ..written.layout import Layout

EVENT_ORDER = "date_trunc('month', test_date), site_code, accession_number"

TRUTH = Layout(
    columns={
        name: name
        for name in (
            "site_code",
            "accession_number",
            "person_id",
            "relation",
            "episode_key",
            "other_episode_key",
            "examination",
        )
    },
    source="world_truth join (select * exclude (relation) from world_event) as event using (test_number)",
    order=EVENT_ORDER,
)
"""One row per event."""

ERRORS = Layout(
    columns={name: name for name in ("site_code", "accession_number", "error", "kind")},
    source=f"""(
        unpivot world_error on {", ".join(STRUCK)} into name error value kind
    ) as struck join world_event using (test_number)""",
    order=f"{EVENT_ORDER}, error",
)
"""One row per event and rule that struck it, with the kind of error."""

SAME_PERSON = Layout(
    columns={name: name for name in ("person_id", "other_person_id")},
    source="(select * from world_person where other_person_id is not null) as person",
    order="person_id",
)
"""One row per person with two keys."""
