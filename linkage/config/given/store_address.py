"""Addresses of object stores and of the web in the place of a path: which are taken, which refused with what to do."""

import re

ADDRESS = re.compile(r"^(?P<scheme>[A-Za-z][A-Za-z0-9+.-]+):(?P<marks>//?)")
STORES = {
    "s3": "Amazon S3", "s3a": "Amazon S3", "s3n": "Amazon S3", "r2": "Cloudflare R2", "abfs": "Azure storage",
    "abfss": "Azure storage", "wasb": "Azure storage", "wasbs": "Azure storage", "az": "Azure storage",
    "azure": "Azure storage", "adl": "Azure storage", "gs": "Google Cloud storage", "gcs": "Google Cloud storage",
    "hdfs": "HDFS", "viewfs": "HDFS", "dbfs": "the Databricks file system", "http": "the web", "https": "the web",
    "ftp": "a file server", "sftp": "a file server", "hf": "Hugging Face",
}  # fmt: skip
MOUNTS = {
    "Amazon S3": "with Mountpoint for S3, s3fs or rclone mount",
    "Azure storage": "with blobfuse2 or rclone mount",
    "Google Cloud storage": "with gcsfuse or rclone mount",
    "HDFS": "with the NFS gateway or hadoop-fuse",
    "the Databricks file system": "as /dbfs/... or /Volumes/...",
}
CLIENTS = {"s3": "s3", "s3a": "s3", "abfs": "abfss", "abfss": "abfss", "gs": "gs"}
"""Addresses that the client of the extra `store` knows, and by which name."""
FILE = re.compile(r"^file:(?://(?P<host>[^/]*))?(?P<path>/.*)$", re.IGNORECASE | re.DOTALL)
PLACE = re.compile(r"[^/?#:\s\[\]]+(?:/[^?#]*)?")
"""A bucket, or a container and its account, and what follows."""


def path_of_file_address(path: str) -> str:
    """The path that a file: address names, as it stands there; ValueError for one of another machine."""
    found = FILE.match(path)
    if found is None:
        return path
    if found["host"] not in (None, "", "localhost"):
        raise ValueError("is a file: address of another machine; mount its folder and write the path")
    return found["path"]


def store_address(written: str) -> str | None:
    """
    The address of a store in its usual spelling; None for any other text.

    ValueError, which never repeats it, for one that holds more than a place: a key, a token or a version.
    """
    found = ADDRESS.match(written)
    if found is None or found["marks"] != "//" or found["scheme"].lower() not in CLIENTS:
        return None
    place = written[found.end() :].rstrip("/")
    if not PLACE.fullmatch(place):
        raise ValueError(
            "is an address that names no bucket or container, or holds more than a place: no name with a password, no "
            "? and no #. Credentials are the session's own, from the environment or the machine's role"
        )
    if any(part in (".", "..", "") for part in place.split("/")):
        raise ValueError("is an address with . or .. or nothing between two /; write it out")
    return f"{CLIENTS[found['scheme'].lower()]}://{place}"


def refuse_address(path: str) -> None:
    """ValueError for the address of a store where none is taken; it never repeats the address."""
    found = ADDRESS.match(path)
    if found is None:
        return
    scheme = found["scheme"].lower()
    store = STORES.get(scheme)
    if store is None:
        if found["marks"] == "//":
            raise ValueError("is an address, which is not read; write the path of a folder or file")
        return
    if store in MOUNTS:
        raise ValueError(
            f"is an address in {store}, which is not read here: mount the store as a folder, "
            f"{MOUNTS[store]}, or copy the files; then name that folder"
        )
    raise ValueError(f"is an address on {store}, which is not read: fetch the files and name their folder")
