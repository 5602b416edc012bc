"""The two places in buckets of an S3-compatible store: a private one and a public one, both closed to strangers.

Connections are kept: one client for each process, which threads may share.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from shutil import copyfileobj
from typing import Any
from urllib.parse import urlsplit

import boto3.session
from boto3.exceptions import Boto3Error
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from django.core.files.base import File
from django.utils.deconstruct import deconstructible
from storages.backends.s3 import S3Storage
from storages.utils import ReadBytesWrapper

from files.errors import StoreAway
from files.kinds import content_type_of, disposition_of
from files.storage import Pieces, Place, PrivatePlace, PublicPlace

NOTHING_THERE = ("404", "NoSuchKey", "NoSuchVersion")
MARKERS = "markers"
IN_MEMORY = 8 * 1024 * 1024
# A request waits for these; a store that is slower is as good as away.
SECONDS_TO_CONNECT, SECONDS_TO_ANSWER = 3, 20


@lru_cache(maxsize=4)
def _client(endpoint: str, region: str, access_key: str, secret_key: str) -> Any:
    session = boto3.session.Session(aws_access_key_id=access_key or None, aws_secret_access_key=secret_key or None)
    config = Config(
        # Stores other than Amazon's know a bucket by its path.
        s3={"addressing_style": "path" if endpoint else "auto"},
        signature_version="s3v4",
        connect_timeout=SECONDS_TO_CONNECT,
        read_timeout=SECONDS_TO_ANSWER,
        retries={"total_max_attempts": 2, "mode": "standard"},
        max_pool_connections=20,
        # Other stores do not all know Amazon's newer check sums.
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )
    return session.client("s3", endpoint_url=endpoint or None, region_name=region, config=config)


@contextmanager
def _the_store() -> Iterator[None]:
    """Turn what a store says when it cannot do something into StoreAway, and that nothing is there into its own."""
    try:
        yield
    except ClientError as failure:
        code = failure.response["Error"].get("Code", "")
        if code in NOTHING_THERE:
            raise FileNotFoundError(code) from None
        raise StoreAway(code or type(failure).__name__) from None
    except (BotoCoreError, Boto3Error) as failure:
        raise StoreAway(type(failure).__name__) from None


class Fetched(File):
    """A file read from a bucket, whole, with the mark of exactly these bytes."""

    def __init__(self, content: Any, name: str, size: int, source: dict[str, str], mark: str) -> None:
        super().__init__(content, name)
        self.size, self.source, self.mark = size, source, mark


class Bucket(Place, S3Storage):
    """A bucket that is ours alone: no rights on single files, and nothing is ever written over.

    `bucket_name` is a setting of each place; the rest comes from the AWS_… settings. A deployment's keys stand in none
    of the arguments, since Wagtail writes those down where it deletes a file later.
    """

    default_acl = None
    file_overwrite = False
    querystring_auth = True
    cache_control: str

    @property
    def location(self) -> str:
        """The beginning of each name in the bucket, asked anew each time so that tests can move it."""
        return settings.AWS_LOCATION

    @property
    def client(self) -> Any:
        """What speaks with the store."""
        return _client(
            settings.AWS_S3_ENDPOINT_URL or "",
            settings.AWS_S3_REGION_NAME,
            settings.AWS_ACCESS_KEY_ID,
            settings.AWS_SECRET_ACCESS_KEY,
        )

    def _at(self, name: str) -> dict[str, str]:
        return {"Bucket": self.bucket_name, "Key": self._normalize_name(name)}

    def get_object_parameters(self, name: str) -> dict[str, str]:
        """Return what the store says about a file to whoever reads it there."""
        return {
            "ContentType": content_type_of(name),
            "ContentDisposition": disposition_of(name),
            "CacheControl": self.cache_control,
        }

    def _open(self, name: str, mode: str = "rb") -> Any:
        if mode != "rb":
            return super()._open(name, mode)
        spool = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115
        with _the_store():
            found = self.client.get_object(**self._at(name))
            copyfileobj(found["Body"], spool)
        spool.seek(0)
        return Fetched(spool, name, found["ContentLength"], self._at(name), found["ETag"])

    def _save(self, name: str, content: Any) -> str:
        content.seek(0)
        reader = ReadBytesWrapper(content)
        # Whoever sends it may want to read it again.
        reader.close = lambda: None
        with _the_store():
            at = self._at(name)
            self.client.upload_fileobj(reader, *at.values(), self.get_object_parameters(name), Config=None)
        return name

    def exists(self, name: str) -> bool:
        """Say whether a file of this name lies here."""
        try:
            self.size(name)
        except FileNotFoundError:
            return False
        return True

    def size(self, name: str) -> int:
        """Return the number of bytes of a file. Raises FileNotFoundError."""
        return self._head(name)["ContentLength"]

    def get_modified_time(self, name: str) -> Any:
        """Return when a file came here. Raises FileNotFoundError."""
        return self._head(name)["LastModified"]

    def _head(self, name: str) -> Any:
        with _the_store():
            return self.client.head_object(**self._at(name))

    def _listed(self, listing: str, prefix: str) -> Iterator[dict[str, Any]]:
        with _the_store():
            yield from self.client.get_paginator(listing).paginate(Bucket=self.bucket_name, Prefix=prefix)

    def _own(self, key: str) -> str:
        """Return the name of what lies under `key`."""
        return key.removeprefix(f"{self.location}/") if self.location else key

    @property
    def _prefix(self) -> str:
        return f"{self.location}/" if self.location else ""

    def listed(self) -> Iterator[tuple[str, int]]:
        """See Place."""
        for page in self._listed("list_objects_v2", self._prefix):
            yield from ((self._own(entry["Key"]), entry["Size"]) for entry in page.get("Contents", ()))

    def pieces(self, name: str, first: int, length: int) -> Pieces:
        """See Place."""
        if not length:
            return Pieces(self.open(name), 0)
        with _the_store():
            found = self.client.get_object(**self._at(name), Range=f"bytes={first}-{first + length - 1}")
        return Pieces(found["Body"], length)

    def keep_copy(self, name: str, file: Any) -> str:
        """See Place. What lies in the same store already is copied there, and only if it is still what was read."""
        if not isinstance(file, Fetched):
            return self.save(name, file)
        with _the_store():
            self.client.copy_object(
                **self._at(name),
                **self.get_object_parameters(name),
                CopySource=file.source,
                CopySourceIfMatch=file.mark,
                MetadataDirective="REPLACE",
            )
        return name

    def _versions(self, prefix: str) -> Iterator[dict[str, Any]]:
        """Yield each version of each file, and each mark that one was deleted. Without versions that is the file."""
        for page in self._listed("list_object_versions", prefix):
            yield from page.get("Versions", ())
            yield from ({**marker, "IsMarker": True} for marker in page.get("DeleteMarkers", ()))

    def remove(self, name: str) -> None:
        """See Place: every version goes, or the store would still hold what was taken back."""
        at = self._at(name)
        for version in [version for version in self._versions(at["Key"]) if version["Key"] == at["Key"]]:
            with _the_store():
                self.client.delete_object(**at, VersionId=version["VersionId"])

    def old_versions(self) -> Iterator[str]:
        """See Place."""
        old = {
            version["Key"]
            for version in self._versions(self._prefix)
            if version.get("IsMarker") or not version["IsLatest"]
        }
        yield from sorted(map(self._own, old))

    def assert_room(self, size: int) -> None:
        """See Place. A bucket has no size, so it is asked whether it is there."""
        with _the_store():
            self.client.head_bucket(Bucket=self.bucket_name)

    def link(self, name: str) -> str:
        """Return an address at the store itself that opens a file for `SIGNED_LINK_SECONDS`, as its kind says."""
        shown = {
            "ResponseContentType": content_type_of(name),
            "ResponseContentDisposition": disposition_of(name),
        }
        return self.client.generate_presigned_url(
            "get_object", Params=self._at(name) | shown, ExpiresIn=settings.SIGNED_LINK_SECONDS
        )

    def handed_over(self, name: str) -> str:
        """See Place: nginx asks the store with our signature."""
        parts = urlsplit(self.link(name))
        return f"store{parts.path}?{parts.query}"


@deconstructible
class PrivateBucket(PrivatePlace, Bucket):
    """The private place in a bucket."""

    cache_control = "private, no-store"

    def listed(self) -> Iterator[tuple[str, int]]:
        """See Place. The markers lie in the same bucket, in a place of their own."""
        return ((name, size) for name, size in super().listed() if not name.startswith(f"{MARKERS}/"))

    def old_versions(self) -> Iterator[str]:
        """See Place."""
        return (name for name in super().old_versions() if not name.startswith(f"{MARKERS}/"))


@deconstructible
class MarkerBucket(PrivatePlace, Bucket):
    """The markers, in the private bucket."""

    cache_control = "private, no-store"

    @property
    def location(self) -> str:
        """See Bucket."""
        return f"{settings.AWS_LOCATION}/{MARKERS}" if settings.AWS_LOCATION else MARKERS


@deconstructible
class PublicBucket(PublicPlace, Bucket):
    """The public place in a bucket."""

    cache_control = "public, max-age=300"
