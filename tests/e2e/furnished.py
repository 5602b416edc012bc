"""The seeded demo, with the house beside it for all who look at its pages, or just enough of it for the main job."""

from pathlib import Path

from django.core.management import call_command

from demo.building import Demo
from tests.e2e.house import House, build
from tests.made_once import made_once


def begin() -> None:
    """Fill this process's database with as little of the demo as the main job needs: people, guide, a programme."""
    demo = Demo(say=lambda words: None)
    demo.home()
    demo.guide()
    demo.programme()


def furnish(files: Path) -> House:
    """Fill this process's database and its `files` with the demo and the house beside it; return the house."""
    house: House = made_once("demo", _make, files)
    return house


def _make() -> House:
    call_command("seed_demo", verbosity=0)
    return build("")
