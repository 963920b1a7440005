"""Frames that numpy computed, whose numbers belong together: whatever shows or explains one is tested with these."""

from __future__ import annotations

from types import MappingProxyType

import numpy as np

from rnnviz.probe.frame import Attention, Frame, Output, Recurrence, Spectrum, Weights

ORDER = {"lstm": "ifgo", "gru": "rzn"}  # as torch stacks them
TEXT = "This License refers to version 3 of the GNU General Public License. "


def make_frame(
    cell: str = "lstm",
    units: int = 32,
    timesteps: int = 40,
    layers: int = 1,
    bidirectional: bool = False,
    attention: bool = False,
    heads: int = 1,
    nonfinite: bool = False,
    update: int = 620,
    seed: int = 0,
) -> Frame:
    """Build a Frame whose numbers belong together: h, c and gates follow from the weights that are in it.

    `cell` is "lstm", "gru", "rnn_tanh", "rnn_relu", ...; gradients are only plausible. `attention` adds a second
    sequence ("source") and its alignment; `nonfinite` puts NaN, inf and -inf into units 0 to 2 of timestep 3.
    """
    rng = np.random.default_rng(seed)
    text = (TEXT * (timesteps // len(TEXT) + 1))[: timesteps + 1].replace(" ", "␣")
    labels = tuple(sorted(set(TEXT.replace(" ", "␣"))))
    inputs = np.eye(len(labels), dtype=np.float32)[[labels.index(s) for s in text[:timesteps]]]  # (T, V)
    axis = "target" if attention else "text"
    recurrences, weights, spectra, x = [], [], [], inputs
    for layer in range(layers):
        outputs = []
        for reverse in (False, True)[: 1 + bidirectional]:
            record, matrices, parts = _layer(rng, cell, units, x, layer, reverse, axis, nonfinite)
            recurrences.append(record)
            weights += matrices
            spectra += parts
            outputs.append(record.h)
        x = np.concatenate(outputs, axis=1)  # (T, units x directions)
    head = Weights("head.weight", _locked(rng.uniform(-0.8, 0.8, (len(labels), x.shape[1]))))
    sequences = {axis: tuple(text[:timesteps])}
    attentions = ()
    if attention:
        sequences["source"] = tuple("3␣March␣2026")
        attentions = (_attention(rng, heads, timesteps, len(sequences["source"])),)
    return Frame(
        update=update,
        loss=1.92,
        sequences=MappingProxyType(sequences),
        recurrences=tuple(recurrences),
        attentions=attentions,
        output=_output(axis, labels, text, x @ head.values.T),
        weights=(*weights, head),
        spectra=tuple(spectra),
    )


def _locked(values: np.ndarray) -> np.ndarray:
    values = np.asarray(values, np.complex64 if np.iscomplexobj(values) else np.float32)
    values.flags.writeable = False
    return values


def _sigmoid(a: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-a))


def _layer(rng, cell, units, x, layer, reverse, axis, nonfinite):
    order = ORDER.get(cell, "h")
    suffix = f"l{layer}{'_reverse' if reverse else ''}"
    size = len(order) * units
    w_ih, w_hh = rng.uniform(-1, 1, (size, x.shape[1])), rng.normal(0, 1.4 / units**0.5, (size, units))
    b_ih, b_hh = rng.uniform(-0.3, 0.3, size), rng.uniform(-0.3, 0.3, size)
    matrices = [
        Weights(f"rnn.{kind}_{suffix}", _locked(np.atleast_2d(v.T).T))
        for kind, v in (("weight_ih", w_ih), ("weight_hh", w_hh), ("bias_ih", b_ih), ("bias_hh", b_hh))
    ]
    spectra = [
        _spectrum(f"rnn.weight_hh_{suffix}", g, part) for g, part in zip(order, np.split(w_hh, len(order)), strict=True)
    ]
    steps = _run(cell, units, x[::-1] if reverse else x, w_ih, w_hh, b_ih, b_hh)
    steps = {key: np.stack(rows)[::-1] if reverse else np.stack(rows) for key, rows in steps.items()}
    local = rng.normal(0, 1e-3, steps["h"].shape) * (1 + rng.random((len(x), 1)) * 5)
    total = np.empty_like(local)
    carried = np.zeros(units)
    for t in range(len(x)) if reverse else range(len(x) - 1, -1, -1):
        total[t] = carried = local[t] + 0.8 * carried
    if nonfinite:
        for values in (*steps.values(), local, total):
            values[3, :3] = (np.nan, np.inf, -np.inf)
    gates = {k: _locked(steps[k]) for k in order if k != "h"}
    zeros = _locked(np.zeros(units))
    record = Recurrence(
        name="rnn",
        cell=cell,
        layer=layer,
        reverse=reverse,
        call=0,
        axis=axis,
        h=_locked(steps["h"]),
        h0=zeros,
        c=_locked(steps["c"]) if "c" in steps else None,
        c0=zeros if "c" in steps else None,
        x=_locked(x),
        gates=MappingProxyType(gates),
        before=MappingProxyType({k.removeprefix("pre_"): _locked(v) for k, v in steps.items() if k.startswith("pre_")}),
        dh=_locked(total),
        dh_local=_locked(local),
        dc=_locked(total * 0.6) if "c" in steps else None,
    )
    return record, matrices, spectra


def _run(cell, units, x, w_ih, w_hh, b_ih, b_hh):
    h, c = np.zeros(units), np.zeros(units)
    kept: dict[str, list] = {}
    for row in x:
        from_x, from_h = w_ih @ row + b_ih, w_hh @ h + b_hh
        if cell == "lstm":
            pre_i, pre_f, pre_g, pre_o = np.split(from_x + from_h, 4)
            i, f, g, o = _sigmoid(pre_i), _sigmoid(pre_f), np.tanh(pre_g), _sigmoid(pre_o)
            c = f * c + i * g
            h = o * np.tanh(c)
            now = {"i": i, "f": f, "g": g, "o": o, "c": c, "h": h}
            now |= {"pre_i": pre_i, "pre_f": pre_f, "pre_g": pre_g, "pre_o": pre_o}
        elif cell == "gru":
            (xr, xz, xn), (hr, hz, hn) = np.split(from_x, 3), np.split(from_h, 3)
            r, z = _sigmoid(xr + hr), _sigmoid(xz + hz)
            n = np.tanh(xn + r * hn)
            h = (1 - z) * n + z * h
            now = {"r": r, "z": z, "n": n, "h": h}
            now |= {"pre_r": xr + hr, "pre_z": xz + hz, "pre_n": xn + r * hn, "pre_hn": hn}
        else:
            before = from_x + from_h
            h = np.maximum(before, 0) if cell.endswith("relu") else np.tanh(before)
            now = {"pre_h": before, "h": h}
        for key, values in now.items():
            kept.setdefault(key, []).append(values)
    return kept


def _spectrum(name, gate, matrix):
    values = np.linalg.eigvals(matrix)
    values = values[np.argsort(-np.abs(values))]
    return Spectrum(name, gate, _locked(np.linalg.svd(matrix, compute_uv=False)), _locked(values.astype(complex)))


def _attention(rng, heads, target, source):
    scores = rng.normal(0, 0.7, (heads, target, source))
    at = np.linspace(0, source - 1, target)[:, None] - np.arange(source)
    scores -= 0.5 * at**2  # a soft diagonal, another one for each head
    weights = np.exp(scores - scores.max(-1, keepdims=True))
    return Attention("attention", "target", "source", _locked(weights / weights.sum(-1, keepdims=True)))


def _output(axis, labels, text, logits):
    e = np.exp(logits - logits.max(axis=1, keepdims=True))  # (T, V)
    p = e / e.sum(axis=1, keepdims=True)
    targets = np.array([labels.index(s) for s in text[1:]])
    targets.flags.writeable = False
    return Output(axis, labels, targets, _locked(p), _locked(-np.log(p[np.arange(len(p)), targets])))
