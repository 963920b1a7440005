"""Another nonlinearity in the middle of a run: another module with the very same parameters.

torch fuses tanh and ReLU and nothing else, so the module and the names of its parameters differ; their order does not.
"""

from __future__ import annotations

from copy import copy

from torch import nn

from rnnviz.settings import Nonlinearity
from rnnviz.tasks import Task


def modelled(task: Task, nonlinearity: Nonlinearity) -> nn.Module:
    """Return a new model of a task, drawn from torch's global generator, with any nonlinearity.

    With another one than the task was made with, the weights are those of nobody: they are to be replaced.
    """
    if nonlinearity != task.settings.nonlinearity:
        task = copy(task)
        # Weights by hand belong to one nonlinearity, and would be refused for another.
        update = {"nonlinearity": nonlinearity, "weights": "random"}
        task.settings = task.settings.model_copy(update=update)
    return task.model()


def switched(model: nn.Module, other: nn.Module) -> nn.Module:
    """Give `other` the parameters of a model, in their order, and return it.

    They are the same objects, so an optimiser goes on with them and with what it remembers of each.
    """
    names = [name for name, _ in other.named_parameters()]
    for name, parameter in zip(names, model.parameters(), strict=True):
        owner, _, last = name.rpartition(".")
        setattr(other.get_submodule(owner), last, parameter)
    for module in other.modules():
        if isinstance(module, nn.RNNBase):
            module.flatten_parameters()  # a graphics processor wants them in one piece
    return other.train(model.training)
