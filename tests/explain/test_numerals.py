"""The numbers that people type: what is read, what is refused, and that nothing is lost in between."""

from __future__ import annotations

import math
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.explain.numerals import Range, read_real, read_whole, stepped, written
from rnnviz.sentences import Refused

HALF = ["0.5", "0,5", ".5", ",5", "5e-1", "5E-1", "+0.5", " 0,5 ", "00.50", "0.05e1", "500e-3"]
A_THOUSAND = ["1000", "1e3", "1E+3", "+1000", "1 000", "1\u00a0000", "1\u202f000", "100e1", "10000e-1"]
NO_NUMBERS = [
    "much", "-", "+", ".", ",", "e5", "1e", "1e+", "--1", "+-1", "1-", "1 2", "1 00", "1 0000", "1_000", "0x10", "0b1",
    "1/2", "5 %", "1e5.5", "1e5e5", "٣", "３", "½", "²", "Ⅷ", "nan", "NaN", "inf", "-inf", "Infinity", "∞", "1j", "(1)",
    "1;5", "1'000", "1d5", "true", "None", "\x00", "9" * 1001,
]  # fmt: skip


@pytest.mark.parametrize("typed", HALF)
def test_one_comma_or_one_point_is_the_decimal_sign(typed):
    assert read_real(typed) == 0.5


@pytest.mark.parametrize("typed", A_THOUSAND)
def test_whole_numbers_may_have_exponents_and_spaces_between_thousands(typed):
    assert read_whole(typed) == read_real(typed) == 1000


@pytest.mark.parametrize("typed", ["-0,25", "−0.25", "-25e-2"])
def test_a_minus_is_a_hyphen_or_the_minus_on_screen(typed):
    assert read_real(typed) == -0.25


@pytest.mark.parametrize("typed", ["1.000,5", "1,000.5", "0,5,3", "0.5.3", "1,,5", "1..5", "1.5e3.", "1,000,000"])
def test_two_decimal_signs_are_refused_by_both(typed):
    for read in (read_real, read_whole):
        with pytest.raises(Refused, match="decimal signs"):
            read(typed)


@pytest.mark.parametrize("typed", NO_NUMBERS)
def test_what_is_no_number_is_refused_by_both_in_one_sentence(typed):
    for read in (read_real, read_whole):
        with pytest.raises(Refused) as refused:
            read(typed)
        assert str(refused.value).endswith("is not a number.")
        assert len(str(refused.value)) < 80


@pytest.mark.parametrize("typed", ["", " ", "\t", "\u202f"])
def test_an_empty_field_is_said_to_be_empty(typed):
    with pytest.raises(Refused, match="missing"):
        read_real(typed)


@pytest.mark.parametrize("typed", ["1.5", "1,5", "1.", ",0", "1,0", "1.0e3", "15e-1", "1e-1000", "1e-99999999999"])
def test_a_whole_number_has_no_decimal_sign_and_is_whole(typed):
    with pytest.raises(Refused, match="is not a whole number"):
        read_whole(typed)


@pytest.mark.parametrize("typed", ["1e400", "-1e400", "1e999999999999999999999", "9" * 400])
def test_a_number_too_large_for_a_float_is_not_infinity(typed):
    with pytest.raises(Refused, match="too large"):
        read_real(typed)


def test_an_enormous_whole_number_is_not_written_out():
    with pytest.raises(Refused, match="too large"):
        read_whole("1e999999999999")
    assert read_whole("0e999999999999") == 0


def test_a_number_that_a_float_cannot_tell_from_zero_is_not_zero():
    with pytest.raises(Refused, match="too small"):
        read_real("1e-400")
    assert read_real("0e-400") == 0.0


@pytest.mark.parametrize(("typed", "value"), [("inf", math.inf), ("-INF", -math.inf), ("−∞", -math.inf)])
def test_infinity_is_read_where_it_is_meant(typed, value):
    assert read_real(typed, infinite=True) == value


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_that_is_shown_is_read_as_itself_to_the_last_bit(value):
    assert read_real(written(value)) == value
    assert read_real(written(value).replace(".", ",")) == value


@given(st.integers(-(10**18), 10**18))
def test_so_is_a_whole_one(value):
    assert read_whole(written(value)) == value
    assert read_whole(f"{value:,}".replace(",", "\u202f")) == value


@given(st.text(st.sampled_from("0123456789.,eE+-−  \u202f∞infa_x٣"), max_size=40))
def test_whatever_is_typed_it_is_a_number_or_refused(typed):
    for read in (read_real, read_whole):
        try:
            value = read(typed)
        except Refused as refused:
            assert str(refused).endswith(".")  # noqa: PT017
        else:
            assert math.isfinite(value)
            assert read(written(value)) == value


@given(st.text(max_size=60))
def test_so_is_text_of_any_script(typed):
    with suppress(Refused):
        assert math.isfinite(read_real(typed))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.5, "0.5"),
        (0.002, "0.002"),
        (1e-9, "1e-9"),
        (1.5e-7, "1.5e-7"),
        (1e12, "1e12"),
        (100000.0, "100000"),
        (-0.0, "0"),
        (0.1 + 0.2, "0.30000000000000004"),
        (0.8374628374628375, "0.8374628374628375"),
        (2**31 - 1, "2147483647"),
        (math.inf, "inf"),
    ],
)
def test_numbers_are_written_short_and_whole(value, text):
    assert written(value) == text


@pytest.mark.parametrize(
    ("within", "typed", "said"),
    [
        (Range(1, 4096), 5000, "'5000' cannot be taken: it must be at least 1 and at most 4096."),
        (Range(0, 1, below=True), 1, "'1' cannot be taken: it must be at least 0 and less than 1."),
        (Range(0, above=True), 0, "'0' cannot be taken: it must be more than 0."),
        (Range(high=3), 4, "'4' cannot be taken: it must be at most 3."),
        (Range(0, 1e12, above=True), 2e12, "'2e12' cannot be taken: it must be more than 0 and at most 1e12."),
    ],
)
def test_a_number_out_of_range_is_refused_with_the_range_named(within, typed, said):
    with pytest.raises(Refused) as refused:
        within.checked(typed, written(typed))
    assert str(refused.value) == said


@pytest.mark.parametrize(
    ("value", "steps", "there"),
    [
        (0.002, 1, 0.0021),
        (0.002, -1, 0.0019),
        (0.001, -1, 0.00099),
        (0.00099, 1, 0.001),
        (0.1, 10, 0.2),
        (-0.001, 1, -0.00099),
    ],
)
def test_steps_follow_the_number_s_own_power_of_ten(value, steps, there):
    assert stepped(value, steps) == there


@given(st.integers(1, 30))
def test_steps_of_one_size_lead_back_to_where_they_began(steps):
    value = 0.8
    for _ in range(steps):
        value = stepped(value, 1, 0.1)
    assert stepped(value, -steps, 0.1) == 0.8
