"""
The attacker's problem for all national numbers of a month at once, knowing how the tables hang together.

Every number of every table is a sum of unknowns. Known are: each shown number within its rounding, how tables of the
same events add up, totals exactly where anything of them is shown, and what each estimate leaves possible.
"""

from collections.abc import Iterator, Mapping, Sequence
from math import ceil, floor

from linkage.disclosure.profile import Profile
from linkage.words.figure import Figure
from tests.disclosure.attacker import Attacker, Key
from tests.disclosure.random_nation import (
    EXPECTED,
    STATUSES,
    VALID_BIRTH,
    VALID_NUMBER,
    VALID_SEX,
)

FLOW = ("other_month", "superseded", "opted_out")
Sum = tuple[Key, ...]
"""Unknowns that a number is the sum of."""

Place = tuple[str, str, str, str]
ALL_STATUSES = tuple(STATUSES.values())


def unknown(table: str, *names: str) -> Key:
    """One unknown."""
    return table, "/".join(names), 0


class Tables:
    """What each number of the statistics is the sum of, and which sums are equal."""

    def __init__(self, figures: Sequence[Figure]) -> None:
        """From the exact numbers: which categories there are."""
        self.figures = figures
        self.whole = {status: unknown("whole", status) for status in ALL_STATUSES}

    def names(self, table: str, breakdown: str) -> list[str]:
        """Categories of a breakdown."""
        return sorted(
            {one.category for one in self.figures if (one.table, one.breakdown) == (table, breakdown)}
        )

    def by_status(self, breakdown: str, category: str) -> Sum:
        """The events of a category by status."""
        if breakdown == "month":
            return tuple(self.whole.values())
        return tuple(unknown(breakdown, category, status) for status in ALL_STATUSES)

    def of_rank(self, table: str, rank: str) -> tuple[Key, Key]:
        """Events of a rank with a sign, and without."""
        return unknown(table, rank, "with"), unknown(table, rank, "without")

    def with_sign(self, table: str, breakdown: str, category: str) -> tuple[Sum, Sum]:
        """Linked events with a sign, and without, by rank, by setting, or all."""
        if breakdown != "month":
            yes, no = self.of_rank(f"{table} {breakdown}", category)
            return (yes,), (no,)
        both = [self.of_rank(f"{table} match_rank", rank) for rank in self.names("match_rank", "rank")]
        return tuple(yes for yes, _ in both), tuple(no for _, no in both)

    def states(self, field: str, states: Sequence[str] | None = None) -> Sum:
        """Events by the state of an identifier."""
        breakdown = {"nhs_number": "nhs_number_state", "sex": "sex"}.get(field)
        listed = [
            name for name in self.names("data_quality", f"did.{field}") if states is None or name in states
        ]
        if breakdown is None:
            return tuple(unknown(field, name) for name in listed)
        return tuple(key for name in listed for key in self.by_status(breakdown, name))

    def sides(self, figure: Figure) -> tuple[Sum, Sum] | None:  # noqa: C901 - a case for each table
        """Numerator, and what is left of the denominator; None for an estimate or a sum of rounded numbers."""
        breakdown, category, measure = figure.breakdown, figure.category, figure.measure
        events = tuple(self.whole.values())
        match figure.table:
            case "match_rate_by":
                parts = self.by_status(breakdown, category)
                at = list(STATUSES).index(measure)
                return parts[at : at + 1], (*parts[:at], *parts[at + 1 :])
            case "match_rank" if measure == "people":
                return (unknown(f"people of {breakdown}", category),), ()
            case "match_rank" if breakdown == "rank" and measure != "cumulative_share":
                rest = [
                    unknown("rank", name) for name in self.names("match_rank", "rank") if name != category
                ]
                unmatched = (self.whole["review"], self.whole["unlinked"]) if measure == "records" else ()
                return (unknown("rank", category),), (*rest, *unmatched)
            case "match_rank" if breakdown == "total":
                status = {
                    "matched": ("linked",),
                    "unmatched": ("review", "unlinked"),
                    "supplied": ALL_STATUSES,
                }
                inside = tuple(
                    self.whole[name]
                    for name in (
                        ("linked",) if measure == "match_rate" else status.get(category, (category,))
                    )
                )
                return inside, tuple(key for key in events if key not in inside)
            case "concordance" | "implausible":
                return self.with_sign(figure.table, breakdown, category)
            case "modality_by_setting":
                cells = [
                    (name, unknown("stay", breakdown, name))
                    for name in self.names("modality_by_setting", breakdown)
                ]
                return (
                    tuple(key for name, key in cells if name == category),
                    tuple(key for name, key in cells if name != category),
                )
            case "data_quality":
                return self.quality(breakdown, category)
            case "flow":
                return self.flow(category), ()
            case "patients_by_setting":
                both = {name: unknown(name, category) for name in ("with_imaging", "without_imaging")}
                if measure == "patients":
                    return tuple(both.values()), ()
                return (both.pop(measure),), tuple(both.values())
            case "waits":
                negative, timed = unknown("wait", "negative"), unknown("wait", "timed")
                if measure.endswith("negative"):
                    return (negative,), (timed,)
                return (unknown("wait", measure),), (unknown("wait", "beyond", measure),)
        return None

    def quality(self, breakdown: str, category: str) -> tuple[Sum, Sum]:
        """Usable and not; or of one state, and of the others."""
        usable = {
            "nhs_number": VALID_NUMBER,
            "birth_date": VALID_BIRTH,
            "sex": VALID_SEX,
            "postcode": ("valid", "pseudo"),
        }
        if breakdown == "quarantine_reason":
            return (unknown("reason", category),), ()
        field = category if breakdown == "field" else breakdown.removeprefix("did.")
        inside = self.states(field, usable[field] if breakdown == "field" else (category,))
        return inside, tuple(key for key in self.states(field) if key not in inside)

    def flow(self, step: str) -> Sum:
        """A step of the flow as the sum of what it consists of."""
        events, sides = tuple(self.whole.values()), tuple(unknown("side", name) for name in FLOW)
        steps = {
            "events": events,
            "rows_accepted": (*events, *sides),
            "rows_read": (*events, *sides, unknown("side", "rows_quarantined")),
            **{status: (key,) for status, key in self.whole.items()},
        }
        return steps.get(step, (unknown("side", step),))

    def equal(self) -> Iterator[tuple[Sum, Sum]]:
        """Sums that are equal, whatever the numbers."""
        for breakdown in ("source_setting", "modality", "sex", "nhs_number_state"):
            categories = self.names("match_rate_by", breakdown)
            for status, key in self.whole.items():
                yield tuple(unknown(breakdown, category, status) for category in categories), (key,)
        rank_names = self.names("match_rank", "rank")
        linked = (self.whole["linked"],)
        yield tuple(unknown("rank", rank) for rank in rank_names), linked
        for rank in rank_names:
            yield self.of_rank("implausible match_rank", rank), (unknown("rank", rank),)
            expected = (*self.of_rank("concordance match_rank", rank), unknown("expects nothing", rank))
            yield expected, (unknown("rank", rank),)
        for setting in EXPECTED:
            if setting in self.names("match_rate_by", "source_setting"):
                own = (unknown("source_setting", setting, "linked"),)
                for table in ("concordance", "implausible"):
                    yield self.of_rank(f"{table} source_setting", setting), own
        for side in (0, 1):
            by_setting = tuple(self.of_rank("concordance source_setting", one)[side] for one in EXPECTED)
            yield by_setting, self.with_sign("concordance", "month", "")[side]
        for field in ("birth_date", "postcode"):
            yield self.states(field), tuple(self.whole.values())
        for modality in self.names("match_rate_by", "modality"):
            stays = sorted(
                {one.breakdown for one in self.figures if one.table == "modality_by_setting"} - {"unlinked"}
            )
            there = [unknown("stay", stay, modality) for stay in stays]
            yield (*there, unknown("repeats", modality)), (unknown("modality", modality, "linked"),)
            beyond = (unknown("stay", "unlinked", modality), unknown("repeats unlinked", modality))
            yield beyond, tuple(unknown("modality", modality, status) for status in ("review", "unlinked"))
        reasons = [
            name for name in self.names("data_quality", "quarantine_reason") if name.startswith("did.")
        ]
        yield tuple(unknown("reason", name) for name in reasons), (unknown("side", "rows_quarantined"),)

    def at_most(self) -> Iterator[tuple[Sum, Sum]]:
        """Sums of which the first is never more than the second."""
        for rank in self.names("match_rank", "rank"):
            yield (unknown("people of rank", rank),), (unknown("rank", rank),)
        ranks = tuple(unknown("people of rank", rank) for rank in self.names("match_rank", "rank"))
        yield (unknown("people of total", "matched"),), ranks
        yield (unknown("people of total", "matched"),), (self.whole["linked"],)
        settings = self.names("patients_by_setting", "setting")
        for name in ("with_imaging", "without_imaging"):
            parts = tuple(unknown(name, setting) for setting in settings if setting != "any")
            yield (unknown(name, "any"),), parts
            for part in parts:
                yield (part,), (unknown(name, "any"),)


def attacker_of(profile: Profile, figures: Sequence[Figure], shared: Mapping[Place, Figure]) -> Attacker:
    """Everything that is shared, as conditions on the true numbers."""
    attacker, tables = Attacker(profile), Tables(figures)
    for first, second in tables.equal():
        attacker.know([*((key, 1.0) for key in first), *((key, -1.0) for key in second)], 0, 0)
    for less, more in tables.at_most():
        attacker.know([*((key, 1.0) for key in less), *((key, -1.0) for key in more)], -INFINITY, 0)
    for figure in figures:
        told, sides = shared.get(figure.key), tables.sides(figure)
        for key in [*sides[0], *sides[1]] if sides else ():
            attacker.number(key)
        if told is None or sides is None:
            continue
        inside, rest = sides
        if told.numerator is not None:
            attacker.know([(key, 1.0) for key in inside], *known(attacker.profile, figure.numerator or 0))
        if told.denominator is not None and figure.denominator is not None:
            attacker.know(
                [(key, 1.0) for key in (*inside, *rest)], *known(attacker.profile, figure.denominator)
            )
    for count, total in exact_totals(tables, shared):
        attacker.know([(key, 1.0) for key in total], count, count)
    if (of_p := links_of_p(shared)) is not None:
        attacker.know([(unknown("rank", "P"), 1.0)], *of_p)
    return attacker


INFINITY = float("inf")


def known(profile: Profile, count: int) -> tuple[float, float]:
    """What a reader of a rounded count knows of it; of one that should have been hidden, its rounding alone."""
    if profile.is_small(count):
        middle = profile.rounded(count)
        return middle - profile.base // 2, middle + (profile.base - 1) // 2
    return profile.span(count)


def exact_totals(tables: Tables, shared: Mapping[Place, Figure]) -> Iterator[tuple[int, Sum]]:
    """Totals that count as known exactly where they are shown at all, and are no small number themselves."""
    for figure in tables.figures:
        told, sides = shared.get(figure.key), tables.sides(figure)
        if told is None or sides is None or told.numerator is None:
            continue
        if (
            figure.breakdown in {"month", "total"}
            and figure.table in {"match_rate_by", "match_rank", "concordance", "implausible"}
            and figure.measure != "people"
        ):
            yield figure.numerator or 0, sides[0]
        if figure.table == "modality_by_setting":
            yield figure.denominator or 0, (*sides[0], *sides[1])


def links_of_p(shared: Mapping[Place, Figure]) -> tuple[float, float] | None:
    """How many links rank P may have made, where both the expected wrong ones and their share are told."""

    def value(table: str, measure: str) -> tuple[float, float] | None:
        found = [
            one
            for one in shared.values()
            if (one.table, one.breakdown, one.measure) == (table, "month", measure)
        ]
        if not found or found[0].value is None:
            return None
        half = 0.5 * 10.0 ** -decimals(found[0].value)
        return max(found[0].value - half, 0.0), found[0].value + half

    wrong = value("linkage_error", "expected_false_links")
    shares = [
        one for table in ("linkage_error", "rank_p") if (one := value(table, "expected_false_link_share"))
    ]
    if wrong is None or not shares:
        return None
    share = (max(one[0] for one in shares), min(one[1] for one in shares))
    least, most = ceil(wrong[0] / share[1]), floor(wrong[1] / share[0]) if share[0] else INFINITY
    return (least, most)


def decimals(value: float) -> int:
    """Decimals that a number is told with, nine at most."""
    return len(f"{value:.9f}".rstrip("0").partition(".")[2])


def under_protected(profile: Profile, figures: Sequence[Figure], shared: Mapping[Place, Figure]) -> list[str]:
    """Small numbers of any table that are pinned to less than 1 to the limit, or to all there are."""
    attacker, tables, found = attacker_of(profile, figures, shared), Tables(figures), []
    for name, total, count, there in small_numbers(profile, tables):
        least, most = attacker.bounds_of(total)
        if least > 1 + 1e-6 or most < max(min(profile.limit, there), count) - 1e-6:
            found.append(f"{name}: {count} told as {least:g} to {most:g}")
    return found


def small_numbers(profile: Profile, tables: Tables) -> Iterator[tuple[str, Sum, int, float]]:
    """Every count of few people in the statistics: its name, its unknowns, how many, and all there are of it."""
    seen: set[Sum] = set()
    for figure in tables.figures:
        sides = tables.sides(figure)
        if sides is None:
            continue
        count, rest = figure.numerator or 0, (figure.denominator or 0) - (figure.numerator or 0)
        counted = [("", sides[0], count, figure.numerator_people)]
        if (
            figure.denominator is not None
            and sides[1]
            and figure.table != "modality_by_setting"
            and (figure.table != "match_rank" or figure.measure == "share_of_matched")
        ):
            counted.append((" not", sides[1], rest, figure.complement_people))
        for suffix, total, events, people in counted:
            if profile.is_small(events if people is None else people) and total not in seen:
                seen.add(total)
                yield (
                    " ".join(figure.key) + suffix,
                    total,
                    events,
                    all_there_are(tables, figure, total),
                )


def all_there_are(tables: Tables, figure: Figure, total: Sum) -> float:
    """What a number's column adds up to, which counts as known; endless where nothing does."""
    alike = [
        one
        for one in tables.figures
        if (one.table, one.breakdown, one.measure) == (figure.table, figure.breakdown, figure.measure)
    ]
    if figure.table in {"flow", "patients_by_setting", "waits"} or figure.measure == "people":
        return INFINITY
    if len(alike) == 1 or figure.breakdown in {"field", "total"}:
        return figure.denominator or INFINITY
    is_rest = total != (tables.sides(figure) or ((), ()))[0]
    return sum(
        (one.denominator or 0) - (one.numerator or 0) if is_rest else one.numerator or 0 for one in alike
    )
