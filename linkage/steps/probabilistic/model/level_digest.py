"""The digest of the level definitions: a model is good only for the levels it was trained on."""

import hashlib
import json

from linkage.steps.probabilistic.levels.levels import comparisons


def definition_digest() -> str:
    """SHA-256 over every level's name and condition: a model is good only for the levels it was trained on."""
    described = [
        [comparison.name, [[level.name, level.condition or ""] for level in comparison.levels]]
        for comparison in comparisons()
    ]
    return hashlib.sha256(json.dumps(described).encode()).hexdigest()
