"""The entry point: what papermill loads when it starts. The engine `kernelab` is papermill's own."""

from papermill.engines import NBClientEngine
from papermill.translators import papermill_translators

from .translator import TypeScriptTranslator

papermill_translators.register("kernelab", TypeScriptTranslator)
papermill_translators._translators.setdefault("typescript", TypeScriptTranslator)


class Engine(NBClientEngine):
    """Runs a notebook as papermill does without an engine."""
