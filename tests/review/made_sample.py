"""A sample of made events, some of them hostile, as a page shows it."""

from linkage.review.shown import ShownEvent, ShownRow, ShownSample, beside, lines, plain

HOSTILE = "</script><script>alert(1)"
SAMPLE = "0001-2019-11-0123abcd"


def event_id(place: int) -> str:
    """The id of an event."""
    return f"{place:032x}"


def made_event(place: int) -> ShownEvent:
    """One event with one to five people."""
    people = 1 + place % 5
    number, born, postcode = f"99900{place:05}", f"1950-{1 + place % 12:02}-{1 + place % 28:02}", "ZZ1 1ZZ"
    held = [f"1950-{1 + place % 12:02}-{1 + (place + one) % 28:02}" for one in range(people)]
    rows = (
        ShownRow(
            "NHS number",
            plain(number),
            tuple(beside(number, [f"99900{place + one:05}"]) for one in range(people)),
            is_used=True,
        ),
        ShownRow("Birth date", plain(born), tuple(beside(born, [day]) for day in held), is_used=True),
        ShownRow(
            "Postcode",
            plain(postcode),
            tuple(beside(postcode, ["ZZ1 1ZZ", "ZZ99 3VZ"][: 1 + one % 2]) for one in range(people)),
            is_used=True,
        ),
        ShownRow("GP practice", plain("A12345"), tuple(lines([HOSTILE]) for _ in range(people))),
        ShownRow("Died", (), tuple(() for _ in range(people))),
    )
    about = (("Day of the test", "2019-11-05"), ("Provider", HOSTILE if place == 1 else "RXA"))
    return ShownEvent(event_id(place), about, rows, people)


def made_sample(events: int = 200) -> ShownSample:
    """So many events of the first round."""
    return ShownSample(
        SAMPLE, "0001", "2019-11", "first", tuple(made_event(one) for one in range(1, events + 1))
    )
