"""
Pairs of birth dates, one of an event and one of a person, that agree in more than one part or nearly so.

They are found part by part, as there are far fewer of them than of all pairs of dates; each stands for as many pairs
of an event and a person as bear the two dates.
"""

from itertools import product

from linkage.steps.probabilistic.levels.birth_date_level import PARTS
from linkage.steps.probabilistic.levels.default_day import NO_DAYS, DefaultDays
from linkage.steps.probabilistic.levels.levels import comparisons

BIRTH_DATE = comparisons()[0]


def stepped_date_sql() -> str:
    """event_value -> its rows with each way to step two parts by one or two: a and b."""
    steps = ", ".join(f"({n})" for n in (-2, -1, 1, 2))
    return f"""
        select event.*, one.step as a, other.step as b
        from event_value as event
        cross join (values {steps}) as one (step)
        cross join (values {steps}) as other (step)"""


def near_date_sql(days: DefaultDays = NO_DAYS) -> list[str]:
    """
    event_value, event_stepped, person_value -> queries of all pairs of dates above `one_equal`: code, pairs.

    The same day; one part differs; day and month exchanged; two parts are out by one or two; the year alone is the
    same, on a default day. No pair is in two.
    """
    code = BIRTH_DATE.code_sql("person.value", "event.value", days)
    for side, part in product(("person", "event"), PARTS):
        code = code.replace(f"extract({part} from {side}.value)", f"{side}.{part}")
    same = {part: f"person.{part} = event.{part}" for part in PARTS}
    exchanged = f"{same['year']} and event.day = person.month and event.month = person.day"
    pairs = [
        ("event_value", "person.value = event.value"),
        ("event_value", f"{exchanged} and person.value <> event.value"),
    ]
    for part in PARTS:
        first, second = (other for other in PARTS if other != part)
        stepped = f"person.{first} = event.{first} + event.a and person.{second} = event.{second} + event.b"
        pairs += [
            ("event_value", f"{same[first]} and {same[second]} and person.{part} <> event.{part}"),
            ("event_stepped", f"{same[part]} and {stepped} and not ({exchanged})"),
        ]
    far = " and ".join(f"person.{part} <> event.{part}" for part in ("day", "month"))
    stepped = " and ".join(f"abs(person.{part} - event.{part}) <= 2" for part in ("day", "month"))
    default = "(event.is_default or person.is_default)"
    pairs.append(
        ("event_value", f"{same['year']} and {far} and not ({exchanged}) and not ({stepped}) and {default}")
    )
    return [
        f"""
            select {code} as code, event.n * person.n as pairs
            from {events} as event join person_value as person on {on}"""
        for events, on in pairs
    ]
