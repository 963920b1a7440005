"""Observing in a process of its own: training pays for a copy of the weights, and for nothing else.

The worker thread writes the state that is to be looked at into memory that both processes see (`shared_state`) and asks
for a Frame (`aside`); the other process has built the same model, takes the state over, observes it and answers
(`looking`); what it says arrives in a thread that does nothing else (`observer`). No Qt is
imported on either side.
"""
