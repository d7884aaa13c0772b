"""One module per component, found by the ``entry`` of its declaration; each has ``run(step)``."""
