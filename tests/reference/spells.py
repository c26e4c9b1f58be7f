"""Spells: the episodes of one admission to one provider."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from linkage.config.cips import Transfer
from tests.reference.episodes import Episode, enters

REGULAR_ATTENDER = ("3", "4")
"""Patient classes of regular day and night attenders: each attendance is a spell of its own."""
STILL_IN = ("8", "9")
"""Methods of discharge of an episode after which the patient was still in, or nobody knows."""
LEFT = ("1", "2", "3", "4", "5")
"""Methods of discharge of a patient who left, alive or dead."""


@dataclass(frozen=True)
class Spell:
    """One admission, as its episodes tell it."""

    person_id: object
    provider_code: object
    admission_date: object
    admission_date_rule: object
    discharge_date: object
    discharge_date_rule: object
    episodes: tuple[str, ...]
    """Episode keys in order."""
    duplicate_episodes: int
    admission_method: object
    admission_source: object
    patient_class: object
    discharge_method: object
    discharge_destination: object
    last_start: object
    """Start of the last episode."""
    last_end: object
    """End of the last episode."""
    last_is_unfinished: bool
    last_census: object
    """Of the last episode, if it is unfinished."""
    last_is_stale: bool
    last_year: object
    last_is_followed: bool
    overlaps_elsewhere: bool = False

    @property
    def length_of_stay(self) -> int | None:
        """Days from admission to discharge, None while open."""
        if isinstance(self.admission_date, date) and isinstance(self.discharge_date, date):
            return (self.discharge_date - self.admission_date).days
        return None

    @property
    def is_regular(self) -> bool:
        """Whether it is a regular attender's."""
        return self.patient_class in REGULAR_ATTENDER

    @property
    def last_day(self) -> object:
        """Discharge, or what is known of how long it lasted."""
        return self.discharge_date or self.last_end or self.admission_date

    def is_beside(self, other: "Spell") -> bool:
        """Whether two spells are of one person at two known providers, neither a regular attender's, both dated."""
        known = (self.provider_code, other.provider_code, self.admission_date, other.admission_date)
        regular = self.is_regular or other.is_regular
        elsewhere = self.provider_code != other.provider_code and self.person_id == other.person_id
        return None not in known and not regular and elsewhere


def missing_last(*values: object) -> tuple[object, ...]:
    """Values to sort by, of which a missing one comes last."""
    return tuple((value is None, 0 if value is None else value) for value in values)


def place(episode: Episode) -> tuple[object, ...]:
    """Where an episode stands in its spell: by start, order, end, key; what is missing comes last."""
    return missing_last(
        *(episode[name] for name in ("episode_start", "episode_order", "episode_end", "episode_key"))
    )


def by_number(episode: Episode) -> bool:
    """Whether the published rule places an episode: it has a spell number and an admission date."""
    return episode["provider_spell_number"] is not None and episode["admission_date"] is not None


SpellKey = tuple[object, ...]
"""Person, provider, spell number and admission date."""


def grouped(episodes: Sequence[Episode], transfer: Transfer) -> list[list[Episode]]:
    """The episodes of each spell, in no order."""
    alone = [[row] for row in episodes if row["patient_class"] in REGULAR_ATTENDER]
    others = [row for row in episodes if row["patient_class"] not in REGULAR_ATTENDER]
    same: dict[SpellKey, list[Episode]] = {}
    chains: dict[tuple[object, ...], list[Episode]] = {}
    for row in others:
        who = (row["person_id"], row["provider_code"], row["provider_spell_number"])
        if by_number(row):
            same.setdefault((*who, row["admission_date"]), []).append(row)
        else:
            chains.setdefault(who, []).append(row)
    linked = [spell for chain in chains.values() for spell in in_chain(chain, transfer)]
    anchors = [anchor(chain, same) for chain in linked]
    joined = {key: list(rows) for key, rows in same.items()}
    for chain, key in zip(linked, anchors, strict=True):
        if key is not None:
            joined[key] += chain
    apart = [chain for chain, key in zip(linked, anchors, strict=True) if key is None]
    return [*alone, *joined.values(), *apart]


def anchor(chain: Sequence[Episode], spells: Mapping[SpellKey, Sequence[Episode]]) -> SpellKey | None:
    """The spell with a number that a chain is part of, by its first episode that tells; None for one of its own."""
    for row in chain:
        near = {key: inside for key, inside in spells.items() if may_hold(key, inside, row)}
        last = [key for key in near if key[3] == max(map(admission_of, near))]
        if len(last) == 1:
            return last[0]
    return None


def admission_of(key: SpellKey) -> date:
    """The admission date of a spell with a number, which has one."""
    assert isinstance(key[3], date)
    return key[3]


def may_hold(key: SpellKey, inside: Sequence[Episode], row: Episode) -> bool:
    """Whether a spell with a number may be that of an episode that lacks number or admission date."""
    person, provider, number, admission = key
    start = row["episode_start"]
    if (person, provider) != (row["person_id"], row["provider_code"]) or not isinstance(admission, date):
        return False
    sent = [day for one in inside if isinstance(day := one["discharge_date"], date)]
    last = max(inside, key=place)
    census = last["last_census"] if last["is_stale"] and not sent else None
    if isinstance(census, date) and isinstance(start, date) and start > census:
        return False
    if row["admission_date"] is not None:
        return admission == row["admission_date"]
    if not isinstance(start, date) or admission > start:
        return False
    if row["provider_spell_number"] is not None:
        return number == row["provider_spell_number"] and (not sent or max(sent) >= start)
    left = any(one["episode_end"] == start and one["discharge_method"] in STILL_IN for one in inside)
    return left or (bool(sent) and max(sent) >= start)


def in_chain(episodes: Sequence[Episode], transfer: Transfer) -> list[list[Episode]]:
    """Episodes of one person and provider, one after the other, cut where one does not belong with the last."""

    def transit(row: Episode) -> int:
        leaves = row["discharge_destination"] in transfer.discharge_destinations
        return {(False, False): 0, (True, False): 1, (False, True): 2, (True, True): 3}[
            leaves, enters(row, transfer)
        ]

    def turn(row: Episode) -> tuple[object, ...]:
        days = missing_last(row["episode_start"], row["episode_end"], row["episode_order"])
        return (*days, transit(row), row["episode_key"])

    found: list[list[Episode]] = []
    for row in sorted(episodes, key=turn):
        if found and belongs(found[-1][-1], row):
            found[-1].append(row)
        else:
            found.append([row])
    return found


def belongs(last: Episode, row: Episode) -> bool:
    """Whether an episode is of one spell with the one before it."""
    for name in ("admission_date", "episode_start"):
        if row[name] is not None and row[name] == last[name]:
            return True
    start = row["episode_start"]
    if start is None or start != last["episode_end"]:
        return False
    next_by_order = (
        row["admission_date"] is None
        and isinstance(order := last["episode_order"], int)
        and row["episode_order"] == order + 1
    )
    return last["discharge_method"] in STILL_IN or next_by_order


def submitted(together: Sequence[Episode]) -> Spell:
    """A spell with the dates that its episodes were sent with; one discharged before it began is turned round."""
    ordered = sorted(together, key=place)
    first, last = ordered[0], ordered[-1]
    known = [day for episode in ordered if isinstance(day := episode["discharge_date"], date)]
    admission, admission_rule = first["admission_date"], first["admission_date_rule"]
    others = [day for episode in ordered if isinstance(day := episode["admission_date"], date)]
    if admission is None and others:
        admission, admission_rule = min(others), "as_sent"
    discharge: object = max(known, default=None)
    discharge_rule = "open" if discharge is None else "as_sent"
    if isinstance(admission, date) and isinstance(discharge, date) and discharge < admission:
        admission, discharge = discharge, admission
        admission_rule = discharge_rule = "swapped"
    return Spell(
        person_id=first["person_id"],
        provider_code=first["provider_code"],
        admission_date=admission,
        admission_date_rule=admission_rule,
        discharge_date=discharge,
        discharge_date_rule=discharge_rule,
        episodes=tuple(str(episode["episode_key"]) for episode in ordered),
        duplicate_episodes=sum(1 for episode in ordered if episode["is_duplicate"]),
        admission_method=first["admission_method"],
        admission_source=first["admission_source"],
        patient_class=first["patient_class"],
        discharge_method=last["discharge_method"],
        discharge_destination=last["discharge_destination"],
        last_start=last["episode_start"],
        last_end=last["episode_end"],
        last_is_unfinished=last["episode_status"] != "3",
        last_census=last["last_census"],
        last_is_stale=bool(last["is_stale"]),
        last_year=last["data_year"],
        last_is_followed=bool(last["is_followed"]),
    )


def closed(spell: Spell, later: date | None) -> Spell:
    """A spell without a discharge date, with the one that the rules give it, if any."""
    first, end = spell.admission_date, spell.last_end
    if spell.discharge_date is not None:
        return spell
    if isinstance(end, date):
        in_order = not isinstance(first, date) or end >= first
        if in_order and (spell.discharge_method in LEFT or later is not None):
            return replace(spell, discharge_date=end, discharge_date_rule="last_episode_end")
        return still_in(spell)
    census = spell.last_census
    begun = [day for day in (first, spell.last_start) if isinstance(day, date)]
    if spell.is_regular and spell.last_is_unfinished and begun:
        return replace(spell, discharge_date=max(begun), discharge_date_rule="start_day")
    if spell.last_is_stale and isinstance(census, date) and (later is None or later > census):
        day = max(first, census) if isinstance(first, date) else census
        return replace(spell, discharge_date=day, discharge_date_rule="stale_open")
    if later is None or not isinstance(first, date):
        if spell.last_is_unfinished:
            return replace(spell, discharge_date_rule="open_unconfirmed")
        return still_in(spell)
    if spell.discharge_destination in ("51", "98"):
        return replace(spell, discharge_date=later, discharge_date_rule="next_admission")
    day = max(first, later - timedelta(days=1))
    return replace(spell, discharge_date=day, discharge_date_rule="day_before_next_admission")


def still_in(spell: Spell) -> Spell:
    """A spell whose last episode ended with the patient still in, and nothing after it."""
    seen = [day for day in (spell.last_end, spell.last_start, spell.admission_date) if isinstance(day, date)]
    if spell.last_is_followed and seen:
        first = spell.admission_date
        day = max(first, seen[0]) if isinstance(first, date) else seen[0]
        return replace(spell, discharge_date=day, discharge_date_rule="stale_open")
    return replace(spell, discharge_date_rule="open_unconfirmed") if spell.last_year is not None else spell


def spells(episodes: Sequence[Episode], transfer: Transfer) -> list[Spell]:
    """Every spell of every person, of `own` episodes."""
    sent = [submitted(together) for together in grouped(episodes, transfer)]
    found = []
    for spell in sent:
        later = None
        if not spell.is_regular and spell.admission_date is not None:
            line = sorted(
                (
                    other
                    for other in sent
                    if other.person_id == spell.person_id
                    and not other.is_regular
                    and other.admission_date is not None
                ),
                key=lambda one: (
                    one.admission_date,
                    *missing_last(one.discharge_date),
                    one.episodes[0],
                ),
            )
            after = line[line.index(spell) + 1 :]
            later = after[0].admission_date if after else None
        found.append(closed(spell, later if isinstance(later, date) else None))
    return [replace(spell, overlaps_elsewhere=overlaps(spell, found)) for spell in found]


def overlaps(spell: Spell, spells: Sequence[Spell]) -> bool:
    """Whether another spell, at another provider, shares more than a boundary day with this one."""
    for other in spells:
        if spell.is_beside(other):
            days = (spell.admission_date, spell.last_day, other.admission_date, other.last_day)
            first, last, begins, ends = (day if isinstance(day, date) else date.min for day in days)
            if begins < last and first < ends:
                return True
    return False
