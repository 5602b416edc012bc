"""The demo's words and pictures, as they lie in `content/` and `assets/`."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
CONTENT = HERE / "content"
ASSETS = HERE / "assets"


@cache
def read(name: str) -> dict[str, Any]:
    """Return one content file as a dictionary; `name` is relative to `content/`."""
    with (CONTENT / name).open("rb") as file:
        return tomllib.load(file)


def stories() -> list[dict[str, Any]]:
    """Return the stories, in the order in which they are told."""
    found = [read(f"stories/{path.name}") for path in sorted((CONTENT / "stories").glob("*.toml"))]
    return sorted(found, key=lambda story: story.get("order", 99))


def modules() -> list[dict[str, Any]]:
    """Return the modules, in the order of the programme."""
    names = [path.name for path in sorted((CONTENT / "learning").glob("*.toml")) if path.name != "programme.toml"]
    return [read(f"learning/{name}") for name in names]


def asset_rows() -> dict[str, dict[str, Any]]:
    """Return the pictures and recordings by key."""
    return {row["key"]: row for row in read("assets.toml")["assets"]}
