"""A real Synapse on a free port of this machine, from PyPI, in a virtual environment of its own.

The environment is made once beside the checkout's own and kept; SOLEUS_TEST_SYNAPSE names another
Python that has matrix-synapse.
"""

import hashlib
import hmac
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from tests.conftest import ROOT

NAMED = "SOLEUS_TEST_SYNAPSE"
VERSION = "1.163.2"
FOLDER = ROOT / ".synapse"
STARTS_IN, STOPS_IN = 60.0, 20.0
MANY = {"per_second": 10_000, "burst_count": 10_000}

Json = dict[str, Any]


def python() -> str:
    """A Python that has Synapse; installs it when it is not there."""
    if NAMED in os.environ:
        return os.environ[NAMED]
    found = FOLDER / "bin" / "python"
    if not (FOLDER / f"installed-{VERSION}").exists():
        shutil.rmtree(FOLDER, ignore_errors=True)
        subprocess.run([sys.executable, "-m", "venv", FOLDER], check=True)
        # Compiled once, or each start takes many seconds.
        inherited = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        install = (found, "-m", "pip", "--quiet", "install", f"matrix-synapse=={VERSION}")
        subprocess.run(install, check=True, env=inherited)
        (FOLDER / f"installed-{VERSION}").touch()
    return str(found)


class Synapse:
    """One homeserver, with its data in a folder of its own. `limits`: as by default, or none."""

    def __init__(self, *, limits: Json | None = None) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="synapse-"))
        self._secret = os.urandom(8).hex()
        self._limits = limits
        self._process: subprocess.Popen[bytes] | None = None
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._port = int(free.getsockname()[1])
        self.url = f"http://127.0.0.1:{self._port}"

    def start(self) -> None:
        """Start, and wait until it answers."""
        config = self._folder / "homeserver.yaml"
        config.write_text(json.dumps(self._config()), "utf-8")
        with (self._folder / "out.log").open("ab") as out:
            self._process = subprocess.Popen(
                [python(), "-m", "synapse.app.homeserver", "-c", str(config)],
                cwd=self._folder,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
            )
        end = time.monotonic() + STARTS_IN
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > end:
                raise RuntimeError((self._folder / "out.log").read_text("utf-8")[-3000:])
            time.sleep(0.05)

    def stop(self) -> None:
        """Stop; the data stay."""
        if self._process:
            self._process.send_signal(signal.SIGTERM)
            self._process.wait(STOPS_IN)
        self._process = None

    def remove(self) -> None:
        """Stop, and keep nothing."""
        self.stop()
        shutil.rmtree(self._folder, ignore_errors=True)

    def register(self, name: str, password: str, *, admin: bool = False) -> Json:
        """A new account: its user_id, access_token and device_id."""
        path = "/_synapse/admin/v1/register"
        nonce = self.request("GET", path)["nonce"]
        parts = [nonce, name, password, "admin" if admin else "notadmin"]
        mac = hmac.new(self._secret.encode(), "\0".join(parts).encode(), hashlib.sha1)
        body = {
            "nonce": nonce,
            "username": name,
            "password": password,
            "admin": admin,
            "mac": mac.hexdigest(),
        }
        return self.request("POST", path, body)

    def request(
        self, method: str, path: str, body: Json | None = None, token: str | None = None
    ) -> Json:
        """Ask the server something, as its administrator or a person."""
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.url + path, method=method, data=data)
        request.add_header("Content-Type", "application/json")
        if token:
            request.add_header("Authorization", f"Bearer {token}")
        with urllib.request.urlopen(request, timeout=30) as answer:
            found: Json = json.load(answer)
        return found

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/health", timeout=2) as answer:
                return bool(answer.read() == b"OK")
        except (urllib.error.URLError, OSError):
            return False

    def _config(self) -> Json:
        log = self._folder / "log.json"
        log.write_text(json.dumps(LOG | {"handlers": self._handlers()}), "utf-8")
        return {
            "server_name": "localhost",
            "public_baseurl": f"{self.url}/",
            "pid_file": str(self._folder / "pid"),
            "listeners": [
                {
                    "port": self._port,
                    "bind_addresses": ["127.0.0.1"],
                    "type": "http",
                    "resources": [{"names": ["client", "media"], "compress": False}],
                }
            ],
            "database": {"name": "sqlite3", "args": {"database": str(self._folder / "hs.db")}},
            "log_config": str(log),
            "media_store_path": str(self._folder / "media"),
            "signing_key_path": str(self._folder / "signing.key"),
            "registration_shared_secret": self._secret,
            "macaroon_secret_key": self._secret,
            "form_secret": self._secret,
            "report_stats": False,
            "trusted_key_servers": [],
            "suppress_key_server_warning": True,
            "federation_domain_whitelist": [],
            "bcrypt_rounds": 4,
            **NO_LIMITS,
            **(self._limits or {}),
        }

    def _handlers(self) -> Json:
        file = str(self._folder / "synapse.log")
        return {"file": {"class": "logging.FileHandler", "filename": file}}


LOG: Json = {"version": 1, "root": {"level": "WARNING", "handlers": ["file"]}}
NO_LIMITS: Json = {
    "rc_message": MANY,
    "rc_registration": MANY,
    "rc_login": dict.fromkeys(("address", "account", "failed_attempts"), MANY),
    "rc_joins": dict.fromkeys(("local", "remote"), MANY),
    "rc_joins_per_room": MANY,
    "rc_invites": dict.fromkeys(("per_room", "per_user", "per_issuer"), MANY),
    "rc_room_creation": MANY,
}
