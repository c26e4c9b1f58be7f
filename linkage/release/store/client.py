"""
An object store by its address, through obstore: Amazon S3 and what speaks as it does, Azure, Google Cloud.

Credentials are the session's own, found by the client in the environment or from the machine's role; none is in a job
file, and no word of the client's errors is repeated: they may hold addresses, keys and answers of servers.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from linkage.errors import ConfigError, ResourceError
from linkage.release import disk
from linkage.release.store.store import Conflict, Found

if TYPE_CHECKING:
    from obstore.store import ObjectStore

TRIES, TRYING_SECONDS = 4, 60
"""Of a request that the store does not answer, or answers as busy."""
SMALL_SECONDS = 5
"""Of a try to read or write a small object, and of the tries after it: the lock is one, and lives a minute."""
AT_ONCE = 1_000
"""Objects removed in one request."""


class Client:
    """The objects below an address; see `Store`."""

    def __init__(self, address: str, config: Mapping[str, str], *, allow_http: bool) -> None:
        """ConfigError where the client is not installed, or cannot make anything of the address or the settings."""
        self.address = address
        self._objects: ObjectStore = opened(address, config, allow_http=allow_http)
        self._small: ObjectStore = opened(address, config, allow_http=allow_http, seconds=SMALL_SECONDS)

    def names(self, folder: str) -> Iterator[str]:
        """See `Store`; in its order. It is asked for a folder: of a part of a name it knows nothing."""
        import obstore  # noqa: PLC0415 - an extra

        with self._told("listed"):
            for some in obstore.list(self._objects, folder.rpartition("/")[0]):
                yield from (one["path"] for one in some if one["path"].startswith(folder))

    def read(self, key: str) -> Found | None:
        """See `Store`."""
        import obstore  # noqa: PLC0415 - an extra

        with self._told("read"):
            try:
                found = obstore.get(self._small, key)
                return Found(bytes(found.bytes()), version_of(found.meta))
            except FileNotFoundError:
                return None

    def size(self, key: str) -> int | None:
        """See `Store`."""
        found = self._head(key)
        return None if found is None else int(found["size"])

    def stamp(self, key: str) -> str | None:
        """See `Store`."""
        found = self._head(key)
        return None if found is None else version_of(found)

    def _head(self, key: str) -> Mapping[str, Any] | None:
        """What the store says of an object; None where there is none."""
        import obstore  # noqa: PLC0415 - an extra

        with self._told("read"):
            try:
                return dict(obstore.head(self._objects, key))
            except FileNotFoundError:
                return None

    def fetch(self, key: str, target: Path) -> bool:
        """See `Store`; a full disk is told as one."""
        import obstore  # noqa: PLC0415 - an extra

        with self._told("read"):
            try:
                found = obstore.get(self._objects, key)
            except FileNotFoundError:
                return False
            with disk.resource_errors(f"writing {target}"), target.open("xb") as file:
                for piece in found.stream():
                    file.write(piece)
        return True

    def put_file(self, key: str, source: Path) -> None:
        """See `Store`."""
        import obstore  # noqa: PLC0415 - an extra

        with self._told("written to"):
            obstore.put(self._objects, key, source)

    def put_if_absent(self, key: str, content: bytes) -> str:
        """See `Store`."""
        import obstore  # noqa: PLC0415 - an extra

        with self._told("written to"):
            return version_of(obstore.put(self._small, key, content, mode="create"))

    def swap(self, key: str, content: bytes, version: str) -> str:
        """See `Store`."""
        import obstore  # noqa: PLC0415 - an extra

        e_tag, _, number = version.partition("\n")
        mode: Any = {"e_tag": e_tag, **({"version": number} if number else {})}
        with self._told("written to"):
            try:
                return version_of(obstore.put(self._small, key, content, mode=mode))
            except FileNotFoundError:
                raise Conflict from None

    def remove(self, keys: Iterable[str]) -> None:
        """See `Store`."""
        import obstore  # noqa: PLC0415 - an extra

        listed = list(keys)
        with self._told("written to"):
            for start in range(0, len(listed), AT_ONCE):
                try:
                    obstore.delete(self._objects, listed[start : start + AT_ONCE])
                except FileNotFoundError:
                    continue

    @contextmanager
    def _told(self, what: str) -> Iterator[None]:
        """An error of the client as one of this program's, without its words."""
        from obstore import exceptions  # noqa: PLC0415 - an extra

        told: ResourceError | ConfigError | Conflict
        try:
            yield
        except (exceptions.AlreadyExistsError, exceptions.PreconditionError):
            told = Conflict()
        except (exceptions.PermissionDeniedError, exceptions.UnauthenticatedError):
            told = ResourceError(
                f"{self.address} cannot be {what}: the store refuses this session. Give it the right to read, write, "
                "list and delete there, by the role of the machine or the client's variables of the environment; the "
                "last release is as it was"
            )
        except FileNotFoundError:
            told = ConfigError(
                f"{self.address} cannot be {what}: there is no such bucket or container; make one, or name another"
            )
        except exceptions.NotSupportedError:
            told = ConfigError(
                f"{self.address}: this store has no conditional writes, without which no release is safe there; name a "
                "folder, or a store that has them"
            )
        except exceptions.BaseError:
            told = ResourceError(
                f"{self.address} could not be {what}, in {TRIES} tries: the store does not answer, or this session has "
                "no credentials for it. Look at the network, [store] config and the environment; the "
                "last release is as it was. Then run again"
            )
        else:
            return
        raise told from None


def opened(
    address: str, config: Mapping[str, str], *, allow_http: bool, seconds: int | None = None
) -> "ObjectStore":
    """The client of an address, of whose requests none takes twice `seconds`; ConfigError as `Client`."""
    if find_spec("obstore") is None:
        raise ConfigError(
            f"{address} is an address in a store, and its client is not installed: it comes with the extra `store`, "
            "pip install 'hes-did-linkage[store]'"
        )
    from obstore.store import from_url  # noqa: PLC0415 - an extra

    options: dict[str, Any] = {
        "config": dict(config),
        "client_options": {
            **({"allow_http": True} if allow_http else {}),
            **({"timeout": timedelta(seconds=seconds)} if seconds else {}),
        },
        "retry_config": {
            "max_retries": TRIES - 1,
            "retry_timeout": timedelta(seconds=seconds or TRYING_SECONDS),
        },
    }
    try:
        client: ObjectStore = from_url(address, **options)
    except Exception:  # noqa: BLE001 - whatever it is, its words may hold what was given
        raise ConfigError(
            f"the client of {address} cannot be made: correct the address or [store] config, whose names are those of "
            "obstore, such as endpoint, region or account_name"
        ) from None
    return client


def version_of(told: Mapping[str, Any]) -> str:
    """What an object is told from another of its key by."""
    return "\n".join(part for part in (told["e_tag"], told.get("version")) if part)
