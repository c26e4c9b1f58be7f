"""Every gate, in the order in which they are judged and told."""

from linkage.gates import (
    events,
    expected_false_links,
    file_quarantine,
    hospital_drop,
    hospital_end,
    linkage_field,
    match_rate,
    match_rate_drop,
    model_drift,
    provider_drift,
    provider_drop,
    quarantine_share,
    restatement_drop,
    unended_file,
    volume_drop,
    volume_growth,
)

GATES = (
    volume_drop.GATE,
    restatement_drop.GATE,
    volume_growth.GATE,
    provider_drop.GATE,
    quarantine_share.GATE,
    file_quarantine.GATE,
    unended_file.GATE,
    linkage_field.GATE,
    hospital_drop.GATE,
    hospital_end.GATE,
    match_rate_drop.GATE,
    match_rate.GATE,
    expected_false_links.GATE,
    model_drift.GATE,
    provider_drift.GATE,
    events.GATE,
)

BEFORE_FORMAT_3 = (
    "max_quarantine_share",
    "min_match_rate",
    "max_match_rate_drop",
    "max_expected_false_link_share",
    "min_events",
)
"""Gates of the versions whose manifests do not list the gates they knew; none of them had a limit by default."""
