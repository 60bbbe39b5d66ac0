"""NumPy's side of benches that carry their Python lines with them. One JSON request a line:
{"setup": statements, run once and kept by their text, "line": an expression or statement, "inner": calls} -> {"us": microseconds per call}."""
import json
import sys
import time

import numpy as np

kept = {}


def names_of(setup):
    """The names that the statements make; the last setup only, so that large arrays do not pile up."""
    if setup not in kept:
        kept.clear()
        names = {"np": np}
        exec(setup, names)
        kept[setup] = names
    return kept[setup]


for text in sys.stdin:
    request = json.loads(text)
    if request.get("version"):
        print(json.dumps({"version": np.__version__}), flush=True)
        continue
    with np.errstate(all="ignore"):
        loop = {}
        body = f"def call(_turns):\n    for _ in range(_turns):\n        {request['line']}\n"
        names = names_of(request["setup"])
        exec(body, names, loop)
        call = loop["call"]
        call(1)
        begin = time.perf_counter()
        call(request["inner"])
        print(json.dumps({"us": (time.perf_counter() - begin) * 1e6 / request["inner"]}), flush=True)
