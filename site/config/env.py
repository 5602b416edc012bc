"""The environment, read in one place. Production refuses to start where a needed value is missing."""

from pathlib import Path

from environs import Env

ROOT = Path(__file__).resolve().parent.parent.parent

env = Env()
env.read_env(ROOT / ".env", override=False)


def needed(name: str) -> str:
    """Return the value of the variable `name`; raise a plain sentence where it is missing or empty."""
    value = env.str(name, "")
    if not value:
        raise SystemExit(f"Told Together cannot start: please set {name}. See .env.example for what it means.")
    return value


def buckets() -> tuple[str, str]:
    """Return the names of the private and the public bucket, both empty where files lie on this machine's disk.

    Raises SystemExit with a plain sentence where only one is set, or both are the same.
    """
    private, public = env.str("AWS_STORAGE_BUCKET_NAME", ""), env.str("AWS_PUBLIC_BUCKET_NAME", "")
    if private and private == public:
        raise SystemExit(
            "Told Together cannot start: AWS_STORAGE_BUCKET_NAME and AWS_PUBLIC_BUCKET_NAME name the same bucket. "
            "Private files need one of their own."
        )
    if private or public:
        needed("AWS_STORAGE_BUCKET_NAME")
        needed("AWS_PUBLIC_BUCKET_NAME")
    return private, public


VAR_DIR_SECRET = "secret-key"


def local_secret(path: Path) -> str:
    """Return the secret kept at `path` on this machine only, making it on the first call (mode 600)."""
    import os
    import secrets

    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(50))
    return path.read_text()
