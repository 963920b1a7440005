"""What all tests share."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

# Before torch is imported: small models run many times slower on several threads, the more so where tests run at once.
os.environ.setdefault("OMP_NUM_THREADS", "1")

import pytest
from hypothesis import HealthCheck, settings

from rnnviz.probe.frame import Frame
from tests.frames import make_frame

if TYPE_CHECKING:
    from rnnviz.headless import Order

#: No clock decides: a slow core is no failure.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")

_BESIDE = Path(__file__).resolve().parents[2] / "shared" / "data"


@pytest.fixture(scope="session")
def data_folder() -> Path:
    """The folder of data sets: RNNVIZ_DATA, or shared/data beside the repository."""
    folder = Path(os.environ.get("RNNVIZ_DATA") or _BESIDE)
    if not folder.is_dir():
        pytest.skip(f"there is no folder of data sets at {folder}; RNNVIZ_DATA can name one")
    return folder


@pytest.fixture
def near() -> Iterator[Path]:
    """A folder whose path is short, wherever the tests are: a socket's has a hundred letters at most."""
    with tempfile.TemporaryDirectory(prefix="rnn", dir="/tmp" if Path("/tmp").is_dir() else None) as made:
        yield Path(made)


@pytest.fixture
def ordered(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Order]:
    """What `rnnviz run` with some arguments has trained, without training it."""
    from rnnviz import app, headless

    given: list[Order] = []
    monkeypatch.setattr(headless, "run", lambda order: given.append(order) or 0)

    def run(*arguments: str) -> Order:
        assert app.main(["run", *arguments]) == 0
        return given.pop()

    return run


@pytest.fixture
def frame() -> Callable[..., Frame]:
    """`make_frame`, to be called with what a test cares about."""
    return make_frame
