"""The text of a row into its fields, quotes as in RFC 4180: a line, or several where a quoted field ends on another."""

import re

from linkage.engine.dialect import Dialect
from linkage.engine.quote import literal


def edge(delimiter: str) -> str:
    """The characters that may surround a value and are no part of it, unless one of them is the delimiter."""
    return " \t\r\n\0".replace(delimiter, "")


def split_line(line: str, delimiter: str) -> list[str] | None:
    """The trimmed fields of a line, or None when a quoted field does not end: the twin of `fields_sql`."""
    around = edge(delimiter)
    if '"' not in line:
        return [field.strip(around) for field in line.split(delimiter)]
    if re.search(_well_quoted(delimiter), line) is None:
        return None
    return [
        _unquoted(field.strip(around), around)
        for field in re.findall(_each_field(delimiter), delimiter + line)
    ]


def fields_sql(dialect: Dialect, line: str, delimiter: str) -> str:
    """
    The fields of `line` as a list, or null when a quoted field does not end on it.

    Most lines hold no quote and take the first way, so that only the others can hold the end of a line; lines whose
    quotes hide nothing (an export that quotes every field) the second; only what is left is matched field by field.
    Fields are trimmed; each way asks first whether there is anything to trim, which costs more than all the rest.
    """
    around = edge(delimiter)
    controls = ['"', *around.replace(" ", "").replace("\n", "")]
    plain = " and ".join(f"instr({line}, {_code(character)}) = 0" for character in controls)
    unquoted_line = f"""replace({line}, '"', '')"""
    matched = dialect.captures(f"concat({literal(delimiter)}, {line})", _each_field(delimiter))
    return f"""case
                when {plain} and {_is_tight(dialect, line, delimiter)} then {dialect.split(line, literal(delimiter))}
                when {plain} then {_split_and_trimmed(dialect, line, delimiter)}
                when {dialect.matches(line, _quotes_hide_nothing(delimiter))}
                    then case when {_is_tight(dialect, unquoted_line, delimiter)}
                        then {dialect.split(unquoted_line, literal(delimiter))}
                        else {_split_and_trimmed(dialect, unquoted_line, delimiter)} end
                when {dialect.matches(line, _well_quoted(delimiter))}
                    then {dialect.each(matched, "field", f"trim({_unquoted_sql('field', _text(around))})")}
            end"""


def _is_tight(dialect: Dialect, text: str, delimiter: str) -> str:
    """Whether no field of `text` begins or ends with a space, of which there are more beyond ASCII."""
    code, space = _code(delimiter), _code(" ")
    return (
        f"instr({text}, concat({code}, {space})) = 0 and instr({text}, concat({space}, {code})) = 0"
        f" and {text} not like ' %' and {text} not like '% ' and {dialect.byte_length(text)} = length({text})"
    )


def _split_and_trimmed(dialect: Dialect, text: str, delimiter: str) -> str:
    return dialect.each(dialect.split(text, literal(delimiter)), "field", "trim(field)")


def blank_pattern(delimiter: str) -> str:
    """A regular expression for a line that is no row."""
    return f"^{_edges(delimiter)}$"


def is_open(line: str, delimiter: str) -> bool:
    """Whether a quoted field of the line does not end on it, all before it being well quoted."""
    return '"' in line and re.search(open_pattern(delimiter), line) is not None


def open_pattern(delimiter: str) -> str:
    """The same as a regular expression."""
    edges = _edges(delimiter)
    return f'^(?:{_a_field(delimiter)}{_class(delimiter)})*{edges}"(?:[^"]|"")*$'


def _quotes_hide_nothing(delimiter: str) -> str:
    """Every field is quoted whole or not at all, and no quotes hold a quote, a delimiter or a control character."""
    between = _class(f'^"{delimiter}\t\r\n\0') + "*"
    field = f'("{between}"|{between})'
    return f"^{field}({_class(delimiter)}{field})*$"


def _well_quoted(delimiter: str) -> str:
    """Every field that begins with a quote ends with one; quotes within are doubled."""
    field = _a_field(delimiter)
    return f"^{field}({_class(delimiter)}{field})*$"


def _a_field(delimiter: str) -> str:
    edges = _edges(delimiter)
    bare = f"({_class('^' + delimiter + edge(delimiter) + chr(34))}{_class('^' + delimiter)}*)?"
    return f'{edges}("([^"]|"")*"{edges}|{bare})'


def _each_field(delimiter: str) -> str:
    """One field and the delimiter before it, in a line that is well quoted; the group is the field."""
    edges = _edges(delimiter)
    return f'{_class(delimiter)}({edges}"(?:[^"]|"")*"{edges}|{_class("^" + delimiter)}*)'


def _edges(delimiter: str) -> str:
    return _class(edge(delimiter)) + "*"


def _class(characters: str) -> str:
    """A character class; control characters spelt out, since a pattern becomes part of a statement."""
    spelt = {"\t": r"\t", "\r": r"\r", "\n": r"\n", "\0": r"\x00"}
    return "[" + "".join(spelt.get(character, character) for character in characters) + "]"


def _unquoted(field: str, around: str) -> str:
    return field[1:-1].replace('""', '"').strip(around) if field.startswith('"') else field


def _unquoted_sql(field: str, around: str) -> str:
    trimmed = f"trim(both {around} from {field})"
    inner = f"""replace(substr({trimmed}, 2, length({trimmed}) - 2), '""', '"')"""
    return f"""case when {trimmed} like '"%' then trim(both {around} from {inner}) else {trimmed} end"""


def _code(character: str) -> str:
    return f"chr({ord(character)})"


def _text(characters: str) -> str:
    return f"concat({', '.join(map(_code, characters))})"
