"""Arrays by name, to NPZ and back."""

import numpy as np

from rnnviz.files import npz

ARRAYS = {
    "recurrences/0/gates/i": np.linspace(-1, 1, 6, dtype=np.float32).reshape(2, 3),
    "file": np.array([np.nan, np.inf, -np.inf]),
    "eigenvalues": np.array([1 + 2j, -3j], np.complex64),
    "text": np.array(["a", "ção"], np.str_),
    "empty": np.zeros((0, 4)),
    "scalar": np.array(7),
}


def test_reads_back_as_it_was(tmp_path):
    npz.save(tmp_path / "a.npz", ARRAYS)
    found = npz.load(tmp_path / "a.npz")
    assert list(found) == list(ARRAYS)
    for name, values in ARRAYS.items():
        assert found[name].dtype == values.dtype
        np.testing.assert_array_equal(found[name], values)


def test_what_was_exported_is_read_by_numpy_alone(tmp_path):
    npz.save(str(tmp_path / "a.npz"), ARRAYS)
    np.testing.assert_array_equal(np.load(tmp_path / "a.npz")["text"], ARRAYS["text"])


def test_equal_arrays_give_equal_files(tmp_path):
    npz.save(tmp_path / "a.npz", ARRAYS)
    npz.save(tmp_path / "b.npz", ARRAYS)
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()
