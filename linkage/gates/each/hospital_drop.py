"""Hospital rows against those of an earlier month: half a HES file halves the links without a word."""

from linkage.gates.comparison import fall
from linkage.gates.facts import Facts
from linkage.gates.gate import Found, Gate


def hospital_falls(facts: Facts, least: int) -> Found | None:
    """The largest fall of a data set's accepted rows."""
    falls = {
        f"{dataset}: {facts.now.hospital_rows.get(dataset, 0):,} rows, and {rows:,} in {earlier.name}": fall(
            facts.now.hospital_rows.get(dataset, 0), rows
        )
        for earlier in facts.earlier
        for dataset, rows in earlier.hospital_rows.items()
        if rows >= max(least, 1)
    }
    if not falls:
        return None
    worst = max(sorted(falls), key=lambda told: falls[told])
    return Found(max(falls[worst], 0.0), worst)


GATE = Gate(
    name="hospital_drop",
    place=900,
    what="largest fall of the rows of a HES data set, against an earlier month",
    setting="Largest fall of the rows of a HES data set.",
    find=hospital_falls,
    warn=0.5,
    needs_past=True,
)
