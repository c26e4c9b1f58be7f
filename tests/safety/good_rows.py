"""Good rows by their number: what a person, an event and a record of each kind look like where nothing is wrong."""

from tests.safety.hostile_values import nhs_numbers

MONTH = "2019-11"
CODES = ("XCHES", "CSKUH", "MSKUH", "UABDO")
NUMBERS = nhs_numbers(2_000)


def born(n: int) -> str:
    """A birth date."""
    return f"19{n % 80 + 10}-0{n % 9 + 1}-1{n % 10}"


def postcode(n: int) -> str:
    """A postcode."""
    return f"AB{n % 9 + 1} {n % 7 + 1}CD"


def day(n: int) -> str:
    """A day of the month, and the one after the last."""
    return f"{MONTH}-{n % 28 + 1:02}"


def person(n: int) -> list[str]:
    """Key, number, birth date, sex and postcode."""
    return [f"P{n:06}", NUMBERS[n], born(n), str(n % 2 + 1), postcode(n)]


def site(n: int) -> str:
    """A site."""
    return f"RZ{n % 4 + 1}0{n % 2 + 1}"


def did(n: int) -> list[str]:
    """A DID row."""
    who = person(n)
    return [
        who[1], "01", who[2], "A", who[3], who[4], "C81002", f"0{n % 7 + 1}", "C8727808", "RZ1", day(n), day(n),
        day(n), CODES[n % 4], "", day(n), site(n), f"A{n:06}",
    ]  # fmt: skip


def apc(n: int) -> list[str]:
    """An episode."""
    return [
        f"{n:012}", *person(n), day(n), day(n + 1), site(n)[:3], site(n)[:3], site(n), f"S{n}", day(n), "21", "19",
        day(n + 1), "1", "19", "1", "3", "1", "1", "300", "300", "J189", "-", "0", "1",
    ]  # fmt: skip


def op(n: int) -> list[str]:
    """An appointment."""
    return [
        f"{n:012}", *person(n), day(n), site(n)[:3], site(n), "5", "1", "1", "1", "03", "300", "300", "R69X", "-",
        "C81002",
    ]  # fmt: skip


def ae(n: int) -> list[str]:
    """An A&E attendance."""
    return [
        f"{n:012}",
        *person(n),
        day(n),
        "1200",
        "1500",
        site(n)[:3],
        site(n),
        "1",
        "01",
        "01",
        "0",
        "38",
    ]


def ecds(n: int) -> list[str]:
    """An ECDS attendance."""
    return [
        f"E{n:011}", *person(n), day(n), "12:00", day(n), site(n)[:3], site(n), "1", "306689006", "01", "123,456", "0",
    ]  # fmt: skip
