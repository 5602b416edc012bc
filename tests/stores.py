"""What lies in the two places for files, on disk or in buckets, asked of the store itself."""

import os
from collections.abc import Iterator
from typing import Any

import pytest

from files.s3 import MARKERS
from files.storage import private_storage, public_storage

needs_s3 = pytest.mark.skipif(
    not os.environ.get("AWS_S3_ENDPOINT_URL"), reason="needs an S3-compatible store: run it under .ci/with-s3"
)


def place(name: str) -> Any:
    """Return the private or the public place."""
    return private_storage() if name == "private" else public_storage()


def names_in(name: str) -> set[str]:
    """Return the names of all files in a place."""
    return set(place(name).names())


def bytes_in(name: str) -> list[bytes]:
    """Return what each file in a place holds now."""
    return [read(name, file) for file in sorted(names_in(name))]


def read(name: str, file: str) -> bytes:
    """Return what one file holds."""
    with place(name).open(file) as opened:
        return opened.read()


def overwrite(name: str, file: str, content: bytes) -> None:
    """Put other bytes where a file lies, as somebody would who has the keys."""
    with place(name).open(file, "wb") as opened:
        opened.write(content)


def everything_kept() -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of all that both places hold, with the versions that a bucket keeps of what is gone.

    Without the markers of what must not come back, which a bucket holds beside them: numbers and dates only.
    """
    for store in map(place, ("private", "public")):
        if not hasattr(store, "client"):
            yield from ((file, store.open(file).read()) for file in store.names())
            continue
        markers = f"{store._prefix}{MARKERS}/"
        for page in store._listed("list_object_versions", store._prefix):
            for version in page.get("Versions", ()):
                if version["Key"].startswith(markers):
                    continue
                at = {"Bucket": store.bucket_name, "Key": version["Key"], "VersionId": version["VersionId"]}
                yield version["Key"], store.client.get_object(**at)["Body"].read()
            yield from ((marker["Key"], b"") for marker in page.get("DeleteMarkers", ()))
