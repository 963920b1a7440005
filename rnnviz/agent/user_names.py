"""What the user calls the result of an operation: the variable in their own line."""

from __future__ import annotations

from rnnviz.agent.tape import Operation, Value
from rnnviz.agent.user_code import Place, assigned


def given_to(places: tuple[Place, ...]) -> tuple[str, ...]:
    """Return the variables for the results, looked for outwards while a function only returns them."""
    for place in places:
        names = assigned(place)
        if names is not None:
            return names
    return ()


def variable(operation: Operation, value: Value | None = None) -> str:
    """Return the variable for one result; empty: it has none."""
    names = given_to(operation.places)
    place = 0 if value is None else value.place
    return "" if not names else names[place if len(names) > 1 and place < len(names) else 0]


def letter(name: str) -> str:
    """Return a name without the t that it may have as in a paper: i_t is i at timestep t."""
    return name.removesuffix("_t") or name
