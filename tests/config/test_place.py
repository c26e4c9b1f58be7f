"""A key is found on its line, however the file is written."""

import pytest

from linkage.config.place import line_of

TEXT = '''\
title = "a [job] and a # that are text"  # [did] in a comment
[job]   # the job
name = "x"

[ hes . apc ]
paths = [
  ["inner"]
  # threads = 1
]
person_id = """
name = "not a key"
[not_a_table]
"""
a.b = 1
"quoted" = { x = 1, y = [2] }

[[rank]]
rank = "1A"
[[rank]]
rank = "2"
[rank.more]
x = 1
'''


@pytest.mark.parametrize(
    ("keys", "line"),
    [
        ("title", 1),
        ("job", 2),
        ("job.name", 3),
        ("job.missing", 2),
        ("hes.apc", 5),
        ("hes.apc.paths", 6),
        ("hes.apc.paths.0", 6),
        ("hes.apc.person_id", 10),
        ("hes.apc.a.b", 14),
        ("hes.apc.quoted.x", 15),
        ("rank.0.rank", 18),
        ("rank.1.rank", 20),
        ("rank.1.missing", 19),
        ("inner", None),
        ("not_a_table", None),
        ("threads", None),
        ("did", None),
        ("hes.op", None),
    ],
)
def test_line_of(keys: str, line: int | None) -> None:
    """The key itself, else the nearest table around it, else nothing."""
    assert line_of(TEXT, tuple(keys.split("."))) == line
