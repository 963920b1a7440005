from __future__ import annotations

import pytest

from rnnviz.recording.pace import Pace
from tests.frames import make_frame


@pytest.mark.parametrize("rate", [0.5, 2.0, 10.0, 25.0])
def test_a_rate_is_kept_on_average_however_fast_frames_come(rate):
    pace, taken = Pace(rate), 0
    for k in range(1000):
        taken += pace.take(make_frame(units=2, timesteps=2, update=k), k * 0.02)
    assert taken == pytest.approx(20 * rate, rel=0.1, abs=1)


def test_around_an_event_there_are_as_many_as_there_were():
    pace = Pace(2.0)
    frames = [make_frame(units=2, timesteps=2, update=k) for k in range(400)]
    taken = [k for k in range(200) if pace.take(frames[k], k * 0.04)]
    before = [frame.update for frame in pace.event(8.0)]
    assert sorted(taken + before)[-50:] == list(range(150, 200))
    after = [k for k in range(200, 400) if pace.take(frames[k], k * 0.04)]
    assert len([k for k in after if k < 250]) >= 45
    assert len([k for k in after if k >= 250]) <= 14
    assert pace.wanted(8.5) == 25
    assert pace.wanted(99.0) == 2
