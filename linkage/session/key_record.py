"""
state/key_id.json: the random name of a folder's key, and how to tell the key again. Never part of a release.

What a manifest says of a key must not help to guess it, so it says a name drawn at random, and its digests are keyed
with a salt drawn at random. Only this file ties both to the key: by scrypt, which makes each guess slow. Folders of
earlier versions have no such file and go on with the names they have.
"""

import hashlib
import hmac
import json
import os
from dataclasses import dataclass, replace
from pathlib import Path

from linkage.errors import IntegrityError
from linkage.release import disk
from linkage.session.keys import Key

NAME = "key_id.json"
ANOTHER = "of no release here"
"""Name of a key that is not the one the folder was begun with."""
NAME_BYTES, SALT_BYTES = 8, 32
COST, BLOCK_SIZE, LANES = 2**14, 8, 1
"""Of scrypt: 16 MiB and some 50 ms a guess (RFC 7914, section 2)."""


@dataclass(frozen=True)
class Record:
    """What the file holds."""

    key_id: str
    salt: bytes
    check: bytes

    def is_of(self, key: Key) -> bool:
        """Whether it was made for this key."""
        return hmac.compare_digest(self.check, slow_hash(key.secret, self.salt))


def recorded(key: Key, state: Path, *, has_releases: bool, may_write: bool) -> Key:
    """
    The key with its name and salt, made the first time.

    A folder that has releases and no such file is of an earlier version: its key stays as it is. While nothing has
    been published the key may be changed. IntegrityError when the file cannot be read as one.
    """
    path = state / NAME
    found = read_record(path)
    if found is None and has_releases:
        return key
    if found is not None and found.is_of(key):
        return replace(key, name=found.key_id, salt=found.salt)
    if has_releases:
        return replace(key, name=ANOTHER)
    if not may_write:
        return key
    salt = os.urandom(SALT_BYTES)
    made = Record(os.urandom(NAME_BYTES).hex(), salt, slow_hash(key.secret, salt))
    disk.replace(path, record_bytes(made), draft=path.with_name(f".{NAME}"))
    return replace(key, name=made.key_id, salt=made.salt)


def slow_hash(secret: bytes, salt: bytes) -> bytes:
    """scrypt of the secret."""
    return hashlib.scrypt(secret, salt=salt, n=COST, r=BLOCK_SIZE, p=LANES)


def record_bytes(record: Record) -> bytes:
    """The text of the file."""
    content = {"key_id": record.key_id, "salt": record.salt.hex(), "check": record.check.hex()}
    return (json.dumps(content, indent=2) + "\n").encode()


def read_record(path: Path) -> Record | None:
    """The file, if it is there."""
    try:
        content = json.loads(path.read_bytes())
        return Record(content["key_id"], bytes.fromhex(content["salt"]), bytes.fromhex(content["check"]))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError):
        raise IntegrityError(
            f"{path} cannot be read, and without it the folder's key cannot be told again; restore it from your "
            "latest backup of the state folder"
        ) from None
