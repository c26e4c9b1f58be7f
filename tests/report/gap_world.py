"""Match rates of groups over five months, made without linking anybody; one group opens a gap in the last two."""

from linkage.words.figure import Figure

MONTHS = ("2019-07", "2019-08", "2019-09", "2019-10", "2019-11")
OPENS = "2019-10"


def rate(breakdown: str, category: str, month: str, unmatched: int, events: int) -> Figure:
    """The match rate of a group in a month."""
    linked = events - unmatched
    return Figure(
        "match_rate_by", breakdown, category, "match_rate", linked, events, linked / events, period=month
    )


def gap_figures() -> tuple[Figure, ...]:
    """Two sexes alike; of the ages the oldest is missed more often from `OPENS` on, and one is too small to say."""
    found: list[Figure] = []
    for place, month in enumerate(MONTHS):
        oldest = 60 if month >= OPENS else 9 + place % 2
        found += [
            rate("sex", "1", month, 30 + oldest // 2, 1_010),
            rate("sex", "2", month, 36 + oldest - oldest // 2, 1_000),
            rate("age_band", "0-9", month, 15, 500),
            rate("age_band", "40-49 <b>", month, 48, 1_200),
            rate("age_band", "80-89", month, oldest, 300),
            rate("age_band", "90+", month, 3, 10),
        ]
    return tuple(found)
