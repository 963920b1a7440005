"""Arrays by name, as one table."""

import csv as standard

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from rnnviz.files import csv


def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(standard.reader(file))


def test_arrays_of_one_shape_stand_side_by_side(tmp_path):
    i, f = np.float32([[0.1, 0.2], [0.3, 0.4]]), np.float32([[1, 2], [3, 4]])
    csv.save(tmp_path / "a.csv", {"i": i, "f": f}, {"i": ("timestep", "unit"), "f": ("timestep", "unit")})
    assert read(tmp_path / "a.csv") == [
        ["timestep", "unit", "i", "f"],
        ["0", "0", "0.1", "1.0"],
        ["0", "1", "0.2", "2.0"],
        ["1", "0", "0.3", "3.0"],
        ["1", "1", "0.4", "4.0"],
    ]


def test_one_axis_needs_no_numbers(tmp_path):
    csv.save(tmp_path / "a.csv", {"update": np.array([50, 100]), "text": np.array(["a,b\n", 'say "é"'])})
    assert read(tmp_path / "a.csv") == [["update", "text"], ["50", "a,b\n"], ["100", 'say "é"']]


def test_arrays_of_several_shapes_stand_below_one_another(tmp_path):
    csv.save(tmp_path / "a.csv", {"h": np.ones((1, 2)), "x": np.array([True]), "loss": np.array(2.5)})
    assert read(tmp_path / "a.csv") == [
        ["name", "index_0", "index_1", "value"],
        ["h", "0", "0", "1.0"],
        ["h", "0", "1", "1.0"],
        ["x", "0", "", "True"],
        ["loss", "", "", "2.5"],
    ]


def test_complex_numbers_take_two_columns(tmp_path):
    csv.save(tmp_path / "a.csv", {"eigenvalue": np.array([1 - 2j])})
    assert read(tmp_path / "a.csv") == [["eigenvalue.real", "eigenvalue.imag"], ["1.0", "-2.0"]]


def test_nothing_is_a_file_too(tmp_path):
    csv.save(tmp_path / "a.csv", {})
    csv.save(tmp_path / "b.csv", {"h": np.zeros((0, 3))})
    assert read(tmp_path / "b.csv") == [["index_0", "index_1", "h"]]


@given(hnp.arrays(st.sampled_from([np.float32, np.float64, np.float16, np.int64]), hnp.array_shapes(max_dims=3)))
def test_every_number_reads_back_to_the_same_bits(tmp_path_factory, values):
    path = tmp_path_factory.getbasetemp() / "bits.csv"
    csv.save(path, {"v": values})
    column = [row[-1] for row in read(path)[1:]]
    back = np.array([values.dtype.type(text) for text in column]).reshape(values.shape)
    np.testing.assert_array_equal(back, values)
    assert (np.signbit(back) == np.signbit(values))[~np.isnan(values)].all()
