"""An emulated S3: python -m tests.store.emulated_server writes its address and serves until it is ended."""

import logging
import sys
import threading

import boto3
from moto.server import ThreadedMotoServer

BUCKET = "bucket"

if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    address = f"http://127.0.0.1:{server.get_host_and_port()[1]}"
    client = boto3.client("s3", endpoint_url=address)
    client.create_bucket(Bucket=BUCKET)
    sys.stdout.write(f"{address}\n")
    sys.stdout.flush()
    threading.Event().wait()
