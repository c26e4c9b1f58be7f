"""Items that read other tables than those they name: the same queries, put to a part of a large table, say."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from linkage.engine.making import Item, Made


def reading_instead(items: Iterable[Item], tables: Mapping[str, str]) -> tuple[Item, ...]:
    """
    The same tables, made of others: wherever a query names a table of `tables`, it names the one given for it.

    TypeError for an item that is no query.
    """
    names = re.compile(rf"\b({'|'.join(tables)})\b")

    def instead(item: Item) -> Made:
        if not isinstance(item, Made):
            raise TypeError(f"what makes {', '.join(item.writes)} is no query: it reads what it names")
        return replace(
            item,
            query=names.sub(lambda name: tables[name.group()], item.query),
            origin=tuple(tables.get(name, name) for name in item.origin),
        )

    return tuple(map(instead, items))
