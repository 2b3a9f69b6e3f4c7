"""A server that is told to stop while it still starts."""

import contextlib
import signal
import threading
from collections.abc import Iterator


@contextlib.contextmanager
def may_end() -> Iterator[None]:
    """Let SIGTERM end this process at once while the block loads the application.

    A worker of granian begins with its parent's handler, which in the worker does
    nothing: told to stop meanwhile, it would serve on and the parent wait for it.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, signal.SIG_DFL)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
