"""The episodes that count, with their dates put right, one after the other."""

from collections.abc import Mapping, Sequence
from datetime import date

from linkage.config.cips import Transfer

Episode = Mapping[str, object]
"""The columns of the table `episode`, and after `own` also is_turned, is_duplicate, admission_date_rule,
last_census, is_stale and is_followed: that a later data year is complete."""


def finished_key(episode: Episode, episodes: Sequence[Episode]) -> str | None:
    """The key under which an unfinished episode came again, finished; None for any other."""
    if episode["episode_status"] in (None, "3") or None in (episode["person_id"], episode["episode_start"]):
        return None
    shared = ("person_id", "provider_code", "episode_start", "episode_order")
    twins = [
        str(other["episode_key"])
        for other in episodes
        if other["episode_status"] == "3" and all(other[name] == episode[name] for name in shared)
    ]
    return min(twins, default=None)


def census(episode: Episode, episodes: Sequence[Episode], last_complete: int | None) -> tuple[object, bool]:
    """
    The last 31 March on which an unfinished episode was open, under whatever key, and whether that is stale.

    `last_complete` is the year in which the last complete data year begins, of those that any episode is of.
    """
    if episode["episode_status"] == "3" or episode["episode_end"] is not None:
        return None, False
    shared = ("person_id", "provider_code", "episode_start", "episode_order", "episode_end")
    seen = [
        year
        for other in episodes
        if other["episode_status"] != "3"
        and all(other[name] == episode[name] for name in shared)
        and isinstance(year := other["data_year"], int)
    ]
    if not seen:
        return None, False
    start, last = episode["episode_start"], date(max(seen) + 1, 3, 31)
    return (max(last, start) if isinstance(start, date) else last), max(seen) < (last_complete or 0)


def enters(episode: Episode, transfer: Transfer) -> bool:
    """Whether an episode, or a spell, begins with a transfer."""
    by_source = episode["admission_source"] in transfer.admission_sources
    return by_source or episode["admission_method"] in transfer.admission_methods


def put_right(episode: Episode, transfer: Transfer) -> dict[str, object]:
    """The episode with its two dates in order, and an admission date where its start is one."""
    start, end = episode["episode_start"], episode["episode_end"]
    turned = isinstance(start, date) and isinstance(end, date) and end < start
    if turned:
        start, end = end, start
    admission, rule = episode["admission_date"], "as_sent"
    if admission is None:
        first = episode["episode_order"] == 1 and start is not None and not enters(episode, transfer)
        admission, rule = (start, "episode_start") if first else (None, "missing")
    dates = {"episode_start": start, "episode_end": end, "admission_date": admission}
    return {**episode, **dates, "is_turned": turned, "admission_date_rule": rule}


def own(
    episodes: Sequence[Episode], transfer: Transfer, last_complete: int | None = None
) -> list[dict[str, object]]:
    """Every episode of a person that did not come again finished; all but the first alike are duplicates."""
    kept = [row for row in episodes if row["person_id"] is not None and finished_key(row, episodes) is None]
    found = [put_right(row, transfer) for row in kept]
    alike = ("person_id", "provider_code", "episode_start", "episode_end", "episode_order")
    for row in found:
        row["last_census"], row["is_stale"] = census(row, episodes, last_complete)
        year = row["data_year"]
        row["is_followed"] = isinstance(year, int) and year < (last_complete or 0)
        row["is_duplicate"] = row["episode_start"] is not None and any(
            str(other["episode_key"]) < str(row["episode_key"])
            and all(other[name] == row[name] for name in alike)
            for other in found
        )
    return found
