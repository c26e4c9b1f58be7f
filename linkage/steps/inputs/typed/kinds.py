"""Which kinds of column take which types of Parquet, by what our columns hold."""

from typing import Literal

import pyarrow as pa

from linkage.layouts.column_kind import is_date, is_time

Kind = Literal["date", "time", "flag", "text"]
"""What a column of ours holds: a day, a time of day, yes or no, or anything else (keys, codes, numbers, labels)."""

Form = Literal["text", "uuid", "number", "truth", "day", "moment", "clock", "nothing", "other"]
"""What a type of Parquet holds."""

FLAGS = ("deleted", "finished", "duplicate_flag")

TAKEN: dict[Kind, tuple[Form, ...]] = {
    "date": ("text", "number", "day", "moment", "nothing"),
    "time": ("text", "number", "clock", "moment", "nothing"),
    "flag": ("text", "number", "truth", "nothing"),
    "text": ("text", "uuid", "number", "day", "moment", "clock", "nothing"),
}
HOLDS: dict[Form, str] = {
    "uuid": "UUIDs",
    "truth": "true and false",
    "day": "days",
    "moment": "time stamps",
    "clock": "times of day",
}
WANTED: dict[Kind, str] = {
    "date": "days",
    "time": "times of day",
    "flag": "yes or no",
    "text": "codes or text",
}


def kind_of(ours: str) -> Kind:
    """What the column holds that we call `ours`, the same in every layout."""
    if is_date(ours):
        return "date"
    if is_time(ours):
        return "time"
    return "flag" if ours in FLAGS else "text"


def form_of(arrow: pa.DataType) -> Form:
    """What values of a type are; a dictionary is what it holds, and an extension what it is stored as."""
    is_type = pa.types
    if is_type.is_dictionary(arrow):
        return form_of(arrow.value_type)
    if isinstance(arrow, pa.BaseExtensionType):
        return "uuid" if isinstance(arrow, pa.UuidType) else form_of(arrow.storage_type)
    forms: dict[Form, bool] = {
        "nothing": is_type.is_null(arrow),
        "truth": is_type.is_boolean(arrow),
        "number": is_type.is_integer(arrow) or is_type.is_floating(arrow) or is_type.is_decimal(arrow),
        "day": is_type.is_date(arrow),
        "moment": is_type.is_timestamp(arrow),
        "clock": is_type.is_time(arrow),
        "text": is_text(arrow) or is_bytes(arrow),
    }
    return next((form for form, fits in forms.items() if fits), "other")


def is_text(arrow: pa.DataType) -> bool:
    """Whether a type is text, in one of the three ways of keeping it."""
    return bool(
        pa.types.is_string(arrow) or pa.types.is_large_string(arrow) or pa.types.is_string_view(arrow)
    )


def is_bytes(arrow: pa.DataType) -> bool:
    """Whether a type is bytes, which older programs write text as."""
    return bool(
        pa.types.is_binary(arrow)
        or pa.types.is_large_binary(arrow)
        or pa.types.is_binary_view(arrow)
        or pa.types.is_fixed_size_binary(arrow)
    )


def told(arrow: pa.DataType) -> str:
    """A type as a message calls it: of a list or a struct not all that is in it."""
    return str(arrow).partition("<")[0] if pa.types.is_nested(arrow) else str(arrow)


def problem(theirs: str, arrow: pa.DataType, kind: Kind, *, is_key: bool) -> str | None:
    """Why a column of this type cannot be read as a column of this kind, and what to do; None when it can."""
    form = form_of(arrow)
    named = f"column {theirs} ({told(arrow)})"
    if form == "nothing" and is_key:
        return f"{named} is empty in every row, and every row needs its key: write the file again"
    if form == "other":
        return f"{named} holds no single values: write one text, number or date a row"
    if form not in TAKEN[kind]:
        return f"{named} holds {HOLDS[form]} where {WANTED[kind]} are wanted: write it as text, or map the right column"
    return None
