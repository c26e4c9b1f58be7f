"""The same rows once for each breakdown: read once, where a union would read them as often as there are breakdowns."""

from collections.abc import Iterable, Mapping


def every_breakdown_sql(breakdowns: Iterable[str]) -> str:
    """A table of one column, `breakdown`, to be joined with everything."""
    names = ", ".join(f"('{name}')" for name in breakdowns)
    return f"(select * from (values {names}) as named (breakdown)) as counted_by"


def category_sql(categories: Mapping[str, str]) -> str:
    """The category of a row joined so: an expression for each breakdown, all of them text."""
    cases = " ".join(f"when '{name}' then {category}" for name, category in categories.items())
    return f"case breakdown {cases} end"


def columns_of(breakdowns: Iterable[str]) -> dict[str, str]:
    """Breakdowns that are columns of their name, as `category_sql` asks for them."""
    return {name: name for name in breakdowns}
