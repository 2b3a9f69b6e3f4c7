"""Writers go in the order in which they came, and none waits for ever."""

import threading
import time

from newsroom.serving.turns import Queue


def test_waiting_threads_go_in_order() -> None:
    queue, order, threads = Queue(), [], []
    assert queue.acquire(1)

    def work(n: int) -> None:
        assert queue.acquire(5)
        order.append(n)
        queue.release()

    for n in range(8):
        threads.append(threading.Thread(target=work, args=[n]))
        threads[-1].start()
        while len(queue._waiting) <= n:
            time.sleep(0.001)
    queue.release()
    for thread in threads:
        thread.join()
    assert order == list(range(8))
    assert queue.acquire(0)


def test_patience_ends_and_the_next_is_not_held_up() -> None:
    queue = Queue()
    assert queue.acquire(1)
    assert not queue.acquire(0.01)
    assert not queue._waiting
    queue.release()
    assert queue.acquire(0)
