"""People made of identities, pair by pair: the passes of HESID, a second time and on purpose the slow way."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from itertools import combinations

Identity = Mapping[str, object]
"""nhs_number, birth_date, sex, postcode, provider_code and local_patient_id, each a valid value or None."""

DEMOGRAPHIC = ("birth_date", "sex", "postcode")
LOCAL = ("provider_code", "local_patient_id")


class Groups:
    """Disjoint sets of places."""

    def __init__(self, size: int) -> None:
        """Each place is a set of its own."""
        self.above = list(range(size))

    def of(self, place: int) -> int:
        """The set of a place, by one of its places."""
        while self.above[place] != place:
            place = self.above[place]
        return place

    def join(self, one: int, other: int) -> None:
        """Make two sets one."""
        self.above[self.of(one)] = self.of(other)

    def copy(self) -> "Groups":
        """The same sets."""
        found = Groups(len(self.above))
        found.above = list(self.above)
        return found


def same(one: Identity, other: Identity, *names: str) -> bool:
    """Whether both have all of the values, and the same."""
    return all(one[name] is not None and one[name] == other[name] for name in names)


def partly(one: object, other: object) -> bool:
    """Whether two birth dates agree, at least in part."""
    if not isinstance(one, date) or not isinstance(other, date):
        return False
    parts = (one.year == other.year, one.month == other.month, one.day == other.day)
    switched = one.year == other.year and (one.day, one.month) == (other.month, other.day)
    return sum(parts) >= 2 or switched


def made_people(identities: Sequence[Identity], max_birth_dates: int) -> list[int | None]:
    """A number for the person of each identity: equal for one person, None for nobody."""
    groups = Groups(len(identities))
    dates: defaultdict[tuple[object, object], set[object]] = defaultdict(set)
    for identity in identities:
        if None not in (identity["nhs_number"], identity["sex"], identity["birth_date"]):
            dates[identity["nhs_number"], identity["sex"]].add(identity["birth_date"])

    def pass_1(one: Identity, other: Identity) -> bool:
        if not same(one, other, "nhs_number", "sex"):
            return False
        is_of_many = len(dates[one["nhs_number"], one["sex"]]) > max_birth_dates
        return same(one, other, "birth_date") or (
            not is_of_many and partly(one["birth_date"], other["birth_date"])
        )

    join_all(groups, identities, pass_1)
    join_all(groups, identities, lambda one, other: same(one, other, *DEMOGRAPHIC, *LOCAL))
    pass_3(groups, identities)
    return [groups.of(place) if is_somebody(identity) else None for place, identity in enumerate(identities)]


def join_all(
    groups: Groups, identities: Sequence[Identity], agree: Callable[[Identity, Identity], bool]
) -> None:
    """Join every pair that agrees."""
    for (one, left), (other, right) in combinations(enumerate(identities), 2):
        if agree(left, right):
            groups.join(one, other)


def pass_3(groups: Groups, identities: Sequence[Identity]) -> None:
    """Join who shares birth date, sex and postcode, where the numbers of the groups do not contradict."""
    before = groups.copy()
    numbers: defaultdict[int, set[object]] = defaultdict(set)
    sharing: defaultdict[tuple[object, ...], set[int]] = defaultdict(set)
    for place, identity in enumerate(identities):
        if identity["nhs_number"] is not None:
            numbers[before.of(place)].add(identity["nhs_number"])
        key = tuple(identity[name] for name in DEMOGRAPHIC)
        if None not in key:
            sharing[key].add(before.of(place))
    trial = before.copy()
    join_sets(trial, sharing.values(), numbers)
    whole: defaultdict[int, set[int]] = defaultdict(set)
    for place in range(len(identities)):
        whole[trial.of(place)].add(before.of(place))
    join_sets(groups, whole.values(), numbers)


def join_sets(groups: Groups, sets: Iterable[set[int]], numbers: Mapping[int, set[object]]) -> None:
    """Join the groups of each set, unless several of them hold numbers, and not the same one."""
    for of in sets:
        held = [numbers[group] for group in of if numbers.get(group)]
        if len(held) > 1 and len(set().union(*held)) > 1:
            continue
        for group in of:
            groups.join(min(of), group)


def is_somebody(identity: Identity) -> bool:
    """Whether it has a number, or all that a pass without number asks for."""
    return identity["nhs_number"] is not None or all(identity[name] is not None for name in DEMOGRAPHIC)
