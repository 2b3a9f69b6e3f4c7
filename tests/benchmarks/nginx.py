"""nginx as ``deploy/nginx.conf`` sets it up, before a newsroom of the bench."""

import contextlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

from tests.benchmarks.processes import worker
from tests.postgres import free_port
from tests.served import Served

DEPLOYED = Path(__file__).parents[2] / "deploy" / "nginx.conf"
AROUND = """
daemon off;
pid {home}/nginx.pid;
error_log {home}/error.log;
worker_processes 1;
events {{ worker_connections 512; }}
http {{
    access_log off;
    types {{ text/html html; }}
    client_body_temp_path {home}/temp;
    proxy_temp_path {home}/temp;
    include {home}/newsroom.conf;
}}
"""


@contextlib.contextmanager
def serving(served: Served, address: str) -> Iterator[tuple[int, int]]:
    """Serve the newsroom, and the page at ``address`` as /page.html; give nginx's worker
    process and its port."""
    home, port = Path(tempfile.mkdtemp(prefix="newsroom-nginx-")), free_port()
    (home / "temp").mkdir(mode=0o777)
    home.chmod(0o755)
    (home / "page.html").write_text(served.get(address).text)
    text = DEPLOYED.read_text()
    for said, ours in {
        "listen 80;": "",
        "listen 443 ssl;": f"listen 127.0.0.1:{port};",
        "server_name your.host;": "",
        "if ($scheme = http) { return 308 https://$server_name$request_uri; }": "",
        "127.0.0.1:8000": f"127.0.0.1:{served.port}",
        "/srv/newsroom": str(served.data),
        "# Your certificate:": f"location = /page.html {{ root {home}; }}",
        "proxy_set_header Host $host;": f"proxy_set_header Host 127.0.0.1:{served.port};",
        "add_header Strict-Transport": "# Strict-Transport",
    }.items():
        assert said in text, said
        text = text.replace(said, ours)
    text = "\n".join(line for line in text.split("\n") if "ssl_certificate" not in line)
    (home / "newsroom.conf").write_text(text)
    (home / "nginx.conf").write_text(AROUND.format(home=home))
    command = ["nginx", "-c", str(home / "nginx.conf"), "-e", str(home / "error.log")]
    server = subprocess.Popen([*command, "-g", _user()])
    try:
        Served.until(lambda: _answers(port), 60)
        yield worker(server.pid), port
    finally:
        server.terminate()
        server.wait(20)
        shutil.rmtree(home, ignore_errors=True)


def _user() -> str:
    """Let the worker of an nginx that root started read what root wrote."""
    return "user root;" if os.getuid() == 0 else ""


def _answers(port: int) -> bool:
    try:
        link = HTTPConnection("127.0.0.1", port, timeout=5)
        link.request("GET", "/page.html")
        return link.getresponse().status == 200
    except OSError:
        return False
