"""Every state that a page can be in is built by the services, holds no secret in public, and passes the audit."""

import pytest

from publishing.audit import audit_public
from tests.builders import STATES, case_in
from tests.matrix import assert_nothing_secret_is_public
from tests.profiles import a_few


@a_few(3)
@pytest.mark.parametrize("state", STATES)
def test_a_state_shows_no_secret_and_what_was_approved(state, people):
    case = case_in(state, people)
    assert_nothing_secret_is_public(case)
    assert audit_public() == []
