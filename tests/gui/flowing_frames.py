"""Frames in which the gradient's flow belongs to the numbers beside it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from rnnviz.probe.frame import EVERYTHING, Frame, Want
from rnnviz.probe.gradient_flow import flow
from tests.frames import make_frame


def flowing(cell: str = "rnn_tanh", strength: float | None = None, **options: object) -> Frame:
    """Return a Frame of `make_frame` with its flow; `strength`: of a vanilla cell's W_hh, as a multiple of identity."""
    frame = make_frame(cell, **options)
    W = {w.name: np.asarray(w.values, float) for w in frame.weights}
    records = []
    for record in frame.recurrences:
        hh = W[f"rnn.weight_hh_l{record.layer}{'_reverse' if record.reverse else ''}"]
        if strength is not None:  # a linear cell of which every step multiplies by just that
            hh = strength * np.eye(len(hh))
            record = replace(record, cell="rnn_linear", before={"h": record.h})
        records.append(replace(record, flow=flow(record, {"hh": hh})))
    return replace(frame, recurrences=tuple(records), wants=EVERYTHING | {Want.FLOW})
