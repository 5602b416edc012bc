"""A real S3-compatible store for a run of tests: SeaweedFS on this machine only, with two buckets.

    python -m tests.seaweed COMMAND [ARGUMENT…]

starts one, runs the command with its addresses and keys in the environment, and ends it whatever happens.
"""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

PRIVATE, PUBLIC = "told-private", "told-public"
ACCESS_KEY, SECRET_KEY = "site-of-a-test", "only-for-tests"
SECONDS_TO_START = 60
PORTS = ("master.port", "volume.port", "filer.port", "s3.port")


def free_ports(number: int) -> list[int]:
    sockets = [socket.socket() for _ in range(number)]
    try:
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]
    finally:
        for each in sockets:
            each.close()


class Seaweed:
    """One server in a folder of its own. It can be killed and started again with what it kept."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="told-together-s3-"))
        keys = [{"accessKey": ACCESS_KEY, "secretKey": SECRET_KEY}]
        rights = ["Admin", "Read", "Write", "List", "Tagging"]
        site = {"name": "site", "credentials": keys, "actions": rights}
        self._config = self._folder / "s3.json"
        self._config.write_text(json.dumps({"identities": [site]}))
        ports = free_ports(2 * len(PORTS))
        self._ports = dict(zip((*PORTS, *(f"{name}.grpc" for name in PORTS)), ports, strict=True))
        self.url = f"http://127.0.0.1:{self._ports['s3.port']}"
        self._buckets: tuple[str, ...] = ()
        self._server: subprocess.Popen | None = None

    @property
    def environment(self) -> dict[str, str]:
        """What the site's settings ask for."""
        return {
            "AWS_STORAGE_BUCKET_NAME": PRIVATE,
            "AWS_PUBLIC_BUCKET_NAME": PUBLIC,
            "AWS_S3_ENDPOINT_URL": self.url,
            "AWS_S3_REGION_NAME": "us-east-1",
            "AWS_ACCESS_KEY_ID": ACCESS_KEY,
            "AWS_SECRET_ACCESS_KEY": SECRET_KEY,
        }

    @property
    def settings(self) -> dict[str, Any]:
        """The same as Django's settings."""
        return self.environment | {"STORAGES": storages()}

    def start(self) -> None:
        """Start it, or start it again, and wait until it answers."""
        weed = Path(sys.executable).with_name("weed")
        command = [str(weed), *self.arguments(), *(f"-{name}={port}" for name, port in self._ports.items())]
        quiet = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
        with (self._folder / "log").open("ab") as log:
            self._server = subprocess.Popen(
                command, stdout=log, stderr=subprocess.STDOUT, start_new_session=True, env=quiet
            )
        self._wait()

    def arguments(self) -> list[str]:
        """Return how it is started, but for its ports."""
        return [
            *("-logtostderr=true", "mini", f"-dir={self._folder}", "-ip=127.0.0.1", "-ip.bind=127.0.0.1"),
            *("-master.telemetry=false", "-admin.ui=false", "-webdav=false", "-s3.port.iceberg=0"),
            f"-s3.config={self._config}",
        ]

    def _wait(self) -> None:
        until = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < until and self._server is not None and self._server.poll() is None:
            try:
                with urllib.request.urlopen(f"{self.url}/healthz", timeout=1) as answer:
                    if answer.status == 200 and self._finds_what_it_kept():
                        return
            except OSError:
                pass
            time.sleep(0.05)
        raise RuntimeError(f"SeaweedFS did not start. {(self._folder / 'log').read_text()[-2000:]}")

    def _finds_what_it_kept(self) -> bool:
        """Say whether it can read from each bucket again: after a start that takes a moment longer than to answer."""
        try:
            for name in self._buckets:
                self.client().get_object(Bucket=name, Key="ready")["Body"].read()
        except ClientError:
            return False
        return True

    def make_buckets(self) -> None:
        """Make both buckets, with versions; single files of the public one can be read by everybody, and not listed.

        The site needs neither. A bucket that keeps versions, or that a CDN may read, must hold no more than others.
        """
        client = self.client()
        for name in (PRIVATE, PUBLIC):
            client.create_bucket(Bucket=name)
            client.put_object(Bucket=name, Key="ready", Body=b"yes")
            client.put_bucket_versioning(Bucket=name, VersioningConfiguration={"Status": "Enabled"})
        reading = {
            "Effect": "Allow",
            "Principal": "*",
            "Action": "s3:GetObject",
            "Resource": f"arn:aws:s3:::{PUBLIC}/*",
        }
        policy = {"Version": "2012-10-17", "Statement": [reading]}
        client.put_bucket_policy(Bucket=PUBLIC, Policy=json.dumps(policy))
        self._buckets = (PRIVATE, PUBLIC)

    def client(self) -> Any:
        """Return what speaks with this store."""
        return boto3.client(
            "s3",
            endpoint_url=self.url,
            region_name="us-east-1",
            aws_access_key_id=ACCESS_KEY,
            aws_secret_access_key=SECRET_KEY,
            config=Config(s3={"addressing_style": "path"}, request_checksum_calculation="when_required"),
        )

    @property
    def is_up(self) -> bool:
        """Whether it was started, and not killed since."""
        return self._server is not None

    def kill(self) -> None:
        """End it at once, as a power cut would. What it has kept stays."""
        if self._server is not None:
            self._server.send_signal(signal.SIGKILL)
            self._server.wait()
            self._server = None

    def end(self) -> None:
        """End it and forget what it kept."""
        self.kill()
        shutil.rmtree(self._folder, ignore_errors=True)


def storages() -> dict[str, Any]:
    """Return the setting for files in the two buckets."""
    from django.conf import settings

    return settings.STORAGES | {
        "default": {"BACKEND": "files.s3.PrivateBucket", "OPTIONS": {"bucket_name": PRIVATE}},
        "public": {"BACKEND": "files.s3.PublicBucket", "OPTIONS": {"bucket_name": PUBLIC}},
        "markers": {"BACKEND": "files.s3.MarkerBucket", "OPTIONS": {"bucket_name": PRIVATE}},
    }


def main() -> int:
    """Run a command beside a store; return its exit code."""
    if len(sys.argv) < 2:
        print("usage: sh .ci/with-s3 COMMAND [ARGUMENT…]", file=sys.stderr)
        return 2
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, _frame: sys.exit(128 + number))
    store = Seaweed()
    try:
        store.start()
        store.make_buckets()
        return subprocess.call(sys.argv[1:], env=os.environ | store.environment)
    finally:
        store.end()


if __name__ == "__main__":
    sys.exit(main())
