"""The demo and a house with works in every state."""

from tests.furnished_house import demo_files, house, own_file_roots  # noqa: F401
