"""A built-in run in a process of its own, seen through a `Source`: no interpreter is shared with it.

`runner` is the window's end, `process` the other one; `messages` and `engine.messages` pass from one to the other, and
`engine.commands` back, through a line of `rnnviz.connection`.
"""
