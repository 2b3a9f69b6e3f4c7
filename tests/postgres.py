"""A throwaway PostgreSQL cluster from the machine's own binaries."""

import contextlib
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path


def binaries() -> Path | None:
    """Return the folder of the newest installed server, None without one."""
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"),
        key=lambda file: int(file.parts[-3]),
    )
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).parent if on_path else None


def unprivileged() -> dict[str, object]:
    """Return how to start a process that the server accepts: it refuses root."""
    if os.getuid():
        return {}
    names = {entry.pw_name for entry in pwd.getpwall()}
    user = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextlib.contextmanager
def cluster() -> Iterator[str]:
    """Start a cluster, give its DATABASE_URL, and take all of it away again."""
    folder = binaries()
    assert folder is not None, "no PostgreSQL on this machine"
    who, port = unprivileged(), free_port()
    with tempfile.TemporaryDirectory(prefix="newsroom-postgres-") as home:
        if "user" in who:
            os.chown(home, who["user"], who["group"])  # type: ignore[arg-type]

        def run(program: str, *arguments: str) -> None:
            subprocess.run(
                [folder / program, "-D", f"{home}/data", *arguments],
                check=True,
                cwd=home,
                stdout=subprocess.DEVNULL,
                **who,  # type: ignore[call-overload]
            )

        options = (
            f"-p {port} -k {home} -c listen_addresses=127.0.0.1"
            " -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
        )
        run("initdb", "-A", "trust", "-U", "newsroom", "-E", "UTF8", "--locale=C.UTF-8")
        run("pg_ctl", "-w", "-s", "-l", f"{home}/log", "-o", options, "start")
        try:
            yield f"postgres://newsroom@127.0.0.1:{port}/postgres"
        finally:
            run("pg_ctl", "-w", "-s", "-m", "immediate", "stop")


def processes(url: str) -> list[int]:
    """Return the ids of a cluster's processes, those that serve before the leader."""
    port = url.rpartition(":")[2].partition("/")[0]
    parents = {}
    leader = 0
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            command = (folder / "cmdline").read_bytes().split(b"\0")
            status = (folder / "stat").read_text().rpartition(")")[2].split()
            parents[int(folder.name)] = int(status[1])
            if b"-D" in command and command[-1:] == [b""] and b"-p" in command:
                if command[command.index(b"-p") + 1] == port.encode():
                    leader = int(folder.name)
    assert leader, "the cluster is not running"
    return [*(pid for pid, parent in parents.items() if parent == leader), leader]
