"""A column of Parquet as the text that the same values have in a text file; nulls stay nulls."""

import pyarrow as pa
import pyarrow.compute as pc

from linkage.steps.inputs.typed import london
from linkage.steps.inputs.typed.kinds import Kind, form_of, is_bytes

EXACT = {16: 2.0**11, 32: 2.0**24, 64: 2.0**53}
"""Below this a float of so many bits can be every whole number."""
DIGITS: dict[Kind, int] = {"date": 8, "time": 4}
"""How many a day or a time of day has; as a number it loses the zero before it."""
UUID_PARTS = ((0, 8), (8, 12), (12, 16), (16, 20), (20, 32))
"""Where the five parts of a UUID lie among its 32 digits."""


def as_text(
    values: pa.Array, kind: Kind, midnight: london.Midnight = "stored", *, timed: bool = False
) -> pa.Array:
    """
    The values as text: whole numbers as digits, days as YYYY-MM-DD, times of day as HH:MM:SS, UUIDs in small letters.

    Of time stamps the day by the midnights they are of, or by London's clock if the column is `timed`, or the time of
    day where that is wanted. Raises pa.ArrowInvalid for bytes that are not UTF-8.
    """
    match form_of(values.type):
        case "uuid":
            text = _uuid(_stored(values))
        case "moment":
            moments = _stored(values)
            if kind == "time":
                text = london.clock(moments)
            elif timed and moments.type.tz is not None:
                text = london.days(london.london_wall(moments), "stored").cast(pa.string())
            else:
                text = london.days(moments, midnight).cast(pa.string())
        case "clock":
            text = pc.utf8_slice_codeunits(_stored(values).cast(pa.string()), 0, len("HH:MM:SS"))
        case "number":
            text = _number(_stored(values))
            if kind in DIGITS:
                lost = pc.match_substring_regex(text, f"^[0-9]{{{DIGITS[kind] - 1}}}$")
                text = pc.if_else(lost, pc.binary_join_element_wise("0", text, ""), text)
        case _:
            stored = _stored(values)
            text = (stored.cast(pa.binary()) if is_bytes(stored.type) else stored).cast(pa.string())
    text.validate(full=True)
    return text


def _stored(values: pa.Array) -> pa.Array:
    """What a dictionary or an extension holds."""
    if pa.types.is_dictionary(values.type):
        return _stored(values.dictionary_decode())
    return _stored(values.storage) if isinstance(values.type, pa.BaseExtensionType) else values


def _uuid(values: pa.Array) -> pa.Array:
    """Sixteen bytes as 8-4-4-4-12 digits in small letters."""
    flat = pc.fill_null(values, bytes(16))
    begin = flat.offset * 16
    digits = bytes(flat.buffers()[1] or b"")[begin : begin + len(flat) * 16].hex().encode()
    whole = pa.Array.from_buffers(pa.binary(32), len(flat), [None, pa.py_buffer(digits)])
    text = whole.cast(pa.binary()).cast(pa.string())
    parts = (pc.utf8_slice_codeunits(text, start, stop) for start, stop in UUID_PARTS)
    return pc.if_else(values.is_valid(), pc.binary_join_element_wise(*parts, "-"), None)


def _number(values: pa.Array) -> pa.Array:
    if pa.types.is_floating(values.type):
        return _whole_as_digits(values)
    text = values.cast(pa.string())
    return pc.replace_substring_regex(text, r"\.0+$", "") if pa.types.is_decimal(values.type) else text


def _whole_as_digits(values: pa.Array) -> pa.Array:
    """
    Floats as text: those that are whole, and so small that no digit is lost, as digits; NaN is none.

    Arrow would write 100036738878040 as 1.0003673887804e+14; one that really lost digits keeps that form, and is found
    out by it.
    """
    wide = values.cast(pa.float64())
    wide = pc.if_else(pc.is_nan(wide), None, wide)
    exact = pc.less(pc.abs(wide), EXACT[values.type.bit_width])
    is_whole = pc.and_(exact, pc.equal(pc.floor(wide), wide))
    whole = pc.if_else(is_whole, wide, None).cast(pa.int64())
    given = values if pa.types.is_float64(values.type) else values.cast(pa.float32())
    return pc.coalesce(whole.cast(pa.string()), pc.if_else(wide.is_valid(), given.cast(pa.string()), None))
