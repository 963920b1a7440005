"""The only package that imports Qt."""

# First what knows no Qt, numpy with it: PySide6 reads the source of every module that is imported after itself.
import rnnviz.engine.worker_thread  # noqa: F401
