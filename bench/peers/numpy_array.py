"""The NumPy side of bench/array.bench.ts: one JSON request a line, {"case": name, "inner": k} -> {"ms": per call}."""
import json
import sys
import time

import numpy as np

rng = np.random.default_rng(0)
arrays = {}
for name, dtype in (("f64", np.float64), ("f32", np.float32)):
    a = rng.random((1000, 1000)).astype(dtype)
    b = a + 1
    arrays[name] = dict(a=a, b=b, row=b[0].copy(), col=b[:, :1].copy(), flat=a.reshape(-1))
for name in ("uint8", "int64"):
    arrays[name] = dict(a=(rng.random((1000, 1000)) * 200).astype(name), b=None, row=None, col=None, flat=None)
picture = rng.random((300, 400, 3))
kernels = rng.random((3, 3, 3, 3)) - 0.5
plane = picture[:, :, 0].copy()


def featuring():
    maps = []
    for k in range(3):
        f = kernels[k]
        out = np.zeros((298, 398))
        for i in range(298):
            for j in range(398):
                out[i, j] = np.sum(picture[i : i + 3, j : j + 3, :] * f)
        maps.append(out)
    return maps


def max_pooling():
    out = np.zeros((150, 200))
    for i in range(150):
        for j in range(200):
            out[i, j] = np.max(plane[2 * i : 2 * i + 2, 2 * j : 2 * j + 2])
    return out


def element(case):
    kind, dtype = case.rsplit(" ", 1)
    x = arrays[dtype]
    a, b, row, col, flat = x["a"], x["b"], x["row"], x["col"], x["flat"]
    return {
        "add": lambda: a + (a if b is None else b),
        "multiply by a number": lambda: a * (2 if dtype.startswith("f") else 3),
        "divide": lambda: a / b,
        "greater": lambda: a > b,
        "maximum": lambda: np.maximum(a, b),
        "sqrt": lambda: np.sqrt(a),
        "exp": lambda: np.exp(a),
        "log": lambda: np.log(b),
        "sin": lambda: np.sin(a),
        "where": lambda: np.where(a > 0.5, a, b),
        "mask": lambda: a[a > 0.5],
        "remainder": lambda: b % 0.3,
        "clip": lambda: np.clip(a, 0.2, 0.8),
        "astype": lambda: a.astype(np.float32 if dtype == "f64" else np.float64),
        "sum": lambda: a.sum(),
        "sum axis 0": lambda: a.sum(0),
        "sum axis 1": lambda: a.sum(1),
        "mean": lambda: a.mean(),
        "std": lambda: a.std(),
        "max": lambda: a.max(),
        "max axis 0": lambda: a.max(0),
        "argmax": lambda: a.argmax(),
        "cumsum": lambda: np.cumsum(a),
        "add a row": lambda: a + row,
        "add a column": lambda: a + col,
        "add transposed": lambda: a + b.T,
        "copy transposed": lambda: np.ascontiguousarray(a.T),
        "sum transposed": lambda: a.T.sum(0),
        "exp transposed": lambda: np.exp(a.T),
        "sort": lambda: np.sort(flat),
        "argsort": lambda: np.argsort(flat),
        "sort axis 1": lambda: np.sort(a),
        "sort axis 0": lambda: np.sort(a, axis=0),
    }[kind]


def call_for(case):
    if case.startswith("loops featuring"):
        return featuring
    if case.startswith("loops MaxPooling"):
        return max_pooling
    return element(case)


for line in sys.stdin:
    request = json.loads(line)
    if request.get("version"):
        print(json.dumps({"version": np.__version__}), flush=True)
        continue
    call = call_for(request["case"])
    begin = time.perf_counter()
    for _ in range(request["inner"]):
        call()
    print(json.dumps({"ms": (time.perf_counter() - begin) * 1e3 / request["inner"]}), flush=True)
