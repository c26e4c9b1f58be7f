"""Record keys: numbers that hold who and which, scrambled so that a key tells nothing about its person."""

import math

KEY_SPACE = 10**14
"""Keys have up to 14 digits, as EPIKEY has: enough for the contacts of a hundred million people."""

TEST_SPACE = 10**16
"""And of so many the tests, whose numbers have a digit more, in a country."""

STRIDES = (61_803_398_874_989, 57_721_566_490_153)
"""Share no factor with KEY_SPACE, so that multiplying by either permutes the keys."""

PLANNED_STAY, ATTENDANCE, APPOINTMENT, COMMUNITY, REQUEST, EMERGENCY_STAY, REGULAR_STAY = range(1, 8)
BIRTH_STAY, LAST_STAY, WARD_STAY = 8, 9, 0
"""What a contact number is about; each person has up to 999 of each kind."""

MOST_OF_A_KIND = 999

EARLIER_VISIT, TWIN, SENT_TWICE = 1, 5, 30
"""
Added to a contact number for another of its kind: an A&E visit a little before, the unfinished record of an episode,
and a second copy of a record. Parts of a stay go up to 24.
"""

INDICATED, BEFORE, AFTER, ANTENATAL, ANTENATAL_CLINIC, OUTING = 50, 51, 52, 53, 54, 60
"""And to that of a stay: tests that belong to it, and the contacts it leads to; outings take a number a month."""

SCAN_APPOINTMENT = 10
"""And to that of a test's contact, with the last digit of its number: the appointment of the test itself."""


def contact_number_sql(kind: int, nth: str, person: str = "person_number") -> str:
    """A number unique to a person's `nth` contact of a kind; its last two digits are free for parts of it."""
    return f"((({person} * 10 + {kind}) * 1000 + {nth}) * 100)"


def scrambled_sql(number: str, seed: int, space: int = KEY_SPACE) -> str:
    """
    The key of a contact number, as text: one to one, so unique numbers give unique keys.

    Multiplied, its halves exchanged, and multiplied again, since one product leaves the last digits alike.
    """
    shift = (seed * 7_919 + 31_415_926_535_897) % space
    half = math.isqrt(space)
    first = f"(cast({number} as hugeint) * {STRIDES[0]} + {shift}) % {space}"
    exchanged = f"list_transform([{first}], lambda x: (x % {half}) * {half} + x // {half})[1]"
    return f"cast({exchanged} * {STRIDES[1]} % {space} as varchar)"
