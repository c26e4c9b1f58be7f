"""A text written as any type that loses nothing reads back as itself."""

import datetime as dt
import decimal
import uuid

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from linkage.steps.inputs.typed.text import as_text

TEXTS = st.lists(
    st.one_of(st.none(), st.text(st.characters(codec="utf-8", exclude_characters="\0"))), max_size=8
)
WHOLE = st.lists(st.one_of(st.none(), st.integers(0, 2**53 - 1)), max_size=8)
DAYS = st.lists(st.one_of(st.none(), st.dates(dt.date(1700, 1, 1), dt.date(2200, 12, 31))), max_size=8)
CLOCKS = st.lists(st.one_of(st.none(), st.times().map(lambda one: one.replace(microsecond=0))), max_size=8)
UUIDS = st.lists(st.one_of(st.none(), st.uuids()), max_size=8)


def sliced(values: pa.Array) -> pa.Array:
    """The same values, from within a longer array: where they begin in memory is not where it begins."""
    return pa.concat_arrays([values, values, values])[len(values) : 2 * len(values)]


@given(TEXTS)
@settings(max_examples=40, deadline=None, derandomize=True, database=None)
def test_texts(texts: list[str | None]) -> None:
    """However text is kept."""
    plain = pa.array(texts, pa.string())
    kept = [pa.large_string(), pa.string_view(), pa.binary(), pa.large_binary(), pa.json_()]
    forms = [plain, plain.dictionary_encode(), *(pa.array(texts, one) for one in kept[:2])]
    forms += [plain.cast(one) for one in kept[2:4]]
    for form in forms:
        assert as_text(sliced(form), "text").to_pylist() == texts


@given(WHOLE)
@settings(max_examples=40, deadline=None, derandomize=True, database=None)
def test_whole_numbers(numbers: list[int | None]) -> None:
    """As whole numbers, decimals of any scale, or floats that can hold them."""
    texts = [None if one is None else str(one) for one in numbers]
    exact = [None if one is None else decimal.Decimal(one) for one in numbers]
    forms = [
        pa.array(numbers, pa.int64()),
        pa.array(numbers, pa.uint64()),
        pa.array([None if one is None else float(one) for one in numbers], pa.float64()),
        pa.array(exact, pa.decimal128(20, 0)),
        pa.array(exact, pa.decimal128(24, 6)),
        pa.array(exact, pa.decimal256(60, 2)),
    ]
    for form in (*forms, forms[0].dictionary_encode()):
        assert as_text(sliced(form), "text").to_pylist() == texts


@given(DAYS)
@settings(max_examples=40, deadline=None, derandomize=True, database=None)
def test_days(days: list[dt.date | None]) -> None:
    """As days, or as midnights in any unit; and as a number of eight digits, which the spelling of dates reads."""
    texts = [None if one is None else one.isoformat() for one in days]
    midnights = [None if one is None else dt.datetime.combine(one, dt.time()) for one in days]
    forms = [pa.array(days, pa.date32()), pa.array(days, pa.date64())]
    forms += [
        pa.array(midnights, pa.timestamp(unit, zone))
        for unit in ("s", "ms", "us", "ns")
        for zone in (None, "UTC")
    ]
    for form in forms:
        assert as_text(sliced(form), "date").to_pylist() == texts

    day_first = [None if one is None else f"{one:%d%m%Y}" for one in days]
    numbers = pa.array([None if one is None else int(one) for one in day_first], pa.int32())
    assert as_text(sliced(numbers), "date").to_pylist() == day_first


@given(CLOCKS)
@settings(max_examples=40, deadline=None, derandomize=True, database=None)
def test_times_of_day(clocks: list[dt.time | None]) -> None:
    """In any unit."""
    texts = [None if one is None else one.isoformat("seconds") for one in clocks]
    for arrow in (pa.time32("s"), pa.time32("ms"), pa.time64("us"), pa.time64("ns")):
        assert as_text(sliced(pa.array(clocks, arrow)), "time").to_pylist() == texts


@given(UUIDS)
@settings(max_examples=40, deadline=None, derandomize=True, database=None)
def test_uuids(keys: list[uuid.UUID | None]) -> None:
    """As their sixteen bytes."""
    stored = pa.array([None if one is None else one.bytes for one in keys], pa.binary(16))
    form = pa.ExtensionArray.from_storage(pa.uuid(), stored)

    assert as_text(sliced(form), "text").to_pylist() == [None if one is None else str(one) for one in keys]
