"""Everything that a user, or somebody else's file, can put into the program: ``python -m benchmarks.hostile``.

Each door (a file of `doors/`) generates inputs from a seed and tries them on the program's own code, in a process of
its own with a limit on memory. What is put in is either accepted and shown as it is understood, or refused in one
sentence in a user's words (`words.faults`); nothing freezes the window, and nothing ends the program.

The last line is JSON: `inputs`, `clear`, `freezes`, `aborts`, and the same for each door. The exit status is 1 unless
there are 1000 inputs, all are clear, and nothing froze or ended.
"""
