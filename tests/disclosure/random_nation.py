"""
A random month of events, and every national number that the statistics tell of it.

Small months, with rare categories, so that there is something to hide; each number is counted from the same events,
so that what one table says of them the others say too.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random

from linkage.words.figure import Figure
from linkage.words.interval import wilson

MONTH = "2019-11"
STATUSES = {"match_rate": "linked", "review_rate": "review", "unlinked_rate": "unlinked"}
RANKS = ("1A", "2", "3", "P", "8")
STAYS = ("admitted", "emergency", "outpatient", "no_contact")
EXPECTED = ("01", "03", "05")
"""Settings that lead one to expect a record of the person."""
VALID_NUMBER, VALID_BIRTH, VALID_SEX = ("valid",), ("valid", "partial"), ("1", "2")
REASONS = ("did.field_count", "did.encoding", "apc.encoding")
LONGEST = 60
SIDES = ("rows_quarantined", "other_month", "superseded", "opted_out")


@dataclass(frozen=True)
class Event:
    """One event with all that it is counted by."""

    person: int
    status: str
    rank: str
    source_setting: str
    modality: str
    sex: str
    nhs_number_state: str
    birth_date: str
    postcode: str
    stay: str
    is_concordant: bool
    is_implausible: bool
    is_repeat: bool
    wait: int | None
    posterior: float
    month: str = MONTH

    @property
    def match_rank(self) -> str:
        """The rank, by the name it has in breakdowns."""
        return self.rank

    @property
    def care_setting(self) -> str:
        """The setting of the stay it belongs to; unlinked without a person."""
        return self.stay or "unlinked"


Condition = Callable[[Event], bool]
"""Which events are counted."""


def has(name: str, *values: str | bool) -> Condition:
    """Events that have one of these values."""
    return lambda one: getattr(one, name) in values


def every(*conditions: Condition) -> Condition:
    """Events that meet all conditions."""
    return lambda one: all(condition(one) for condition in conditions)


def waited(most: int) -> Condition:
    """Events whose wait is known and at most so long."""
    return lambda one: one.wait is not None and one.wait <= most


@dataclass(frozen=True)
class Nation:
    """The events, what stands beside them, and the people seen in hospital: (with imaging, without) by setting."""

    events: tuple[Event, ...]
    sides: dict[str, int]
    patients: dict[str, tuple[int, int]]
    held_out: tuple[int, int]
    """Found, of so many."""

    def count(self, condition: Condition) -> int:
        """Events."""
        return sum(map(condition, self.events))

    def people(self, condition: Condition) -> int:
        """Distinct people."""
        return len({event.person for event in self.events if condition(event)})


def skewed(chance: Random, categories: Sequence[str]) -> Callable[[], str]:
    """Draws from categories of which some are common and some are rare."""
    weights = [chance.choice((0.0, 0.01, 0.03, 0.3, 1.0)) for _ in categories[1:]]
    return lambda: chance.choices(categories, (2.0, *weights))[0]


def random_nation(chance: Random) -> Nation:
    """From a few dozen events to some hundreds."""
    size = chance.choice((chance.randint(20, 90), chance.randint(90, 700)))
    draw = {
        name: skewed(chance, categories)
        for name, categories in {
            "status": ("linked", "review", "unlinked"),
            "rank": RANKS,
            "source_setting": (*EXPECTED, "04", "unknown"),
            "modality": ("CT", "MRI", "X-ray", "PET"),
            "sex": ("1", "2", "unknown"),
            "nhs_number_state": ("valid", "missing", "invalid"),
            "birth_date": ("valid", "missing", "partial", "invalid"),
            "postcode": ("valid", "pseudo", "missing"),
            "stay": STAYS,
        }.items()
    }
    rare = chance.choice((0.0, 0.01, 0.2))
    events = tuple(
        Event(
            person=chance.randint(1, size * 3),
            is_concordant=chance.random() > rare,
            is_implausible=chance.random() < rare,
            is_repeat=chance.random() < chance.choice((0.0, rare / 4)),
            wait=chance.choice((None, -1, *range(0, 60, 5)))
            if chance.random() < rare
            else chance.randint(0, 50),
            posterior=1 - chance.random() * 0.05,
            **{name: drawn() for name, drawn in draw.items()},
        )
        for _ in range(size)
    )
    held = chance.randint(10, 300)
    return Nation(
        events=tuple(
            event if event.status == "linked" else replace(event, rank="", stay="") for event in events
        ),
        sides={name: chance.choice((0, 0, chance.randint(1, 9), chance.randint(10, 80))) for name in SIDES},
        patients=random_patients(chance),
        held_out=(held - min(held, chance.choice((0, chance.randint(1, 12), held // 4))), held),
    )


def random_patients(chance: Random) -> dict[str, tuple[int, int]]:
    """People seen in each setting, most in one only, and in any."""
    seen: dict[str, set[tuple[int, bool]]] = {}
    for setting in STAYS[:3]:
        size = chance.choice((chance.randint(1, 12), chance.randint(12, 300)))
        imaged = chance.choice((0.0, 0.03, 0.4))
        first = chance.choice((0, 1000 * len(seen)))
        seen[setting] = {(first + one, Random(first + one).random() < imaged) for one in range(size)}
    seen["any"] = set().union(*seen.values())
    people = {setting: {one for one, _ in listed} for setting, listed in seen.items()}
    imaged_ones = {one for one, has in seen["any"] if has}
    return {
        setting: (len(listed & imaged_ones), len(listed - imaged_ones)) for setting, listed in people.items()
    }


def figures(nation: Nation) -> list[Figure]:
    """All of them, in the shape of the statistics."""
    return [
        *statuses(nation),
        *ranks(nation),
        *stays(nation),
        *fields(nation),
        *beside(nation),
        *estimates(nation),
    ]


def share(
    nation: Nation,
    place: tuple[str, str, str, str],
    condition: Condition,
    of: Condition,
    *,
    is_count: bool = False,
) -> Figure:
    """Events with a condition of those that count, and the people on both sides."""
    table, breakdown, category, measure = place
    counted, whole = nation.count(lambda one: of(one) and condition(one)), nation.count(of)
    return Figure(
        table,
        breakdown,
        category,
        measure,
        counted,
        whole,
        float(counted) if is_count else counted / whole if whole else None,
        MONTH,
        numerator_people=nation.people(lambda one: of(one) and condition(one)),
        complement_people=nation.people(lambda one: of(one) and not condition(one)),
    )


def values(nation: Nation, name: str) -> list[str]:
    """Categories that occur."""
    return sorted({getattr(event, name) for event in nation.events} - {""})


def statuses(nation: Nation) -> Iterator[Figure]:
    """match_rate_by, of the month and by four breakdowns."""
    for breakdown in ("month", "source_setting", "modality", "sex", "nhs_number_state"):
        for category in [MONTH] if breakdown == "month" else values(nation, breakdown):
            for measure, status in STATUSES.items():
                yield share(
                    nation,
                    ("match_rate_by", breakdown, category, measure),
                    has("status", status),
                    has(breakdown, category),
                )


def ranks(nation: Nation) -> Iterator[Figure]:
    """match_rank, and what is of the linked by rank."""
    linked = nation.count(is_linked)
    so_far = 0
    for rank in RANKS:
        at = has("rank", rank)
        records = share(nation, ("match_rank", "rank", rank, "records"), at, lambda _: True, is_count=True)
        so_far += records.numerator or 0
        yield records
        yield share(nation, ("match_rank", "rank", rank, "share_of_matched"), at, is_linked)
        yield Figure(
            "match_rank",
            "rank",
            rank,
            "cumulative_share",
            so_far,
            linked,
            so_far / linked if linked else None,
            MONTH,
        )
        yield of_people("rank", rank, nation.people(at))
    totals = {
        "matched": ("linked",),
        "review": ("review",),
        "unlinked": ("unlinked",),
        "unmatched": ("review", "unlinked"),
    }
    for name, listed in {**totals, "supplied": tuple(STATUSES.values())}.items():
        of = has("status", *listed)
        yield share(nation, ("match_rank", "total", name, "records"), of, lambda _: True, is_count=True)
        yield of_people("total", name, nation.people(of))
    yield share(nation, ("match_rank", "total", "supplied", "match_rate"), is_linked, lambda _: True)


def of_people(breakdown: str, category: str, people: int) -> Figure:
    """Distinct people of the match-rank table."""
    return Figure(
        "match_rank", breakdown, category, "people", people, None, float(people), MONTH, "national", people, 0
    )


def is_linked(event: Event) -> bool:
    """Whether it has a person."""
    return event.status == "linked"


def stays(nation: Nation) -> Iterator[Figure]:
    """Concordance, signs of a wrong link, and kinds of imaging by hospital setting."""
    for breakdown in ("month", "match_rank", "source_setting"):
        for category in [MONTH] if breakdown == "month" else RANKS if breakdown == "match_rank" else EXPECTED:
            here = every(is_linked, has(breakdown, category))
            place = (breakdown, category)
            known = every(here, has("source_setting", *EXPECTED))
            expected = share(nation, ("concordance", *place, "concordant"), has("is_concordant", True), known)
            signs = share(nation, ("implausible", *place, "any"), has("is_implausible", True), here)
            yield from (one for one in (expected, signs) if one.denominator)
    for stay in (*STAYS, "unlinked"):
        for modality in values(nation, "modality"):
            cell = share(
                nation,
                ("modality_by_setting", stay, modality, "examinations"),
                has("modality", modality),
                every(has("care_setting", stay), has("is_repeat", False)),
                is_count=True,
            )
            if cell.numerator:
                yield cell


def fields(nation: Nation) -> Iterator[Figure]:
    """Fields that are usable, and identifiers of the imaging file by state."""
    usable = {
        "nhs_number": ("nhs_number_state", VALID_NUMBER),
        "birth_date": ("birth_date", VALID_BIRTH),
        "sex": ("sex", VALID_SEX),
        "postcode": ("postcode", ("valid", "pseudo")),
    }
    for field, (name, valid) in usable.items():
        yield share(
            nation,
            ("data_quality", "field", field, "valid"),
            has(name, *valid),
            lambda _: True,
        )
        for state in values(nation, name):
            found = share(
                nation,
                ("data_quality", f"did.{field}", state, "records"),
                has(name, state),
                lambda _: True,
                is_count=True,
            )
            yield replace(found, numerator_people=None, complement_people=None)


def beside(nation: Nation) -> Iterator[Figure]:
    """The flow of rows, rows set aside by reason, patients, and waits."""
    sides, events = nation.sides, len(nation.events)
    accepted = events + sum(count for name, count in sides.items() if name != "rows_quarantined")
    counts = {
        "rows_read": accepted + sides["rows_quarantined"],
        "rows_accepted": accepted,
        **sides,
        "events": events,
    }
    counts |= {status: nation.count(has("status", status)) for status in STATUSES.values()}
    for step, count in counts.items():
        yield Figure("flow", "step", step, "rows", count, None, float(count), MONTH)
    first = sides["rows_quarantined"] // 3
    for reason, count in zip(REASONS, (first, sides["rows_quarantined"] - first, 30), strict=True):
        if count:
            yield Figure(
                "data_quality", "quarantine_reason", reason, "records", count, None, float(count), MONTH
            )
    for setting, (imaged, without) in nation.patients.items():
        whole = imaged + without
        for measure, count in {"patients": whole, "with_imaging": imaged, "without_imaging": without}.items():
            yield Figure(
                "patients_by_setting",
                "setting",
                setting,
                measure,
                count,
                whole,
                float(count),
                MONTH,
                "national",
                count,
                whole - count,
            )
    timed = [event for event in nation.events if event.wait is not None]
    for measure, within in (("within_14", 14), ("within_28", 28), ("within_42", 42)):
        yield share(
            nation,
            ("waits", "month", MONTH, f"request_to_test.{measure}"),
            waited(within),
            lambda one: waited(LONGEST)(one) and not waited(-1)(one),
        )
    if timed:
        yield share(
            nation,
            ("waits", "month", MONTH, "request_to_test.negative"),
            waited(-1),
            waited(LONGEST),
        )


def estimates(nation: Nation) -> Iterator[Figure]:
    """Of rank P and of the hold-out, as exact as the statistics have them."""
    scored = [1 - event.posterior for event in nation.events if event.rank == "P"]
    missed = [event.posterior / 2 for event in nation.events if event.status == "unlinked"]
    found, held = nation.held_out
    low, high = wilson(found / held, held)
    told = {
        ("linkage_error", "expected_false_links"): sum(scored),
        ("linkage_error", "expected_false_link_share"): sum(scored) / len(scored) if scored else None,
        ("rank_p", "expected_false_link_share"): sum(scored) / len(scored) if scored else None,
        ("linkage_error", "expected_missed_links"): sum(missed),
        ("rank_p", "threshold"): 0.95,
        ("rank_p", "target"): 0.004,
        ("linkage_error", "holdout_recall"): found / held,
        ("linkage_error", "holdout_recall_low"): low,
        ("linkage_error", "holdout_recall_high"): high,
    }
    of_p = (nation.people(has("rank", "P")), nation.people(has("status", "unlinked")))
    for (table, measure), value in told.items():
        sides = (
            (found, held - found)
            if measure.startswith("holdout")
            else of_p[::-1]
            if "missed" in measure
            else of_p
        )
        yield Figure(
            table,
            "month",
            MONTH,
            measure,
            None,
            None,
            None if value is None else round(value, 9),
            MONTH,
            "national",
            *sides,
        )
