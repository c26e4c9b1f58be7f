"""Spark's spellings of the meanings in `Dialect`; pure text, so that it needs no Spark."""

import re

JAVA_LETTERS = {"%Y": "yyyy", "%m": "MM", "%d": "dd"}
"""What Java calls the parts of a date that the rules read."""


class SparkDialect:
    """
    Spark SQL 4, in its ANSI mode.

    Spark reads a backslash in a text as an escape, and its regular expressions are Java's, in which `$` also
    matches before a last line break; DuckDB's does not.
    """

    name = "spark"

    def matches(self, text: str, pattern: str) -> str:
        """See Dialect."""
        return f"({text} rlike {_java_pattern(pattern)})"

    def without(self, text: str, pattern: str) -> str:
        """See Dialect."""
        return self.replaced(text, pattern, "")

    def replaced(self, text: str, pattern: str, by: str) -> str:
        """See Dialect; every match is."""
        return f"regexp_replace({text}, {_java_pattern(pattern)}, '{by}')"

    def days_between(self, first: str, second: str) -> str:
        """See Dialect; Spark names the end first, and counts with 32 bits."""
        return f"cast(datediff({second}, {first}) as bigint)"

    def days_after(self, day: str, days: str | int) -> str:
        """See Dialect."""
        return f"date_add({day}, cast({days} as int))"

    def parsed_date(self, text: str, pattern: str) -> str:
        """See Dialect; KeyError for a part of a date that no rule has read so far."""
        java = re.sub("%[A-Za-z]", lambda part: JAVA_LETTERS[part.group()], pattern)
        return f"try_to_date({text}, '{java}')"

    def any_of(self, values: str, name: str, condition: str) -> str:
        """See Dialect; Spark's own `exists` would say null where a condition is null."""
        return f"array_size(filter({values}, {name} -> {condition})) > 0"

    def sorted_set(self, values: str) -> str:
        """See Dialect; of no values Spark makes an empty list."""
        return f"case when count({values}) > 0 then sort_array(collect_set({values})) end"

    def no_list(self, kind: str) -> str:
        """See Dialect."""
        return f"cast(null as array<{'string' if kind == 'text' else kind}>)"

    def split(self, text: str, separator: str) -> str:
        r"""See Dialect; Spark splits at a pattern, so the separator is quoted between \Q and \E."""
        return f"split({text}, concat('\\\\Q', {separator}, '\\\\E'))"

    def captures(self, text: str, pattern: str) -> str:
        """See Dialect."""
        return f"regexp_extract_all({text}, {_java_pattern(pattern)}, 1)"

    def each(self, values: str, name: str, expression: str) -> str:
        """See Dialect."""
        return f"transform({values}, {name} -> {expression})"

    def item(self, values: str, place: int) -> str:
        """See Dialect; `values[place]` would count from 0 and raise at the end."""
        return f"try_element_at({values}, {place})"

    def part(self, values: str, first: int, count: int) -> str:
        """See Dialect."""
        return f"slice({values}, {first}, {count})"

    def joined(self, values: str, separator: str) -> str:
        """See Dialect."""
        return f"array_join({values}, {separator})"

    def size(self, values: str) -> str:
        """See Dialect; counted with 32 bits."""
        return f"cast(array_size({values}) as bigint)"

    def byte_length(self, text: str) -> str:
        """See Dialect."""
        return f"octet_length({text})"

    def sorted_characters(self, text: str) -> str:
        """See Dialect; what Spark finds behind the last character is empty."""
        return f"array_join(array_sort(split({text}, '')), '')"

    def keyed_hash(self, text: str, inner_pad: str, outer_pad: str) -> str:
        """See Dialect; RFC 2104 with the pads already mixed with the key."""
        inner = f"sha2(concat({inner_pad}, encode({text}, 'UTF-8')), 256)"
        return f"sha2(concat({outer_pad}, unhex({inner})), 256)"

    def leading_integer(self, digits: str) -> str:
        """See Dialect; conv gives text, and fifteen digits and half the next fit with a sign."""
        return (
            f"(cast(conv(substr({digits}, 1, 15), 16, 10) as bigint) * 8"
            f" + cast(conv(substr({digits}, 16, 1), 16, 10) as bigint) div 2)"
        )

    def likeness(self, *texts: str) -> str:
        """See Dialect; a null alone would leave no trace."""
        each = (f"coalesce(concat('=', {text}), '')" for text in texts)
        return f"xxhash64({', '.join(each)})"

    def likeness_number(self, text: str) -> str:
        """See Dialect."""
        return f"shiftrightunsigned(xxhash64({text}), 1)"

    def abreast(self, left: str, right: str, condition: str) -> str:
        """See Dialect; files are read in pieces, by whom it may be."""
        return f"{left} join {right} on {condition}"


def _java_pattern(pattern: str) -> str:
    r"""The pattern as a SQL text, with `$`, where it means the end, as Java's `\z`."""
    parts = re.findall(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|.", pattern, re.DOTALL)
    java = "".join(r"\z" if part == "$" else part for part in parts)
    return "'" + java.replace("\\", "\\\\").replace("'", "''") + "'"
