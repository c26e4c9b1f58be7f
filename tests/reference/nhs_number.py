"""NHS numbers: what a value as submitted is worth, and the number to compare."""

import csv
from functools import cache
from pathlib import Path

ASCII_DIGITS = "0123456789"
WEIGHTS = (10, 9, 8, 7, 6, 5, 4, 3, 2)
SENTINELS_FILE = Path(__file__).parents[2] / "configs" / "codes" / "sentinel_nhs_numbers.csv"


@cache
def sentinels() -> frozenset[str]:
    """Numbers that pass the check digit and yet stand for "none"; empty while no list is kept."""
    if not SENTINELS_FILE.exists():
        return frozenset()
    with SENTINELS_FILE.open(encoding="utf-8", newline="") as file:
        return frozenset(row["code"] for row in csv.DictReader(file))


def check_digit(stem: str) -> int | None:
    """The tenth digit that belongs to nine digits, or None when no number can be issued with them."""
    total = 0
    for weight, digit in zip(WEIGHTS, stem, strict=True):
        total += weight * int(digit)
    last = 11 - total % 11
    if last == 11:
        return 0
    if last == 10:
        return None
    return last


def compact(raw: str) -> str:
    """The value without its spaces and hyphens."""
    return raw.replace(" ", "").replace("-", "")


def is_ten_digits(text: str) -> bool:
    """Whether `text` is ten digits of ASCII; other scripts have digits too, and they do not count."""
    return len(text) == 10 and all(letter in ASCII_DIGITS for letter in text)


def state(raw: str | None) -> str:
    """missing, malformed, sentinel, palindrome, check_digit, test_number or valid."""
    if raw is None or compact(raw) == "":
        return "missing"
    number = compact(raw)
    if not is_ten_digits(number):
        return "malformed"
    if number in sentinels():
        return "sentinel"
    if number == number[::-1]:
        return "palindrome"
    if check_digit(number[:9]) != int(number[9]):
        return "check_digit"
    if number.startswith("999"):
        return "test_number"
    return "valid"


def clean(raw: str | None) -> str | None:
    """The ten digits to compare, or None when the value cannot stand for a person."""
    if raw is None or state(raw) not in ("valid", "test_number"):
        return None
    return compact(raw)
