"""Addresses of object stores and of the web in the place of a path: known, and refused with what to do instead."""

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


def refuse_address(path: str) -> None:
    """ValueError for the address of a store, which no engine of this version reads; it never repeats the address."""
    found = ADDRESS.match(path)
    if found is None:
        return
    scheme = found["scheme"].lower()
    if scheme == "file":
        raise ValueError("is a file:// address; write the path itself")
    store = STORES.get(scheme)
    if store is None:
        if found["marks"] == "//":
            raise ValueError(
                'is an address, which engine = "duckdb" does not read; write the path of a folder or file'
            )
        return
    if store in MOUNTS:
        raise ValueError(
            f'is an address in {store}, which engine = "duckdb" does not read: mount the store as a folder, '
            f"{MOUNTS[store]}, or copy the files; then name that folder"
        )
    raise ValueError(
        f'is an address on {store}, which engine = "duckdb" does not read: fetch the files and name their folder'
    )
