"""Small generated tables, rich in collisions: few numbers, dates and postcodes, so that rules really fire."""

from datetime import date, timedelta

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from linkage.config.rules import Rules
from tests.reference import nhs_number
from tests.spec.steps import Row, profile

People = dict[str, list[Row]]

NUMBERS = ("9990000018", "9990000026", "9990000034")
BIRTH_DATES = (
    date(1950, 3, 4),
    date(1950, 4, 3),
    date(1950, 3, 5),
    date(1905, 3, 4),
    date(2005, 4, 3),
    date(1981, 7, 21),
    date(1950, 1, 1),
)
POSTCODES = ("AB12CD", "AB12CE", "EF34GH")


@st.composite
def identities(draw: st.DrawFn) -> Row:
    """Four clean values, each missing at times."""
    return {
        "nhs_number": draw(st.sampled_from((None, *NUMBERS))),
        "birth_date": draw(st.sampled_from((None, *BIRTH_DATES))),
        "sex": draw(st.sampled_from((None, "1", "2", "1"))),
        "postcode": draw(st.sampled_from((None, *POSTCODES))),
    }


def distinct(rows: list[Row]) -> list[Row]:
    """The rows without repetition, in order."""
    kept: list[Row] = []
    for row in rows:
        if row not in kept:
            kept.append(row)
    return kept


def events() -> SearchStrategy[list[Row]]:
    """Event identities, all different."""
    return st.lists(identities(), min_size=1, max_size=8).map(distinct)


@st.composite
def people(draw: st.DrawFn) -> People:
    """Up to six people with up to three identities each; twins and shared numbers come by themselves."""
    held = draw(st.lists(st.lists(identities(), min_size=1, max_size=3), max_size=6))
    return {f"H{number}": distinct(rows) for number, rows in enumerate(held, start=1)}


@st.composite
def rules(draw: st.DrawFn, *, crowding: bool = True) -> Rules:
    """A profile that ships; at times with stage 3, and with an ignore list that even a few people fill."""
    changes: dict[str, object] = {"partial_birth_date_stage_3": draw(st.booleans())}
    if crowding and draw(st.booleans()):
        changes |= {"ignore_postcodes_percentile": 0.5, "ignore_postcodes_min_people": 2}
    return profile(draw(st.sampled_from(("dmq_2015", "hes_did")))).model_copy(update=changes)


def supplied_postcodes() -> SearchStrategy[set[str]]:
    """Postcodes that the user wants ignored."""
    return st.sets(st.sampled_from(POSTCODES), max_size=2)


def numbers_of_the_test_range() -> SearchStrategy[str]:
    """Numbers of the 999 range with the right check digit, palindromes among them."""
    stems = st.integers(0, 999_999).map(lambda tail: f"999{tail:06d}")
    issuable = stems.filter(lambda stem: nhs_number.check_digit(stem) is not None)
    return issuable.map(lambda stem: f"{stem}{nhs_number.check_digit(stem)}")


@st.composite
def raw_nhs_numbers(draw: st.DrawFn) -> str | None:
    """Numbers as people write them: spaced, shortened, mistyped, or a palindrome, sentinel or nothing."""
    number = draw(
        st.one_of(numbers_of_the_test_range(), st.sampled_from(("9990000999", "9991221999", "9999999999")))
    )
    match draw(
        st.sampled_from(("right", "right", "spaced", "mistyped", "short", "letter", "sentinel", "none"))
    ):
        case "spaced":
            number = f"{number[:3]}{draw(st.sampled_from(' -'))}{number[3:6]} {number[6:]}"
        case "mistyped":
            place = draw(st.integers(3, 9))
            number = number[:place] + draw(st.sampled_from("0123456789")) + number[place + 1 :]
        case "short":
            number = number[: draw(st.integers(3, 9))]
        case "letter":
            number = number[:5] + draw(st.sampled_from("OlX٣")) + number[6:]
        case "sentinel":
            number = draw(st.sampled_from(sorted(nhs_number.sentinels()) or ["9999999999"]))
        case "none":
            return draw(st.sampled_from((None, "-", "- -")))
    return number


def days(first: date, last: date) -> SearchStrategy[date]:
    """Days of a closed interval."""
    span = (last - first).days
    return st.integers(0, span).map(lambda after: first + timedelta(days=after))


def raw_dates(*around: date) -> SearchStrategy[str | None]:
    """Dates of a lifetime or near the days given, in the four HES spellings; null, impossible and no dates."""
    near = [days(day - timedelta(days=2), day + timedelta(days=2)) for day in around]
    real = st.one_of(days(date(1890, 1, 1), date(2030, 1, 1)), *near)
    written = st.builds(
        date.strftime, real, st.sampled_from(("%Y-%m-%d", "%Y-%m-%d", "%d/%m/%Y", "%Y%m%d", "%d%m%Y"))
    )
    parts = st.builds(
        lambda year, month, day, spelling: spelling.format(year=year, month=f"{month:02}", day=f"{day:02}"),
        st.sampled_from((1893, 1895, 1923, 1970, 2020, 2027)),
        st.integers(0, 99),
        st.integers(0, 99),
        st.sampled_from(
            ("{year}-{month}-{day}", "{day}/{month}/{year}", "{year}{month}{day}", "{day}{month}{year}")
        ),
    )
    odd = (
        "1800-01-01",
        "18010101",
        "01/01/1600",
        "15101582",
        "1950-02-30",
        "19500230",
        "1950-3-4",
        "0",
        "unknown",
    )
    return st.one_of(st.none(), written, written, parts, st.sampled_from(odd))


def raw_postcodes() -> SearchStrategy[str | None]:
    """Postcodes, near-postcodes with O for 0, pseudo codes and scribble."""
    outward = st.text("ABOab012", min_size=1, max_size=4)
    inward = st.text("OCD012", min_size=2, max_size=3)
    spaces = st.sampled_from((" ", "", "  ", "   "))
    made = st.builds(lambda first, gap, last: first + gap + last, outward, spaces, inward)
    known = st.sampled_from(("AB1 2CD", "AB1O 2CD", "AB10 2CD", "GIR 0AA", "ZZ99 3VZ", "zz993wz", "B1A 2CD"))
    return st.one_of(st.none(), made, made, known)


@st.composite
def raw_identifiers(draw: st.DrawFn, *around: date) -> Row:
    """The four identifiers as submitted."""
    return {
        "nhs_number": draw(raw_nhs_numbers()),
        "birth_date": draw(raw_dates(*around)),
        "sex": draw(st.sampled_from((None, "0", "1", "2", "9", "F", "3"))),
        "postcode": draw(raw_postcodes()),
    }
