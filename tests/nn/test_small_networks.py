"""The small networks: every number of the lectures, and that what is described is what learns."""

import subprocess
import sys

import numpy as np
import pytest
import torch

from rnnviz.engine.presets import presets
from rnnviz.engine.training import build, training
from rnnviz.nn.arithmetic import DERIVATIVES, FUNCTIONS
from rnnviz.nn.elman import NONLINEARITIES
from rnnviz.nn.lecture_words import WORDS
from rnnviz.nn.small_networks import NETWORKS
from rnnviz.probe import observe
from rnnviz.sentences import Refused
from rnnviz.settings import TaskSettings

PIE, BURGER, CHICKEN = np.eye(3)
SUNNY, RAINY = np.eye(2)
PRESETS = {p.config.task: p for p in presets()}
HIDDEN = {
    "roommate_weather": "dish",
    "roommate_cycle": "W·dish",
    "roommate": "Non-linear",
    "perceptron": "h₁",
}  # else "h(t)"
BY_HAND = [task for task, network in NETWORKS.items() if network(PRESETS[task].config).by_hand]


def network(task):
    made = NETWORKS[task](PRESETS[task].config)
    return made, made.by_hand


def exact(vector, *numbers):
    assert vector.tolist() == list(numbers)


def test_the_weather_decides_the_dish():
    net, W = network("roommate_weather")
    exact(W["cell.weight"].ravel(), 1, 0, 0, 1, 0, 0)
    assert net.timestep(W, {"weather": SUNNY})["dish"].tolist() == PIE.tolist()
    assert net.timestep(W, {"weather": RAINY})["dish"].tolist() == BURGER.tolist()
    assert net.labels("dish") == WORDS["en"].dishes
    assert net.labels("weather") == WORDS["en"].weather


def test_the_next_dish_is_fed_back():
    net, W = network("roommate_cycle")
    assert W["cell.weight"].tolist() == [[0, 0, 1], [1, 0, 0], [0, 1, 0]]
    days = net.run(W, [{"dish": PIE}, {}, {}, {}])
    assert [WORDS["en"].dishes[int(d["next dish"].argmax())] for d in days] == ["burger", "chicken", "pie", "burger"]
    assert all(np.array_equal(d["W·dish"], d["next dish"]) for d in days)


def test_the_matrices_of_the_perfect_roommate_are_those_of_the_lecture():
    _, W = network("roommate")
    food = [[1, 0, 0], [0, 1, 0], [0, 0, 1], [0, 0, 1], [1, 0, 0], [0, 1, 0]]
    assert W["cell.weight_yh"].tolist() == food
    assert W["cell.weight_ih"].tolist() == [[1, 0], [1, 0], [1, 0], [0, 1], [0, 1], [0, 1]]
    assert W["output.weight"].tolist() == [[1, 0, 0, 1, 0, 0], [0, 1, 0, 0, 1, 0], [0, 0, 1, 0, 0, 1]]


def test_pie_on_a_rainy_day_step_by_step():
    net, W = network("roommate")
    vectors = net.timestep(W, {"dish": PIE, "weather": RAINY})
    exact(vectors["Food·dish"], 1, 0, 0, 0, 1, 0)
    exact(vectors["Weather·weather"], 0, 0, 0, 1, 1, 1)
    exact(vectors["Add"], 1, 0, 0, 1, 2, 1)
    exact(vectors["Non-linear"], 0, 0, 0, 0, 1, 0)
    exact(vectors["Merged"], 0, 1, 0)
    assert net.labels("Add")[4] == "next: burger"
    assert net.labels("Merged")[int(vectors["next dish"].argmax())] == "burger"


def test_every_dish_in_every_weather():
    net, W = network("roommate")
    for dish in range(3):
        for weather in range(2):
            vectors = net.timestep(W, {"dish": np.eye(3)[dish], "weather": np.eye(2)[weather]})
            exact(vectors["Merged"], *np.eye(3)[(dish + weather) % 3])


def test_the_table_of_parity():
    net, W = network("parity")
    for y, x, h1, h2, now in [(0, 0, 0, 0, 0), (0, 1, 0, 1, 1), (1, 0, 0, 1, 1), (1, 1, 1, 1, 0)]:
        vectors = net.timestep(W, {"y(t-1)": np.array([y]), "x(t)": np.array([x])})
        exact(vectors["h(t)"], h1, h2)
        exact(vectors["y(t)"], now)


def test_the_first_timestep_of_parity_is_as_if_the_last_answer_was_0():
    net, W = network("parity")
    for x, hidden in ((0, (0, 0)), (1, (0, 1))):
        exact(net.run(W, [{"x(t)": np.array([x])}])[0]["h(t)"], *hidden)


def test_the_worked_sequence_of_parity():
    net, W = network("parity")
    bits = [0, 1, 0, 1, 1, 0, 1, 0, 1, 1]
    answers = [int(v["y(t)"][0]) for v in net.run(W, [{"x(t)": np.array([b])} for b in bits])]
    assert answers == [0, 1, 1, 0, 1, 1, 0, 0, 1, 0]


def test_the_sum_and_the_larger_total():
    net, W = network("sum_of_inputs")
    sums = net.run(W, [{"x(t)": np.array([x])} for x in (2, -0.5, 1, 1)])
    assert [float(v["y(t)"][0]) for v in sums] == [2, 1.5, 2.5, 3.5]
    net, W = network("larger_total")
    leads = net.run(W, [{"x(t)": np.array(pair)} for pair in ((1, 0.5), (0.5, 2), (2, -1))])
    assert [v["P(first is larger)"][0] > 0.5 for v in leads] == [True, False, True]


def test_hello_is_spelled_by_hand():
    net, W = network("hello")
    said = [v["softmax"] for v in net.run(W, [{"x(t)": np.eye(4)["helo".index(s)]} for s in "hell"])]
    assert "".join("helo"[int(p.argmax())] for p in said) == "ello"
    assert min(p.max() for p in said) > 0.999


@pytest.mark.parametrize("by_hand", [False, True])
@pytest.mark.parametrize("task", NETWORKS)
def test_what_is_described_is_what_runs(task, by_hand):
    if by_hand and task not in BY_HAND:
        pytest.skip("nobody has set its weights by hand")
    config = PRESETS[task].config.changed(weights="by hand" if by_hand else "random")
    run = build(config)
    if not by_hand:
        steps = training(run)
        for _ in range(20):
            next(steps)
    frame = observe(run.model, run.task.watch(run.task.default_probe()).forward)
    net, weights = NETWORKS[task](config), {w.name: w.values for w in frame.weights}
    record = frame.recurrences[0]
    given = [split(net, x) for x in record.x]
    hidden, output = HIDDEN.get(task, "h(t)"), net.output
    once = [net.timestep(weights, {**inputs, **past(net, record, t)}) for t, inputs in enumerate(given)]
    np.testing.assert_allclose([v[hidden] for v in once], record.h, atol=1e-6)
    own = [
        inputs if t == 0 else {k: v for k, v in inputs.items() if k not in net.fed_back}
        for t, inputs in enumerate(given)
    ]
    np.testing.assert_allclose([v[hidden] for v in net.run(weights, own)], record.h, atol=1e-5)
    said = np.array([v[output] for v in once])
    if task in ("hello", "larger_total"):  # their output is a probability
        np.testing.assert_allclose(said[:, 0], frame.output.probabilities[:, 0], atol=1e-5)
    elif task == "perceptron":
        np.testing.assert_allclose(said[:, 0], frame.output.probabilities[:, 1], atol=1e-5)
    elif task == "parity":
        assert said[:, 0].tolist() == frame.output.probabilities.argmax(axis=1).tolist()
    elif task != "sum_of_inputs":
        assert said.argmax(axis=1).tolist() == frame.output.probabilities.argmax(axis=1).tolist()


def split(net, x):
    """Give the parts of a cell's input their names."""
    sizes = {name: len(labels) for name, labels in net.inputs.items() if name != "h(t-1)"}
    assert sum(sizes.values()) == len(x)
    return dict(zip(sizes, np.split(x, np.cumsum(list(sizes.values()))[:-1]), strict=True))


def past(net, record, t):
    return {"h(t-1)": record.previous(record.h, record.h0)[t]} if "h(t-1)" in net.inputs else {}


@pytest.mark.parametrize("task", BY_HAND)
def test_by_hand_there_is_no_mistake(task):
    run = build(PRESETS[task].config.changed(weights="by hand"))
    found = run.task.evaluate(run.model)
    if task == "sum_of_inputs":
        assert found["largest error"] < 1e-5
    elif task == "hello":  # it has nothing to hold out
        output = observe(run.model, run.task.watch("hell").forward).output
        assert output.probabilities.argmax(axis=1).tolist() == output.targets.tolist()
        assert output.losses.max() < 1e-3
    else:
        assert set(found.values()) == {1.0}


@pytest.mark.parametrize("task", ["roommate", "parity"])
def test_more_units_than_a_person_needs_change_nothing_and_fewer_are_refused(task):
    config = PRESETS[task].config.changed(weights="by hand")
    run = build(config.changed(hidden=config.hidden + 3))
    assert set(run.task.evaluate(run.model).values()) == {1.0}
    with pytest.raises(Refused, match=f"need {config.hidden} hidden units"):
        build(config.changed(hidden=config.hidden - 1))
    with pytest.raises(Refused, match="threshold units"):
        build(config.changed(nonlinearity="tanh"))


@pytest.mark.parametrize("name", NONLINEARITIES)
def test_functions_and_derivatives_are_those_of_the_network(name):
    z = torch.linspace(-5, 5, 101, dtype=torch.float64, requires_grad=True)
    y = NONLINEARITIES[name](z)
    y.sum().backward()
    np.testing.assert_allclose(FUNCTIONS[name](z.detach().numpy()), y.detach(), atol=1e-12)
    np.testing.assert_allclose(DERIVATIVES[name](z.detach().numpy()), z.grad, atol=1e-12)


def test_further_units_have_names():
    net = NETWORKS["parity"](TaskSettings(hidden=4))
    assert net.labels("h(t)") == ("h₁ AND", "h₂ OR", "h3", "h4")
    with pytest.raises(KeyError):
        net.labels("nothing")


def test_the_arithmetic_needs_no_torch():
    code = "import sys; import rnnviz.nn.small_networks, rnnviz.nn.scalar_walk; assert 'torch' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)
