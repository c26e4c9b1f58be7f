"""Hospital records that end before the month does: its last events have no stay to belong to."""

from linkage.gates.facts import Facts
from linkage.gates.gate import Found, Gate


def days_missing(facts: Facts, _: int) -> Found | None:
    """Days at the end of the month for which a kind of hospital record has no usual activity; the most of all kinds."""
    missing = {kind: max((facts.last_day - until).days, 0) for kind, until in facts.hospital_until.items()}
    if not missing:
        return None
    short = [
        f"{kind} records end on {facts.hospital_until[kind]}, {days:,} days before {facts.last_day}"
        for kind, days in sorted(missing.items())
        if days
    ]
    return Found(max(missing.values()), "; ".join(short) or "hospital records reach the month's last day")


GATE = Gate(
    name="hospital_days_missing",
    place=1000,
    what="days from the end of the hospital records to the end of the month, of the kind that ends first",
    setting="Days from the end of the hospital records to the end of the month.",
    find=days_missing,
    warn=3,
    is_share=False,
)
