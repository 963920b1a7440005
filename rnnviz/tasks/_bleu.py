"""BLEU of a corpus (Papineni et al. 2002), by sacrebleu (Post 2018): 0 to 100, higher is better."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def bleu(written: Iterable[Sequence[str]], right: Iterable[Sequence[str]]) -> float:
    """Return the BLEU of sentences, each cut into words already, against one translation each.

    Of one to four words in a row; of a corpus without a right stretch of four it is 0, nothing is smoothed.
    """
    from sacrebleu.metrics.bleu import BLEU  # only now: it imports 200 modules

    hypotheses, references = [" ".join(words) for words in written], [" ".join(words) for words in right]
    if not hypotheses:
        return 0.0
    measure = BLEU(tokenize="none", force=True, smooth_method="none")
    return float(measure.corpus_score(hypotheses, [references]).score)
