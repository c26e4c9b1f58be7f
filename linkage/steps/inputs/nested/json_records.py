"""The records of a JSON file as rows: of an array of objects, or of one object a line; each is forgotten when read."""

import codecs
import json
import re
from collections.abc import Iterator

from linkage.errors import InputError
from linkage.steps.inputs.layout import JobLayout
from linkage.steps.inputs.likeness.encoding import UTF_8_MARK
from linkage.steps.inputs.nested.fed import Fed
from linkage.steps.inputs.nested.item_values import Found
from linkage.steps.inputs.nested.places import Items
from linkage.steps.inputs.nested.record import LONGEST_KEPT, REPEATED, UNREADABLE, Row, is_text

BLANK = re.compile(r"[\s,]*")
AFTER = re.compile(r'(\s|\}|,\s*"[^"\\]{1,200}"\s*:\s*("[^"\\]*"|[-+.\w]+))*')
"""What may stand behind an array: the end of an object around it, with single values such as a count."""
ARRAY = re.compile(r"\s*(?:\{\s*\"[^\"\\]{1,200}\"\s*:\s*)?\[")
"""An array, bare or as the first value of an object around it."""


LONGEST_WORD = 16
"""Characters: an error so near the end of what has been read may be a word, such as false, that is cut in two."""


class _Pairs(list[tuple[str, object]]):
    """An object as JSON writes it, a name that stands twice included."""


DECODER = json.JSONDecoder(
    object_pairs_hook=_Pairs, parse_int=str, parse_float=str, parse_constant=str, strict=False
)
"""Numbers stay as they are written: an NHS number is no quantity."""


def json_rows(fed: Fed, layout: JobLayout) -> Iterator[Row]:
    """
    The rows of a file. InputError, with the line, for an array that is not well-formed or is cut off.

    Of a file of one object a line a line that is none is set aside.
    """
    items = Items(layout)
    texts = _texts(fed)
    begins = next(texts, "")
    first_line = begins.partition("\n")[0]
    if ARRAY.match(begins) and not _is_record(first_line):
        parts = _of_array(fed, begins, texts)
    else:
        parts = _of_lines(fed, begins, texts)
    for said, text in parts:
        yield _row(fed.records, said, text, items)


def _row(number: int, said: object, text: str, items: Items) -> Row:
    if not isinstance(said, _Pairs):
        return Row(number, unread=UNREADABLE, text=text[:LONGEST_KEPT])
    found = Found(items)
    if not _gather(said, found):
        return Row(number, unread=UNREADABLE, text=text[:LONGEST_KEPT])
    if not found.is_clear:
        return Row(number, unread=REPEATED, text=text[:LONGEST_KEPT])
    values = found.values()
    if not all(map(is_text, values.values())):
        return Row(number, unread=UNREADABLE, text=text[:LONGEST_KEPT])
    return Row(number, values)


def _gather(said: _Pairs, found: Found) -> bool:
    """Put the items of an object and of those in it; False where an item that is known is a list."""
    for name, value in said:
        if isinstance(value, _Pairs):
            if not _gather(value, found):
                return False
        elif isinstance(value, list):
            if found.knows(name) or any(isinstance(one, _Pairs) for one in value):
                return False
        elif value is not None:
            found.put(name, value if isinstance(value, str) else json.dumps(value))
    return True


def _is_record(line: str) -> bool:
    """Whether a line is an object whole, and not one around an array of records."""
    try:
        said = DECODER.decode(line)
    except (ValueError, RecursionError):
        return False
    first = said[0][1] if isinstance(said, _Pairs) and said else None
    return isinstance(said, _Pairs) and not (
        isinstance(first, list)
        and not isinstance(first, _Pairs)
        and any(isinstance(one, _Pairs) for one in first)
    )


def _texts(fed: Fed) -> Iterator[str]:
    """The file as text, in pieces; InputError where its bytes are not UTF-8."""
    decode = codecs.getincrementaldecoder("utf-8")().decode
    is_first = True
    try:
        while chunk := fed.read():
            text = decode(chunk.removeprefix(UTF_8_MARK) if is_first else chunk)
            is_first = False
            yield text
        decode(b"", final=True)
    except UnicodeDecodeError:
        raise InputError(
            f"{fed.file.name}, after record {fed.records:,}: is not UTF-8; save the file as UTF-8"
        ) from None


def _of_array(fed: Fed, begins: str, texts: Iterator[str]) -> Iterator[tuple[object, str]]:
    """Each value of an array; what stands around it in an object is passed over."""
    opening = ARRAY.match(begins)
    text, place, lines = begins, opening.end() if opening else 0, 1
    while True:
        blank = BLANK.match(text, place)
        place = blank.end() if blank else place
        if text.startswith("]", place):
            _refuse_more(fed, text[place + 1 :], texts)
            return
        said, end, wrong = _decoded(text, place)
        if end:
            fed.taken()
            yield said, text[place:end]
            place = end
            continue
        lines += text.count("\n", 0, place)
        more = "" if wrong is not None else _as_much(texts, len(text) - place)
        if not more:
            cause = "ends in the middle, so the file is cut off" if wrong is None else "is not well-formed"
            lines += text.count("\n", place, wrong or place)
            raise InputError(f"{fed.file.name}, line {lines:,}: the JSON {cause}; copy or export it again")
        text, place = text[place:] + more, 0


def _refuse_more(fed: Fed, rest: str, texts: Iterator[str]) -> None:
    """InputError where more than the end of an object stands behind the array: it would be read by nobody."""
    for text in texts:
        fed.passed()
        rest += text.strip()
        if len(rest) > LONGEST_KEPT:
            break
    if len(rest) > LONGEST_KEPT or AFTER.fullmatch(rest) is None:
        raise InputError(
            f"{fed.file.name}, after record {fed.records:,}: holds more behind its array; write all records into one "
            "array, or one object a line"
        )


def _as_much(texts: Iterator[str], wanted: int) -> str:
    """So much more of the file: what is tried again has doubled, and a long value is tried a few times only."""
    given: list[str] = []
    while (more := next(texts, None)) is not None:
        given.append(more)
        wanted -= len(more)
        if wanted <= 0:
            break
    return "".join(given)


def _decoded(text: str, place: int) -> tuple[object, int, int | None]:
    """The value that begins at a place, and where it ends: 0 where it does not; and where it is wrong, if it is."""
    if place == len(text):
        return None, 0, None
    try:
        said, end = DECODER.raw_decode(text, place)
    except json.JSONDecodeError as problem:
        is_cut = problem.msg.startswith("Unterminated string") or problem.pos >= len(text) - LONGEST_WORD
        return None, 0, None if is_cut else problem.pos
    except (ValueError, RecursionError):
        return None, 0, place
    return said, end if end < len(text) else 0, None


def _of_lines(fed: Fed, begins: str, texts: Iterator[str]) -> Iterator[tuple[object, str]]:
    """The value of each line; the text itself where it is none."""
    rest = begins
    while True:
        *whole, rest = rest.split("\n")
        for line in whole:
            if line.strip():
                fed.taken()
                yield _value(line), line
        more = next(texts, None)
        if more is None:
            break
        rest += more
    if rest.strip():
        fed.taken()
        yield _value(rest), rest


def _value(line: str) -> object:
    try:
        return DECODER.decode(line)
    except (ValueError, RecursionError):
        return None
