"""Synthetic pictures and labels, and the loop that answers the bench: one JSON request a line, one JSON answer a line."""
import json
import sys
import time

import numpy as np


def pictures(n, seed=0):
    random = np.random.default_rng(seed)
    x = random.integers(0, 256, (n, 28, 28, 1), dtype=np.uint8).astype(np.float32) / 255
    return x, random.integers(0, 10, n).astype(np.int32)


def samples(name, n, seed=0):
    """What bench/student-networks.ts trains a network with: x (n, 32, 32, 3), or flat for the autoencoder, and y."""
    random = np.random.default_rng(seed)
    x = random.integers(0, 256, (n, 32, 32, 3), dtype=np.uint8).astype(np.float32) / 255
    if name == "autoencoder":
        x = x.reshape(n, -1)
        return x, x
    if name == "unet":
        return x, random.integers(0, 2, (n, 32, 32, 1)).astype(np.float32)
    return x, random.integers(0, 10, n).astype(np.int32)


def timed(call, reps):
    """Milliseconds of one call, the mean of `reps`."""
    began = time.perf_counter()
    for _ in range(reps):
        call()
    return (time.perf_counter() - began) * 1e3 / reps


def serve(versions, prepare, others={}):
    """`prepare(case)` gives a function of reps that returns milliseconds a call; each is prepared once. Ask for versions first.
    `others`: further questions by their word ('trained', 'parameters', 'memory'), each a function of a name."""
    out = sys.stdout
    sys.stdout = open("/dev/null", "w")  # progress bars are drawn, but not into the conversation
    ready = {}
    for line in sys.stdin:
        request = json.loads(line)
        if request.get("versions"):
            print(json.dumps(versions), file=out, flush=True)
            continue
        try:
            other = next((word for word in others if word in request), None)
            if other is not None:
                print(json.dumps({other: others[other](request[other])}), file=out, flush=True)
                continue
            if request["case"] not in ready:
                ready[request["case"]] = prepare(request["case"])
            answer = {"ms": ready[request["case"]](request["reps"])}
        except Exception as error:
            answer = {"error": f"{type(error).__name__}: {error}"[:300]}
        print(json.dumps(answer), file=out, flush=True)
