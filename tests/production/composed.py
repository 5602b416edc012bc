"""compose.yaml and the Dockerfile, read as an engine reads them, and pointed at servers of this machine."""

import re
import runpy
import sys
from functools import cache
from typing import Any

import yaml

from config.env import ROOT
from tests.seaweed import ACCESS_KEY, PRIVATE, PUBLIC, SECRET_KEY

COMPOSE = ROOT / "compose.yaml"
DOTENV = {
    "SECRET_KEY": "k9-" + "Vq7#mZ2!xR5w" * 5,
    "ALLOWED_HOSTS": "stories.example.org",
    "SITE_URL": "https://stories.example.org",
    "POSTGRES_PASSWORD": "onlyfortests",
    "AWS_ACCESS_KEY_ID": ACCESS_KEY,
    "AWS_SECRET_ACCESS_KEY": SECRET_KEY,
    "AWS_STORAGE_BUCKET_NAME": PRIVATE,
    "AWS_PUBLIC_BUCKET_NAME": PUBLIC,
}
"""A .env file as somebody fills it in."""
VARIABLE = re.compile(r"\$\{(\w+)(?:(:[-?])([^}]*))?\}")


class Refused(Exception):
    """A variable that has to be set is not, in the words of compose.yaml."""


def filled_in(text: str, dotenv: dict[str, str]) -> str:
    """Put values in the place of `${…}`. Raises Refused."""

    def value(found: re.Match[str]) -> str:
        name, how, more = found.groups()
        if given := dotenv.get(name, ""):
            return given
        if how == ":?":
            raise Refused(more)
        return more or ""

    return VARIABLE.sub(value, text)


def services(dotenv: dict[str, str] | None = None) -> dict[str, Any]:
    """Return each service with its values filled in. Raises Refused."""
    return composed(dotenv)["services"]


def composed(dotenv: dict[str, str] | None = None) -> dict[str, Any]:
    """Return the whole file with its values filled in. Raises Refused."""
    return yaml.safe_load(filled_in(COMPOSE.read_text(), DOTENV if dotenv is None else dotenv))


@cache
def image() -> tuple[dict[str, str], list[str]]:
    """Return what the Dockerfile sets in the environment, and what it runs."""
    container = runpy.run_path(str(ROOT / ".ci" / "container"))
    (*_builders, stage) = container["read_stages"]((ROOT / "Dockerfile").read_text())
    words = " ".join(text for kind, text in stage.steps if kind == "ENV")
    return dict(re.findall(r"(\w+)=(\S+)", words)), yaml.safe_load(stage.last("CMD"))


def command(service: str) -> list[str]:
    """Return what a service of ours runs, with this machine's Python."""
    words = services()[service].get("command") or image()[1]
    assert words[0] == "python"
    return [sys.executable, *words[1:]]
