"""The one connection factory of DuckDB, locked down: where a session may work and how much it may use."""

from dataclasses import dataclass
from pathlib import Path

import duckdb

from linkage.engine.memory import session_limit
from linkage.engine.quote import literal


@dataclass(frozen=True)
class Session:
    """Where a DuckDB session may work and how much of the machine it may use."""

    folders: tuple[Path, ...] = ()
    """Folders (and what is below them) it may read and write."""
    files: tuple[Path, ...] = ()
    """Single files it may reach as well; nothing else is reachable."""
    database: Path | None = None
    """File of the working tables; None keeps them in memory."""
    is_synced: bool = False
    """Whether what is saved of it is to outlive a power cut."""
    spill: Path | None = None
    """Folder for what does not fit in memory; None forbids spilling."""
    memory_limit: str | None = None
    text_bytes: int = 0
    """About how much text it reads: decides the limit where none is set."""
    threads: int | None = None
    unsafe_debug: bool = False
    """Let database errors, which quote the data, through to the terminal."""


PASSING = ("set fsync_mode = 'NONE'", "pragma disable_checkpoint_on_shutdown")
"""Working tables last as long as their session: nobody waits for the disk to keep what a power cut may take."""


def connect(session: Session) -> duckdb.DuckDBPyConnection:
    """
    A locked-down connection: no network, no extensions, only the session's folders and files.

    Order matters: limits first, then the folders, then external access off, then the lock.
    """
    connection = duckdb.connect(
        str(session.database) if session.database else ":memory:",
        config={
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "allow_community_extensions": "false",
            "allow_persistent_secrets": "false",
        },
    )
    settings = [f"set temp_directory = {literal(str(session.spill or ''))}"]
    if session.database and not session.is_synced:
        settings += PASSING
    limits = {
        "memory_limit": session.memory_limit
        or session_limit(session.text_bytes, session.threads, session.spill),
        "threads": session.threads,
    }
    settings += [f"set {name} = {literal(str(most))}" for name, most in limits.items() if most]
    folders = ", ".join(literal(f"{folder}/") for folder in session.folders)
    settings += [
        "set enable_progress_bar = false",
        f"set allowed_directories = [{folders}]",
        f"set allowed_paths = [{', '.join(literal(str(file)) for file in session.files)}]",
        "set enable_external_access = false",
        "set lock_configuration = true",
    ]
    for setting in settings:
        connection.execute(setting)
    return connection
