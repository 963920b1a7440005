"""Importing torch once, in one thread, and setting the process up for it.

Two threads that import torch, or two parts of it, at the same time corrupt the import; so nothing else in the program
imports torch until `load_torch` has returned, and what torch itself imports late is imported under the same lock.
"""

from __future__ import annotations

import ctypes
import sys
from threading import Lock

#: Held by whoever may set off an import of torch or of a part of it.
importing = Lock()

_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD, _M_ARENA_MAX = -1, -3, -8


def tune_allocator() -> None:
    """Keep glibc from giving freed tensors back to the system at every update; call it before threads start.

    Without it the speed on a worker thread is bimodal, by a quarter.
    """
    if sys.platform != "linux":
        return
    try:
        libc = ctypes.CDLL(None)
        libc.mallopt(_M_ARENA_MAX, 1)  # a thread's own arena gives pages back and takes them again at every update
        libc.mallopt(_M_MMAP_THRESHOLD, 32 << 20)
        libc.mallopt(_M_TRIM_THRESHOLD, 256 << 20)
    except (OSError, AttributeError):  # another C library: it has its own ways
        return


def load_torch() -> None:
    """Import torch, and give this thread one compute thread. Safe to call from any thread."""
    with importing:
        import torch
    torch.set_num_threads(1)  # per thread; with two, small models run many times slower under load
