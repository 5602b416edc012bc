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
