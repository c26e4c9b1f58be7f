"""What doctor says of the machine, with a home folder and without; run as a process of its own in a folder."""

import io
import json
import os
import sys
from contextlib import redirect_stdout

import linkage
from linkage.cli.main import exit_code


def diagnosed() -> list[dict[str, object]]:
    """The findings."""
    out = io.StringIO()
    with redirect_stdout(out):
        exit_code(["doctor", "--json"])
    found: list[dict[str, object]] = json.loads(out.getvalue())
    return found


if __name__ == "__main__":
    os.environ["HOME"] = "/"
    named = diagnosed()
    del os.environ["HOME"]
    sys.stdout.write(json.dumps({"program": linkage.__file__, "named": named, "none": diagnosed()}))
