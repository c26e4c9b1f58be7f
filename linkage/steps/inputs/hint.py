"""What may be wrong with a file whose fields cannot be told apart, judged from its first lines."""

from collections.abc import Callable

from linkage.steps.inputs.head import Head
from linkage.steps.inputs.source import Source
from linkage.steps.inputs.split import split_line

DELIMITERS = {",": "a comma", "|": "a pipe", "\t": "a tab", ";": "a semicolon"}
CONFIGURABLE = {",": '","', "|": '"|"', "\t": '"tab"'}
LINES = 20


def delimiter_hint(head: Head, source: Source, wanted: Callable[[list[str]], bool]) -> str:
    """
    What was found on an early line and, when another delimiter gives the fields that are `wanted`, what to do.

    It counts fields and never shows one.
    """
    lines = head.rows()[:LINES]
    if not lines:
        return f"check [{source.key}] delimiter and that this is the right file"
    for number, line in lines:
        for other, name in DELIMITERS.items():
            fields = split_line(line, other)
            if other != source.delimiter and fields is not None and wanted(fields):
                advice = (
                    f"set [{source.key}] delimiter = {CONFIGURABLE[other]}"
                    if other in CONFIGURABLE
                    else "write the file with a comma, a pipe or a tab"
                )
                return f"{_found(number, line, source)} but {len(fields)} by {name}: {advice}"
    return f"{_found(*lines[0], source)}; check [{source.key}] delimiter and that this is the right file"


def _found(number: int, line: str, source: Source) -> str:
    count = _count(line, source.delimiter)
    fields = f"{count} field" if count == 1 else f"{count} fields"
    return f"line {number} has {fields} separated by {DELIMITERS[source.delimiter]}"


def _count(line: str, delimiter: str) -> int:
    fields = split_line(line, delimiter)
    return len(line.split(delimiter)) if fields is None else len(fields)
