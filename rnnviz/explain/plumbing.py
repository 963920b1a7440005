"""Which operations of a Trace compute nothing: they make constants, and cut, join, turn or convert what is there.

A lecture has no equation for them, so stepping passes them over unless they are asked for. What a known cell calls on
its way to one of its own equations is passed over too: the equation says all of it.
"""

from __future__ import annotations

from rnnviz.nn import cells
from rnnviz.probe.trace import Operation, Trace, TracePhase

_MADE = (
    "zeros ones full empty eye arange linspace tensor as_tensor scalar_tensor tril_indices triu_indices meshgrid "
    "one_hot scatter scatter_ scatter_add index_fill index_copy index_put select_scatter slice_scatter fill_ zero_ "
    "zeros_like ones_like full_like empty_like new_zeros new_ones new_full new_empty new_tensor"
)
_SHAPED = (
    "view view_as reshape reshape_as flatten unflatten ravel squeeze unsqueeze expand expand_as broadcast_to "
    "broadcast_tensors repeat repeat_interleave tile permute transpose swapaxes swapdims movedim moveaxis t T mT H mH "
    "adjoint contiguous as_strided atleast_1d atleast_2d atleast_3d diagonal diag diag_embed unfold"
)
_CUT = (
    "index getitem __getitem__ setitem __setitem__ select narrow slice unbind split split_with_sizes chunk "
    "tensor_split hsplit vsplit index_select gather take take_along_dim masked_select nonzero sort "
    "argsort argmax argmin topk flip fliplr flipud roll rot90 tril triu pad pad_packed_sequence pack_padded_sequence "
    "pack_sequence pad_sequence unpad_sequence cat concat concatenate stack hstack vstack dstack column_stack "
    "row_stack cartesian_prod combinations"
)
_CONVERTED = (
    "to type type_as float double half bfloat16 long int short char byte bool cpu cuda clone detach detach_ alias "
    "requires_grad_ data real_if_close resolve_conj resolve_neg positive copy_ copy item tolist size numel dim shape "
    "output h_n c_n"  # of a layer: the states of all timesteps, put together
)
_COMPARED = (
    "eq ne lt le gt ge equal isnan isinf isfinite logical_and logical_or logical_not logical_xor bitwise_and "
    "bitwise_or bitwise_not all any"
)
#: Functions of torch, by the names that they are recorded under.
MOVING = frozenset(" ".join((_MADE, _SHAPED, _CUT, _CONVERTED)).split())
COMPARING = frozenset(_COMPARED.split())
_KEPT = frozenset({TracePhase.CLIPPING, TracePhase.STEP})


def called(name: str) -> str:
    """Return the function that made a result: of "unbind 3", the fourth of several, it is "unbind"."""
    function, _, place = name.rpartition(" ")
    return function if function and place.isdigit() else name


def plumbing(trace: Trace) -> frozenset[int]:
    """Return the indices of the operations that compute nothing.

    A phase of which nothing else would be left is kept whole: every phase can be stepped to.
    """
    folded = {o.index for o in trace.operations if _folds(trace, o)}
    for phase in TracePhase:
        of_phase = {o.index for o in trace.operations if o.phase is phase}
        if of_phase <= folded:
            folded -= of_phase
    return frozenset(folded)


def _folds(trace: Trace, operation: Operation) -> bool:
    if operation.phase in _KEPT:
        return False
    if operation.phase is TracePhase.BACKWARD:  # the gradient of what was computed is as telling as that itself
        made = None if operation.of is None or operation.of < 0 else trace.operations[operation.of]
        return made is not None and _folds(trace, made)
    if operation.equation:
        return False
    r = trace.recurrence(operation)
    if r is not None and operation.timestep is not None and cells.form(r.cell) is not None:
        return True
    name = called(operation.name)
    return name in MOVING or (r is None and name in COMPARING)
