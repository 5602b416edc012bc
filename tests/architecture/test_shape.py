"""The tree keeps its shape: one source root, files a person can read at once, locks without addresses."""

import re

import pytest

from tests.architecture.house import ROOM_NAMES, ROOMS, ROOT, TEMPLATE_FOLDERS, files, here

LOCKS = ("requirements.lock", "requirements-dev.lock", ".ci/installer.lock")
PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==(\S+)")


def test_site_is_a_source_root_and_never_a_package() -> None:
    assert not (ROOT / "site" / "__init__.py").exists()
    import site

    assert hasattr(site, "getsitepackages"), "our site/ hides Python's own module of that name"


def test_every_room_of_the_layers_exists_and_no_other() -> None:
    assert sorted(room.name for room in ROOMS) == sorted(ROOM_NAMES)
    shared = {path.parent.name for path in (ROOT / "site").glob("*/__init__.py")}
    assert shared <= set(ROOM_NAMES), "a room in site/ is missing from the layers in pyproject.toml"


def test_base_settings_stay_readable() -> None:
    lines = (ROOT / "site" / "config" / "settings" / "base.py").read_text().splitlines()
    assert len(lines) < 250


def test_no_source_file_is_too_long_to_read() -> None:
    sources = [*files(".py", ".js"), *files(".html", under=TEMPLATE_FOLDERS)]
    lengths = {here(path): len(path.read_text().splitlines()) for path in sources if "migrations" not in path.parts}
    assert lengths
    assert {path: length for path, length in lengths.items() if length > 400} == {}


@pytest.mark.parametrize("name", LOCKS)
def test_locks_have_a_hash_for_each_package_and_name_no_address(name: str) -> None:
    text = (ROOT / name).read_text()
    for word in ("://", "file:", "--index-url", "--extra-index-url", "--find-links", "--trusted-host"):
        assert word not in text
    blocks = re.split(r"\n(?=[A-Za-z0-9])", text)
    pins = [block for block in blocks if PIN.match(block)]
    assert pins
    assert [block.splitlines()[0] for block in pins if "--hash=sha256:" not in block] == []


def test_what_is_tested_is_what_runs() -> None:
    """Every package of the site is in the test lock too, in the same version."""
    run, test = (
        {tuple(PIN.match(line).groups()) for line in (ROOT / name).read_text().splitlines() if PIN.match(line)}
        for name in LOCKS[:2]
    )
    assert run - test == set()
