"""Which cases belong to the long profile, `make test-deep`."""

from typing import Any

import pytest


def deep(*values: Any) -> Any:
    """Mark one case of several as one for the long profile."""
    return pytest.param(*values, marks=pytest.mark.deep)
