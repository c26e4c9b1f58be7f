"""A standalone cluster on this machine: a master and workers, each a process of the installed PySpark's own classes."""

import json
import socket
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from urllib.request import urlopen

from benchmarks.process import Running, running

HOST = "127.0.0.1"
DAEMON = "org.apache.spark.deploy"
PATIENCE = 300
"""Seconds for the workers to be there: a busy machine takes long to start a Java."""


@dataclass(frozen=True)
class Cluster:
    """Where it is, and what it is made of."""

    master: str
    processes: tuple[int, ...]
    """Of the master and the workers; the executors are the workers' children."""


@contextmanager
def cluster(workers: int, folder: Path, memory: str) -> Iterator[Cluster]:
    """
    A cluster of that many workers of one core and so much memory each, for as long as the block lasts.

    Its logs and its workers' folders lie in `folder`. SystemExit where it does not come about.
    """
    folder.mkdir(parents=True, exist_ok=True)
    port, page = free_port(), free_port()
    asked = ("--host", HOST, "--port", f"{port}", "--webui-port", f"{page}")
    master = f"spark://{HOST}:{port}"
    with ExitStack() as lasting:
        first = lasting.enter_context(daemon(folder / "master", "master.Master", asked))
        wait_for(page, 0, first)
        others = []
        for number in range(workers):
            own = folder / f"worker-{number + 1}"
            room = ("--cores", "1", "--memory", memory, "--work-dir", f"{own}", "--webui-port", "0")
            begun = daemon(own, "worker.Worker", ("--host", HOST, *room, master))
            others.append(lasting.enter_context(begun))
        wait_for(page, workers, *others)
        yield Cluster(master, tuple(one.number for one in (first, *others)))


def daemon(folder: Path, name: str, asked: Sequence[str]) -> AbstractContextManager[Running]:
    """A process of Spark's own, ended with the block; SystemExit where Spark is not installed."""
    found = find_spec("pyspark")
    if found is None or found.origin is None:
        raise SystemExit("PySpark is not installed: make bench-spark")
    home = Path(found.origin).parent
    folder.mkdir(parents=True, exist_ok=True)
    settings = {
        "SPARK_HOME": f"{home}",
        "PYSPARK_PYTHON": sys.executable,
        "SPARK_LOCAL_IP": HOST,
        "SPARK_DAEMON_MEMORY": "256m",
    }
    words = [f"{home / 'bin' / 'spark-class'}", f"{DAEMON}.{name}", *asked]
    return running(words, settings, folder / "log")


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as tried:
        tried.bind((HOST, 0))
        port: int = tried.getsockname()[1]
    return port


def wait_for(page: int, workers: int, *processes: Running) -> None:
    """Until the master answers and has so many workers; SystemExit where a process ends, or it takes too long."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if any(process.has_ended for process in processes):
            raise SystemExit("a process of the cluster ended: look at the logs in its folder")
        if alive(page) >= workers:
            return
        time.sleep(0.5)
    raise SystemExit(f"no cluster of {workers} workers after {PATIENCE} s: look at the logs in its folder")


def alive(page: int) -> int:
    """How many workers the master knows; -1 where it does not answer yet."""
    try:
        with urlopen(f"http://{HOST}:{page}/json/", timeout=5) as answer:
            told = json.load(answer)
    except OSError:
        return -1
    return sum(worker["state"] == "ALIVE" for worker in told["workers"])
