"""The optimiser of torch that does to the bit what the one of that name here does, as code."""

from __future__ import annotations

from collections.abc import Mapping

from rnnviz.engine.config import RunConfig

#: What torch remembers of each parameter, by its names.
ENTRIES: Mapping[str, tuple[str, ...]] = {
    "sgd": ("momentum_buffer",),
    "adagrad": ("step", "sum"),
    "rmsprop": ("step", "square_avg", "momentum_buffer"),
    "adam": ("step", "exp_avg", "exp_avg_sq"),
    "adamw": ("step", "exp_avg", "exp_avg_sq"),
}
_CALLS: Mapping[str, str] = {
    "sgd": "torch.optim.SGD({}, lr=LEARNING_RATE{}, fused=True)",
    "adagrad": """torch.optim.Adagrad(
        {}, lr=LEARNING_RATE{}, initial_accumulator_value=1e-8, eps=0.0, fused=True
    )""",
    "rmsprop": "torch.optim.RMSprop({}, lr=LEARNING_RATE{})",
    "adam": "torch.optim.Adam({}, lr=LEARNING_RATE{}, fused=True)",
    "adamw": "torch.optim.AdamW({}, lr=LEARNING_RATE{}, fused=True)",
}
_WITH_MOMENTUM = frozenset({"sgd", "rmsprop"})


def optimiser_code(config: RunConfig, parameters: str) -> str:
    """Return the call that makes the optimiser of some parameters."""
    moving = config.momentum and config.optimiser in _WITH_MOMENTUM
    return _CALLS[config.optimiser].format(parameters, f", momentum={config.momentum}" if moving else "")
