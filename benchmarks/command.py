"""A `linkage` command in a process of its own, which tells at the end how much memory it held."""

import sys

from linkage.account import peak_memory_bytes
from linkage.cli.main import exit_code

if __name__ == "__main__":
    code = exit_code(sys.argv[1:])
    print(f"peak bytes {peak_memory_bytes()}")  # noqa: T201
    sys.exit(code)
