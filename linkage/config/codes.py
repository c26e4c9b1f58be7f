"""Code lists that ship: each row a code with its meaning and source, read once."""

import csv
from functools import cache

from linkage.config.shipped import shipped


@cache
def read(name: str) -> tuple[dict[str, str], ...]:
    """The rows of configs/codes/<name>.csv, in order; KeyError-free: every list has at least code and meaning."""
    lines = (shipped("codes") / f"{name}.csv").read_text("utf-8").splitlines()
    return tuple(dict(row) for row in csv.DictReader(lines))
