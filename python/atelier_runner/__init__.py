"""What an agent runs inside an environment: a warm process that forks one child per step.

``forkserver`` imports the libraries once and forks; ``job`` is what a child does; ``step`` is what a step's
code sees (its parameters, tables in, artifacts out); ``steps/<entry>`` holds one module per component.
"""
