"""One run at a time."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from linkage.errors import LockedError
from linkage.release.layout import Layout
from linkage.release.lock import hold

HOLDER = """
import sys, time
from pathlib import Path
from linkage.release.layout import Layout
from linkage.release.lock import hold
with hold(Layout(Path(sys.argv[1]))):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_second_process_is_told_and_a_dead_one_is_followed(layout: Layout) -> None:
    """Exit code 5 within two seconds, naming the process; no waiting once that process has died."""
    root = Path(__file__).parents[2]
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(layout.output)], stdout=subprocess.PIPE, cwd=root
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        began = time.monotonic()
        with (
            pytest.raises(LockedError, match=rf"process {other.pid} on .*wait for it to end") as told,
            hold(layout),
        ):
            pass
        assert time.monotonic() - began < 2
        assert told.value.exit_code == 5
        other.kill()
    with hold(layout):
        pass


def test_a_second_holder_in_the_same_process(layout: Layout) -> None:
    """Threads and nested calls are no exception; an owner's note that cannot be read is left out."""
    with hold(layout):
        (layout.state / "lock.owner").write_text("{", "utf-8")
        with pytest.raises(LockedError, match="another run is at work"), hold(layout):
            pass
    with hold(layout):
        pass


def test_the_lock_goes_when_the_run_fails(layout: Layout) -> None:
    """And so does the umask."""
    umask = os.umask(0o022)
    try:
        with pytest.raises(ZeroDivisionError), hold(layout):
            assert 1 / 0
        with hold(layout):
            (layout.work / "made.txt").write_text("", "utf-8")
        assert os.umask(0o022) == 0o022
    finally:
        os.umask(umask)
    assert (layout.work / "made.txt").stat().st_mode & 0o777 == 0o600
