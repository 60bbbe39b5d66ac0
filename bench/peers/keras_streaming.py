"""Keras's image_dataset_from_directory as a peer: reads {"path": ..., "passes": n} lines, answers pictures per second of the best pass."""

import json
import os
import sys
import time

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras  # noqa: E402
import tensorflow as tf  # noqa: E402


def main():
    for line in sys.stdin:
        request = json.loads(line)
        if request.get("versions"):
            print(json.dumps({"keras": keras.__version__, "tensorflow": tf.__version__}), flush=True)
            continue
        data = keras.utils.image_dataset_from_directory(
            request["path"], image_size=(128, 128), batch_size=32, seed=1, verbose=False
        )
        best = 0
        for _ in range(request["passes"]):
            began = time.perf_counter()
            count = sum(x.shape[0] for x, _ in data)
            best = max(best, count / (time.perf_counter() - began))
        print(json.dumps({"rate": best}), flush=True)


main()
