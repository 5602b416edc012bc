"""A real nginx on this machine only, set up by the very file that docs/files.md and compose.yaml name."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from config.env import ROOT
from tests.seaweed import free_ports

CONFIGURATION = ROOT / "docs" / "nginx.conf"
PLACES = ("/usr/sbin/nginx", str(ROOT / ".cache" / "nginx" / "usr" / "sbin" / "nginx"))
NGINX = next(
    filter(None, map(shutil.which, filter(None, (os.environ.get("NGINX_PROGRAM"), "nginx", *PLACES)))),
    None,
)
MISSING = (
    "NOT TRIED: there is no nginx on this machine, so nothing here has seen docs/nginx.conf work. "
    "Debian: sudo apt install nginx-light; or set NGINX_PROGRAM to where it is"
)
needs_nginx = pytest.mark.skipif(NGINX is None, reason=MISSING)


@contextmanager
def running_nginx(folder: Path, *, site: str, store: str = "127.0.0.1:9", data: str = "/nowhere") -> Iterator[int]:
    """Run it in front of `site`, with buckets at `store` or folders in `data`; yield the port that it listens at."""
    (port,) = free_ports(1)
    folder.mkdir()
    server = CONFIGURATION.read_text()
    for ours, theirs in (
        ("listen 8080;", f"listen 127.0.0.1:{port};"),
        ("http://web:8000", f"http://{site}"),
        ("store:8333", store),
        ("/data/", f"{data}/"),
    ):
        assert ours in server, f"{ours} stands no longer in {CONFIGURATION}"
        server = server.replace(ours, theirs)
    paths = "".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f"""
        {"user root;" if os.getuid() == 0 else ""} worker_processes 1; daemon off; pid {folder}/pid;
        error_log {folder}/error.log; events {{ worker_connections 64; }}
        http {{ {paths} {server} }}
        """
    )
    command = [str(NGINX), "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")]
    running = subprocess.Popen(command)
    try:
        yield port
    finally:
        running.terminate()
        running.wait()
