"""compose.yaml asks for what the settings demand, holds no secret, and shows nothing but nginx to the machine."""

import os
import re
import shutil
import subprocess
import sys

import pytest

from config.env import ROOT
from config.settings import base
from files.phone_versions import make_phone_versions
from tests.nginx import CONFIGURATION
from tests.production.composed import COMPOSE, DOTENV, Refused, composed, image, services

SETTINGS = ROOT / "site" / "config"
OURS = {"migrate", "web", "worker", "videos", "clock"}
HAS_A_PLACE_IN_THE_IMAGE = {"VAR_DIR", "STATIC_ROOT"}
# These lie in VAR_DIR or in a bucket, and a backup's file with its passphrase is mounted by whoever makes one.
LEFT_AS_THEY_ARE = {"BACKUPS_DIR", "MARKERS_DIR", "BACKUP_PASSPHRASE_FILE", "DEBUG"}
SECRET = re.compile(r"SECRET|PASSWORD|ACCESS_KEY|accessKey|secretKey|PASSPHRASE")


def read_by_the_settings() -> set[str]:
    """Return the name of each variable that the settings read."""
    words = "".join(path.read_text() for path in SETTINGS.rglob("*.py"))
    return set(re.findall(r"""\b(?:env\.\w+|needed)\(\s*"([A-Z][A-Z0-9_]+)\"""", words))


def test_every_variable_of_the_settings_is_passed_on_and_no_other() -> None:
    asked, given = read_by_the_settings(), set(services()["web"]["environment"])
    assert len(asked) > 20
    assert given - asked == set()
    assert asked - given - LEFT_AS_THEY_ARE == HAS_A_PLACE_IN_THE_IMAGE
    assert set(image()[0]) >= HAS_A_PLACE_IN_THE_IMAGE
    for name in OURS:
        assert services()[name]["environment"] == services()["web"]["environment"]


@pytest.mark.parametrize("name", sorted(set(DOTENV) - {"AWS_STORAGE_BUCKET_NAME", "AWS_PUBLIC_BUCKET_NAME"}))
def test_it_refuses_to_start_without(name: str) -> None:
    with pytest.raises(Refused, match=f"Please set {name} in .env"):
        services({key: value for key, value in DOTENV.items() if key != name})


def test_what_has_to_be_set_stands_in_the_example_without_a_value_where_it_is_secret() -> None:
    example = (ROOT / ".env.example").read_text()
    for name in re.findall(r"\$\{(\w+):\?", COMPOSE.read_text()):
        (value,) = re.findall(rf"^(?:# )?{name}=(.*)$", example, re.M)
        assert not (SECRET.search(name) and value), name


def test_the_queue_of_videos_has_a_worker_of_its_own_here_and_on_a_laptop() -> None:
    queue = make_phone_versions.queue_name
    assert ["db_worker", "--queue-name", queue] == services()["videos"]["command"][2:5]
    assert services()["worker"]["command"][2:] == ["db_worker"]
    assert queue in base.TASKS["default"]["QUEUES"]
    assert f'"db_worker", "--queue-name", "{queue}"' in (SETTINGS / "launch.py").read_text()


def test_no_secret_stands_in_it() -> None:
    lines = [line for line in COMPOSE.read_text().splitlines() if SECRET.search(line) and not line.startswith("#")]
    assert len(lines) >= 7
    for line in lines:
        assert re.search(r"\$\{\w+:\?Please set \w+ in .env\}|BACKUP_PASSPHRASE: \$\{BACKUP_PASSPHRASE:-\}$", line), (
            line
        )


def test_nothing_is_reached_from_outside_but_nginx_and_that_by_this_machine_only() -> None:
    running = services()
    assert {name for name, service in running.items() if service.get("ports")} == {"front"}
    assert [port.rpartition(":")[0] for port in running["front"]["ports"]] == ["127.0.0.1:8000"]
    assert all("network_mode" not in service for service in running.values())
    inside = {name for name, network in composed()["networks"].items() if (network or {}).get("internal")}
    for name in ("database", "cache", "store"):
        assert set(running[name]["networks"]) <= inside, name


def test_each_service_says_how_it_is_and_is_waited_for() -> None:
    running = services()
    for name in ("front", "database", "cache", "store"):
        assert running[name]["healthcheck"]["test"][0].startswith("CMD")
    for name in ("web", "worker", "videos", "clock"):
        waits = running[name]["depends_on"]
        assert waits["migrate"]["condition"] == "service_completed_successfully"
        assert {each for each in waits if waits[each]["condition"] == "service_healthy"} == {"cache", "store"}
    for name, service in running.items():
        assert re.search(r":\d", service["image"]) or name in OURS, f"{name} names a version"


def test_nginx_reads_the_one_file_that_the_docs_name() -> None:
    (mounted,) = services()["front"]["volumes"]
    assert (ROOT / mounted.split(":")[0]).resolve() == CONFIGURATION
    assert mounted.endswith(":ro")
    assert "nginx.conf" in (ROOT / "docs" / "files.md").read_text()
    words = CONFIGURATION.read_text()
    assert "http://web:8000" in words
    assert image()[0]["GRANIAN_PORT"] == "8000"
    assert composed()["x-app"]["environment"]["AWS_S3_ENDPOINT_URL"] in words
    assert composed()["x-app"]["environment"]["X_ACCEL_REDIRECT"] in words


def test_the_settings_start_with_it_and_say_what_is_missing() -> None:
    """The real settings in a process of their own: with all of it, and without each thing that they need."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "AWS_"))}
    environment |= {name: str(value) for name, value in services()["web"]["environment"].items()}
    environment |= {"DJANGO_SETTINGS_MODULE": "config.settings.production", "PYTHONPATH": f".{os.pathsep}site"}

    def start(**changed: str) -> subprocess.CompletedProcess:
        words = "import config.settings.production as s; print(s.DATABASES['default']['HOST'], s.STORAGES['public'])"
        line = [sys.executable, "-c", words]
        return subprocess.run(line, cwd=ROOT, env=environment | changed, capture_output=True, text=True, check=False)

    started = start()
    assert started.returncode == 0, started.stderr
    assert started.stdout.startswith("database ")
    assert "files.s3.PublicBucket" in started.stdout
    for name in ("SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "SITE_URL", "AWS_PUBLIC_BUCKET_NAME"):
        refused = start(**{name: ""})
        assert refused.returncode == 1
        assert f"please set {name}" in refused.stderr


def test_docker_reads_it_too(tmp_path) -> None:
    if (
        shutil.which("docker") is None
        or subprocess.run(["docker", "compose", "version"], capture_output=True).returncode
    ):
        pytest.skip("NOT TRIED: there is no docker compose on this machine, so no engine has read compose.yaml")
    dotenv = tmp_path / "env"
    dotenv.write_text("".join(f"{name}='{value}'\n" for name, value in DOTENV.items()))
    line = ["docker", "compose", "--env-file", str(dotenv), "-f", str(COMPOSE), "config", "--quiet"]
    done = subprocess.run(line, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    refused = subprocess.run([*line[:3], os.devnull, *line[4:]], capture_output=True, text=True, check=False)
    assert "Please set" in refused.stderr
