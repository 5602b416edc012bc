"""The password of the demo's people in tests, wherever the demo is made: a copy of it serves them all."""

import os

DEMO_PASSWORD = os.environ.setdefault("DEMO_PASSWORD", "a-long-demo-password")
