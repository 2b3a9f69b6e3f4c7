"""The pages that this process has at hand, the oldest given up when they are many."""

import threading

from newsroom.pages.page import Page

type Address = tuple[str, str]  # host and path

LARGEST = 64 * 1024 * 1024  # bytes of bodies


class Memory(dict[Address, Page]):
    def __init__(self) -> None:
        self.size = 0
        self._mutex = threading.Lock()

    def put(self, address: Address, page: Page) -> None:
        """Keep the page; again after another encoding of it was made."""
        with self._mutex:
            self._drop(address)
            self[address] = page
            page.counted = page.size
            self.size += page.counted
            while self.size > LARGEST and len(self) > 1:
                self._drop(next(iter(self)))

    def _drop(self, address: Address) -> None:
        if page := self.pop(address, None):
            self.size -= page.counted
