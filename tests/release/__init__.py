"""The step that publishes: drafts, the switch, faults, verification, keys."""
