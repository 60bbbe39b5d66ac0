"""Writes array-warnings.json: which floating-point warnings NumPy gives for which operands.

Every function meets every number (or pair of numbers) of a list, in arrays of one element. A result is a sum of
1 divide by zero, 2 overflow, 4 underflow, 8 invalid value. Run: python make_array_warnings.py
"""
import json, os
import numpy as np

BITS = {"divide by zero": 1, "overflow": 2, "underflow": 4, "invalid value": 8}
seen = 0


def note(kind, flag):
    global seen
    seen |= BITS[kind]


np.seterrcall(note)
np.seterr(all="call")


def kinds(f, *operands):
    global seen
    seen = 0
    f(*operands)
    return seen


def one(values, dtype):
    return [np.array([v], dtype) for v in values]


FLOATS = [0.0, -0.0, 1.0, -1.0, 0.5, -3.0, 2.5, 100.0, -100.0, 800.0, -800.0, np.inf, -np.inf, np.nan]
EXTREMES = {"float64": [1e308, -1e308, 1e-300, -1e-300, 1e160], "float32": [3e38, -3e38, 1e-37, -1e-37, 1e20]}
INTS = [0, 1, -1, 7, -7, 3]

UNARY = (
    "negative absolute sign square sqrt exp log reciprocal rint cbrt exp2 expm1 log2 log10 log1p sin cos tan arcsin arccos "
    "arctan sinh cosh tanh arcsinh arccosh arctanh deg2rad rad2deg floor ceil trunc isnan isinf isfinite signbit"
).split()
BINARY = (
    "add subtract multiply divide floor_divide remainder fmod power float_power maximum minimum fmax fmin arctan2 hypot "
    "copysign logaddexp heaviside equal not_equal less less_equal greater greater_equal logical_and logical_or logical_xor"
).split()
WHOLE_UNARY = "negative absolute sign square reciprocal sqrt log exp".split()
WHOLE_BINARY = "add subtract multiply divide floor_divide remainder fmod".split()


def camel(name):
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)


cases = []


def unary(name, dtype, values):
    f = getattr(np, name)
    cases.append({"name": camel(name), "dtype": dtype, "kinds": [kinds(f, x) for x in one(values, dtype)]})


def binary(name, dtype, values):
    f = getattr(np, name)
    table = [[kinds(f, x, y) for y in one(values, dtype)] for x in one(values, dtype)]
    cases.append({"name": camel(name), "dtype": dtype, "kinds": table})


values = {dtype: FLOATS + more for dtype, more in EXTREMES.items()}
values["int32"] = INTS
for dtype in EXTREMES:
    for name in UNARY:
        unary(name, dtype, values[dtype])
    for name in BINARY:
        binary(name, dtype, values[dtype])
for name in WHOLE_UNARY:
    unary(name, "int32", INTS)
for name in WHOLE_BINARY:
    binary(name, "int32", INTS)

# Several elements: sums and products, running ones, matrices.
LISTS = [
    [1e308, 1e308], [1e308, 1e308, -np.inf], [np.inf, -np.inf], [np.inf, 1.0], [np.nan, np.inf, -np.inf], [1e200, 1e200],
    [np.inf, 0.0], [1.0, 2.0], [], [-1e308, -1e308],
]
several = []
for name in "sum prod mean cumsum cumprod".split():
    for given in LISTS:
        if given == [] and name == "mean":
            continue  # a warning of another kind, "Mean of empty slice"
        several.append({"name": name, "list": given, "kinds": kinds(getattr(np, name), np.array(given, "float64"))})
MATRICES = [
    [[[1e308, 1e308]], [[10.0], [10.0]]], [[[np.inf, 1.0]], [[0.0], [1.0]]], [[[np.nan, 1.0]], [[0.0], [1.0]]],
    [[[1.0, 2.0]], [[3.0], [4.0]]], [[[np.inf, np.inf]], [[1.0], [-1.0]]],
]
matrices = [{"a": a, "b": b, "kinds": kinds(np.matmul, np.array(a), np.array(b))} for a, b in MATRICES]

# Conversions.
casts = []
for source in EXTREMES:
    for target in ["float32", "float64", "uint8", "int8", "int16", "uint16", "int32", "bool"]:
        row = [kinds(lambda x: x.astype(target), x) for x in one(values[source] + [300.0, 3e9], source)]
        casts.append({"from": source, "to": target, "kinds": row})


def plain(v):
    if isinstance(v, list):
        return [plain(x) for x in v]
    if isinstance(v, dict):
        return {k: plain(x) for k, x in v.items()}
    if isinstance(v, float) and v != v:
        return "nan"
    if isinstance(v, float) and abs(v) == float("inf"):
        return "inf" if v > 0 else "-inf"
    return v


everything = {"numpy": np.__version__, "values": values, "cases": cases, "several": several, "matrices": matrices, "casts": casts}
path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "array-warnings.json")
with open(path, "w") as out:
    out.write(json.dumps(plain(everything)).replace('}, {"', '},\n{"') + "\n")
print(len(cases), "functions")
