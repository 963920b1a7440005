"""A user's own run, and the window that shows it: both ends of the line between them.

In the user's process are `script` (`rnnviz watch`), `handle` (`rnnviz.watch`) and `link`, which need what the agent
needs and no more; in the window's is `source`, a `Source` as others are. `messages` pass.
"""
