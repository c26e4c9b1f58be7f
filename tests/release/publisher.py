"""Publishes the same month again and again until it is killed: python -m tests.release.publisher OUTPUT."""

import sys
from pathlib import Path

from linkage.release.layout import Layout
from tests.release.world import month_engine, run

if __name__ == "__main__":
    layout = Layout(Path(sys.argv[1]))
    engine = month_engine(layout.output.parent, "2026-04")
    print("ready", flush=True)  # noqa: T201
    while True:
        run(layout, engine, "2026-04")
