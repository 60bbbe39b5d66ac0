"""papermill's parameters for notebooks in TypeScript.

papermill (2.7.0) has an entry point for engines but none for translators, and it loads all engines when it is imported.
So `engine` is the entry point: loading it registers `translator`, which writes the values of parameters, and `cell`, which
reads the cell that declares them. `kernelab kernel install` copies this package to where a Python looks for packages.
"""
