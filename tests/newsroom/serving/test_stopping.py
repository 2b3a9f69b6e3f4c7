"""A server told to stop while it starts ends, and what was there before is left alone."""

import os
import signal
import subprocess
import sys
import threading

from newsroom.serving import stopping

STARTING = """
import signal, time
from newsroom.serving import stopping
signal.signal(signal.SIGTERM, lambda *said: None)  # as granian's parent leaves it
with stopping.may_end():
    print("starting", flush=True)
    time.sleep(60)
"""


def test_a_process_that_starts_ends_when_told_to() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", STARTING], stdout=subprocess.PIPE, text=True
    ) as starting:
        assert starting.stdout and starting.stdout.readline() == "starting\n"
        os.kill(starting.pid, signal.SIGTERM)
        assert starting.wait(20) == -signal.SIGTERM


def test_what_was_there_before_is_there_afterwards() -> None:
    before = signal.getsignal(signal.SIGTERM)
    with stopping.may_end():
        assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL
    assert signal.getsignal(signal.SIGTERM) is before


def test_a_thread_that_loads_the_application_is_none_the_wiser() -> None:
    loaded = []

    def load() -> None:
        with stopping.may_end():
            loaded.append(True)

    thread = threading.Thread(target=load)
    thread.start()
    thread.join()
    assert loaded == [True]
