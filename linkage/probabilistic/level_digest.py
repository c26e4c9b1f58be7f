"""The digest of the level definitions: a model is good only for the levels it was trained on."""

import hashlib
import json

from linkage.probabilistic.levels import comparisons


class _Neutral:
    """Spells meanings by their own names, so that a digest does not depend on the database."""

    def any_of(self, values: str, name: str, condition: str) -> str:
        """See Dialect."""
        return f"any_of({values}, {name}, {condition})"


def definition_digest() -> str:
    """SHA-256 over every level's name and condition: a model is good only for the levels it was trained on."""
    neutral = _Neutral()
    described = [
        [
            comparison.name,
            [
                [level.name, level.condition(neutral) if level.condition else ""]
                for level in comparison.levels
            ],
        ]
        for comparison in comparisons()
    ]
    return hashlib.sha256(json.dumps(described).encode()).hexdigest()
