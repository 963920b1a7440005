"""The 112-line character model (Karpathy 2015, "min-char-rnn"), to the letter.

One vanilla layer, one-hot input, one stream; the loss is the SUM over the timesteps of a chunk; the state is carried.
Training runs `rnnviz.nn.classic_steps`, which a lecture can read; whoever watches sees the same by torch's own layers.
With Adagrad, `initial_accumulator_value=1e-8` and `eps=0` give the original's step, lr g / sqrt(Σ g² + 1e-8).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from torch import Tensor, nn

from rnnviz.nn.classic_loss import can_be_plain, chunk_loss
from rnnviz.nn.one_layer_rnn import OneLayerRNN
from rnnviz.tasks import Start, State
from rnnviz.tasks.characters import Batch, CharacterModel, Characters

_DEVIATION = 0.01  # of the weights


class Classic(Characters):
    """Loss at update 0 is T ln V, but for the third digit: 107.60 for 74 symbols."""

    uses = frozenset({"text", "text_file", "encoding", "language", "hidden", "sequence_length", "seed"})
    reduction = "sum"

    def _independent(self) -> bool:
        return False

    def _streams(self) -> int:
        return 1

    def _chunks(self) -> int:
        super()._chunks()  # refuses a text that is too short
        # The original starts again as soon as p + T + 1 >= n, one symbol earlier than it needs to.
        return max(1, (len(self.corpus.ids) - 2) // self.length)

    def start(self, update: int, state: State) -> Start:
        """Go on from the state that training carries, and its next symbol, as the original does.

        Zeros are met once in a pass through the text: what the model does from there says little about it.
        """
        return self.initial_state(update, state), self.batch(update)[0][:1, 0].cpu().numpy()

    def _opening(self, start: Start) -> tuple[State, NDArray[np.int64]]:
        return super()._opening(None) if start is None else start

    def model(self) -> nn.Module:
        """Return a new model: weights N(0, 0.01), biases 0, one hidden bias."""
        symbols = len(self.corpus.vocabulary)
        only = {"cell": "rnn", "nonlinearity": "tanh", "layers": 1, "embedding": 0, "dropout": 0.0}
        only |= {"initial_state": "zeros"}
        model = CharacterModel(self.settings.model_copy(update=only), symbols)
        model.rnn = OneLayerRNN(symbols, self.settings.hidden)
        for name, parameter in model.named_parameters():
            if "bias" in name:
                nn.init.zeros_(parameter)
            else:
                nn.init.normal_(parameter, std=_DEVIATION)
        model.rnn.bias_hh_l0.requires_grad_(False)  # torch adds two hidden biases, the original has one
        return model.to(self.device)

    def loss(self, model: nn.Module, batch: Batch, state: State) -> tuple[Tensor, State]:
        """Return the loss of the chunk, as `rnnviz.nn.classic_steps` computes it, and the state after it."""
        ids, targets = batch
        if not can_be_plain(ids):
            return super().loss(model, batch, state)
        W = dict(model.named_parameters())
        h = W["rnn.bias_hh_l0"].detach() if state is None else state[0, 0]  # (H,): zeros, and of the same precision
        names = ("rnn.weight_ih_l0", "rnn.weight_hh_l0", "rnn.bias_ih_l0", "output.weight", "output.bias")
        loss, last = chunk_loss(ids[:, 0], targets[:, 0], h, *(W[name] for name in names))
        return loss, last[None, None]  # (1, B = 1, H)


TASK = Classic
