"""
The secret behind every pseudonym: where it comes from, and the forms in which a step may use it.

Whoever has it can tell from a site and accession number which event id they became. Whoever loses it can
never make the same ids again: a run with another key changes every event_id, spell_id and person pseudonym.
Keep a copy of state/pseudonym.key, or of the file the job names, where only its keeper can read it.
"""

import hashlib
import hmac
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from linkage.errors import ConfigError, ResourceError
from linkage.files.plain_file import MOST_KEY, plain_bytes
from linkage.session.guessable import LEAST_BYTES, REMEDY, why_guessable
from linkage.words.value_id import Pads

BLOCK_BYTES = 64
"""Block of SHA-256, the length of a padded key."""
KEY_ID_LABEL = b"linkage pseudonym key id"


@dataclass(frozen=True)
class Key:
    """The secret. It shows itself neither in a message nor in a log."""

    secret: bytes = field(repr=False)
    name: str | None = None
    """The random name by which manifests call it (see key_record); None in a folder of an earlier version."""
    salt: bytes | None = field(default=None, repr=False)
    """What digests of a run are keyed with instead, so that a manifest says nothing of the secret."""

    @property
    def key_id(self) -> str:
        """Which key it is: its random name, else, as earlier versions had it, a keyed hash of a fixed label."""
        return self.name or hmac.new(self.secret, KEY_ID_LABEL, hashlib.sha256).hexdigest()[:16]

    def pads(self, purpose: str) -> Pads:
        """
        The inner and outer padded keys of HMAC-SHA-256 for `purpose`, 64 bytes each, for a database to hash.

        Event ids use the secret itself, so that anybody who holds it can recompute them with any HMAC.
        Every other purpose has a key of its own, HMAC(secret, purpose): equal texts of two purposes never
        share a pseudonym.
        """
        key = self._for(purpose)
        if len(key) > BLOCK_BYTES:
            key = hashlib.sha256(key).digest()
        block = key.ljust(BLOCK_BYTES, b"\0")
        return bytes(byte ^ 0x36 for byte in block), bytes(byte ^ 0x5C for byte in block)

    def digest(self, purpose: str, text: str) -> str:
        """
        HMAC-SHA-256 of `text` under the key of `purpose`: only who holds the key can try texts on it.

        Those that a manifest tells (any but event ids) are keyed with the salt: texts may be known, and a digest under
        the secret would test guesses of it.
        """
        key = self._for(purpose)
        if self.salt is not None and purpose != "event":
            key = hmac.digest(self.salt, purpose.encode(), "sha256")
        return hmac.digest(key, text.encode(), "sha256").hex()

    def _for(self, purpose: str) -> bytes:
        return self.secret if purpose == "event" else hmac.digest(self.secret, purpose.encode(), "sha256")


def find_key(setting: str | None, *, folder: Path, state: Path, environment: Mapping[str, str]) -> Key:
    """
    The key of a job: `setting` is [keys] pseudonym, "file:PATH" (relative to `folder`) or "env:NAME".

    Without a setting, a random key is made once in `state`. Every byte counts, a line break at the end too.
    """
    if setting is None:
        return own_key(state / "pseudonym.key")
    kind, _, place = setting.partition(":")
    if kind == "file":
        return file_key(folder / place)
    if place not in environment:
        raise ConfigError(f"[keys] pseudonym: the environment has no variable {place}; set it and run again")
    return _long_enough(os.fsencode(environment[place]), f"the environment variable {place}")


def file_key(path: Path) -> Key:
    """The key in a file that only its owner can read."""
    try:
        mode, secret = path.stat().st_mode, plain_bytes(path, MOST_KEY)
    except OSError as problem:
        raise ConfigError(
            f"the key file {path} cannot be read ({problem.strerror}); name another under [keys] pseudonym"
        ) from None
    if mode & 0o077:
        raise ConfigError(
            f"other people on this machine can read the key file {path}: run `chmod 600 {path}`"
        )
    return _long_enough(secret, f"the key file {path}")


def own_key(path: Path) -> Key:
    """The key at `path`, made the first time: 32 random bytes, whole or not there, never replaced."""
    if not path.exists():
        draft = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            draft.unlink(missing_ok=True)
            opened = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(opened, "wb") as file:
                file.write(os.urandom(LEAST_BYTES))
                file.flush()
                os.fsync(file.fileno())
            _put_unless_there(draft, path)
            _sync_folder(path.parent)
        except OSError as problem:
            raise ResourceError(f"the key {path} could not be made: {problem.strerror}") from problem
    return file_key(path)


def _long_enough(secret: bytes, where: str) -> Key:
    if why := why_guessable(secret):
        raise ConfigError(f"the pseudonym key in {where} {why}; {REMEDY}")
    return Key(secret)


def _put_unless_there(draft: Path, path: Path) -> None:
    """Name the finished key `path`; where another run was quicker, its key stays."""
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    except OSError:
        draft.rename(path)
    draft.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
