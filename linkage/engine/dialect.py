"""The few meanings that two databases spell differently, each a method named for its meaning."""

from typing import Protocol


class Dialect(Protocol):
    """Spellings of one database. Arguments are SQL expressions, and so are the results."""

    name: str

    def matches(self, text: str, pattern: str) -> str:
        """Whether `text` holds a match of the regular expression `pattern` (a Python string)."""
        ...

    def without(self, text: str, pattern: str) -> str:
        """`text` with every match of the regular expression removed."""
        ...

    def replaced(self, text: str, pattern: str, by: str) -> str:
        """`text` with every match of the regular expression replaced by the plain text `by`."""
        ...

    def days_between(self, first: str, second: str) -> str:
        """Whole days from date `first` to date `second`; negative when `second` is earlier."""
        ...

    def days_after(self, day: str, days: str | int) -> str:
        """The date so many whole days after date `day`; before it when negative."""
        ...

    def parsed_date(self, text: str, pattern: str) -> str:
        """The date that `text` spells in a strptime `pattern`, or null."""
        ...

    def any_of(self, values: str, name: str, condition: str) -> str:
        """Whether `condition`, which speaks of one element as `name`, holds for any element of `values`."""
        ...

    def sorted_set(self, values: str) -> str:
        """An aggregate: the distinct non-null `values` as a sorted list, or null when there are none."""
        ...

    def no_list(self, kind: str) -> str:
        """A null of the type "list of `kind`", where kind is date or text."""
        ...

    def split(self, text: str, separator: str) -> str:
        """The list of the parts of `text` between separators."""
        ...

    def captures(self, text: str, pattern: str) -> str:
        """The list of what the first group of `pattern` holds in each of its matches in `text`."""
        ...

    def each(self, values: str, name: str, expression: str) -> str:
        """The list `values` with each element, spoken of as `name`, replaced by `expression`."""
        ...

    def item(self, values: str, place: int) -> str:
        """The element of a list at a place from 1; null when the list is shorter."""
        ...

    def part(self, values: str, first: int, count: int) -> str:
        """So many elements of a list, the first of them at a place from 1."""
        ...

    def joined(self, values: str, separator: str) -> str:
        """The elements of a list of texts, none of them null, as one text with `separator` between them."""
        ...

    def size(self, values: str) -> str:
        """How many elements a list has; null for a null."""
        ...

    def byte_length(self, text: str) -> str:
        """How many bytes of UTF-8 `text` has: as many as characters where all are ASCII."""
        ...

    def sorted_characters(self, text: str) -> str:
        """`text` with its characters in their order."""
        ...

    def keyed_hash(self, text: str, inner_pad: str, outer_pad: str) -> str:
        """HMAC-SHA-256 of `text`, as 64 hex digits, from the two padded keys (binary columns)."""
        ...

    def leading_integer(self, digits: str) -> str:
        """The first 63 bits of a text of hex digits as a whole number, 0 or more."""
        ...

    def likeness(self, *texts: str) -> str:
        """64 bits of texts or nulls, the engine's own: rows known to belong together differ unseen once in 10^19."""
        ...

    def likeness_number(self, text: str) -> str:
        """63 bits of the likeness of a text, as a whole number from 0 that a file may hold."""
        ...

    def abreast(self, left: str, right: str, condition: str) -> str:
        """Two named files with as many rows, side by side; `condition` pairs these where files have no order."""
        ...


class DuckDBDialect:
    """DuckDB 2."""

    name = "duckdb"

    def matches(self, text: str, pattern: str) -> str:
        """See Dialect."""
        return f"regexp_matches({text}, '{pattern}')"

    def without(self, text: str, pattern: str) -> str:
        """See Dialect."""
        return self.replaced(text, pattern, "")

    def replaced(self, text: str, pattern: str, by: str) -> str:
        """See Dialect; without 'g' only the first match would be."""
        return f"regexp_replace({text}, '{pattern}', '{by}', 'g')"

    def days_between(self, first: str, second: str) -> str:
        """See Dialect."""
        return f"datediff('day', {first}, {second})"

    def days_after(self, day: str, days: str | int) -> str:
        """See Dialect; the sum is a date only of 32-bit days."""
        return f"({day} + cast({days} as integer))"

    def parsed_date(self, text: str, pattern: str) -> str:
        """See Dialect."""
        return f"cast(try_strptime({text}, '{pattern}') as date)"

    def any_of(self, values: str, name: str, condition: str) -> str:
        """See Dialect."""
        return f"len(list_filter({values}, lambda {name}: {condition})) > 0"

    def sorted_set(self, values: str) -> str:
        """See Dialect."""
        return f"list_sort(list(distinct {values}) filter (where {values} is not null))"

    def no_list(self, kind: str) -> str:
        """See Dialect."""
        return f"cast(null as {'varchar' if kind == 'text' else kind}[])"

    def split(self, text: str, separator: str) -> str:
        """See Dialect."""
        return f"string_split({text}, {separator})"

    def captures(self, text: str, pattern: str) -> str:
        """See Dialect."""
        return f"regexp_extract_all({text}, '{pattern}', 1)"

    def each(self, values: str, name: str, expression: str) -> str:
        """See Dialect."""
        return f"list_transform({values}, lambda {name}: {expression})"

    def item(self, values: str, place: int) -> str:
        """See Dialect."""
        return f"{values}[{place}]"

    def part(self, values: str, first: int, count: int) -> str:
        """See Dialect."""
        return f"{values}[{first}:{first + count - 1}]"

    def joined(self, values: str, separator: str) -> str:
        """See Dialect."""
        return f"array_to_string({values}, {separator})"

    def size(self, values: str) -> str:
        """See Dialect."""
        return f"len({values})"

    def byte_length(self, text: str) -> str:
        """See Dialect."""
        return f"strlen({text})"

    def sorted_characters(self, text: str) -> str:
        """See Dialect."""
        return f"array_to_string(list_sort(string_split({text}, '')), '')"

    def keyed_hash(self, text: str, inner_pad: str, outer_pad: str) -> str:
        """See Dialect; RFC 2104 with the pads already mixed with the key."""
        return f"sha256({outer_pad} || unhex(sha256({inner_pad} || encode({text}))))"

    def leading_integer(self, digits: str) -> str:
        """See Dialect; sixteen digits fit without a sign, and half of that fits with one."""
        return f"cast(cast(concat('0x', substr({digits}, 1, 16)) as ubigint) // 2 as bigint)"

    def likeness(self, *texts: str) -> str:
        """See Dialect."""
        return f"hash({', '.join(texts)})"

    def likeness_number(self, text: str) -> str:
        """See Dialect; a hash has no sign, which few readers of Parquet know."""
        return f"cast(hash({text}) >> 1 as bigint)"

    def abreast(self, left: str, right: str, condition: str) -> str:  # noqa: ARG002 - the order tells
        """See Dialect."""
        return f"{left} positional join {right}"
