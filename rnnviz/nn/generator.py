"""torch's global generator belongs to the whole process; this is the lock that goes with it.

Dropout and the initial weights draw from it, and whoever looks at a model puts it back as it was. Two runs that train
on two threads would take each other's numbers, so whoever sets it, draws from it or puts it back holds the lock.
"""

from __future__ import annotations

from threading import RLock

GLOBAL_GENERATOR = RLock()
