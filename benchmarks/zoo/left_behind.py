"""What of a watcher can be found in torch: nothing, once it is closed."""

from __future__ import annotations

import torch
from torch.nn.modules import module
from torch.optim import optimizer


def left_behind() -> list[str]:
    """Return the hooks, modes and wrappers that there are."""
    hooks = {
        "forward hooks": module._global_forward_hooks,
        "forward pre-hooks": module._global_forward_pre_hooks,
        "hooks after a step": optimizer._global_optimizer_post_hooks,
        "hooks before a step": optimizer._global_optimizer_pre_hooks,
    }
    found = [name for name, there in hooks.items() if there]
    if torch._C._len_torch_function_stack():
        found.append("function modes")
    now = {
        "torch.autograd.backward": torch.autograd.backward,
        "torch.Tensor.backward": torch.Tensor.backward,
        "torch.autograd.grad": torch.autograd.grad,
        "GradScaler.scale": torch.amp.GradScaler.scale,
    }
    return found + [name for name, function in now.items() if hasattr(function, "__wrapped__")]
