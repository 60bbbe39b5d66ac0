"""Writes array-more.json.gz: ufunc methods, grids, polynomials and Fourier transforms as NumPy does them, in the form of make_array_extra.py.

Run: python make_array_more.py
"""
import gzip, json, os, warnings
import numpy as np

warnings.simplefilter("ignore")
rng = np.random.default_rng(17)
cases = []


def num(x):
    if isinstance(x, float) and x != x:
        return "nan"
    if x in (float("inf"), float("-inf")):
        return "inf" if x > 0 else "-inf"
    return x


def enc(v):
    if isinstance(v, (np.ndarray, np.generic)):
        v = np.asarray(v)
        if v.dtype.kind == "c":
            half = lambda part: enc(np.array([float(f"{x:.13g}") for x in np.asarray(part, float).ravel()], part.dtype).reshape(v.shape))
            return {"real": half(v.real), "imag": half(v.imag)}
        dtype = {"uint64": "int64", "float16": "float32"}.get(str(v.dtype), str(v.dtype))
        return {"dtype": dtype, "shape": list(v.shape), "data": [num(x) for x in v.ravel().tolist()]}
    if isinstance(v, (list, tuple)):
        return [enc(x) for x in v]
    if isinstance(v, (bool, str)) or v is None:
        return v
    return num(v)


def add(name, result, *args, tol=0, **options):
    """tol: relative tolerance (0: exactly equal)."""
    cases.append({"name": name, "args": [enc(a) for a in args], "options": {k: enc(v) for k, v in options.items()}, "result": enc(result), "tol": tol})


DTYPES = ["bool", "uint8", "int8", "uint16", "int16", "int32", "uint32", "int64", "float32", "float64"]


def sample(dtype, shape):
    if dtype == "bool":
        return rng.integers(0, 2, shape).astype(bool)
    if dtype[0] in "iu":
        return rng.integers(1 if dtype[0] == "u" else -4, 5, shape, dtype=dtype)
    return (np.round(rng.standard_normal(shape) * 8) / 4).astype(dtype)


# --- methods of two-operand functions
NAMES = {"floorDivide": "floor_divide", "logicalAnd": "logical_and", "logicalOr": "logical_or", "logicalXor": "logical_xor",
         "bitwiseAnd": "bitwise_and", "bitwiseOr": "bitwise_or", "bitwiseXor": "bitwise_xor", "greaterEqual": "greater_equal", "notEqual": "not_equal"}
FUNCTIONS = "add subtract multiply divide maximum minimum fmax fmin remainder floorDivide hypot logicalAnd logicalOr logicalXor bitwiseAnd bitwiseOr bitwiseXor gcd".split()
for name in FUNCTIONS:
    f = getattr(np, NAMES.get(name, name))
    for dt in DTYPES:
        tol = 1e-6 if dt == "float32" or name == "hypot" else 1e-14
        for shape in ((5,), (3, 4), (2, 3, 4)):
            a = sample(dt, shape)
            for axis in range(len(shape)):
                try:
                    r = f.reduce(a, axis=axis)
                    k = f.reduce(a, axis=axis, keepdims=True)
                    s = f.accumulate(a, axis=axis)
                except TypeError:
                    continue
                if r.dtype == np.float16:
                    continue
                add(f"{name}.reduce", np.asarray(r), a, axis, tol=tol)
                add(f"{name}.reduce", k, a, axis=axis, keepdims=True, tol=tol)
                add(f"{name}.accumulate", s, a, axis, tol=tol)
            try:
                r = np.asarray(f.reduce(a, axis=None))
            except (TypeError, ValueError):
                continue
            if r.dtype != np.float16:
                add(f"{name}.reduce", r, a, axis=None, tol=tol)
for name in FUNCTIONS + ["greater", "greaterEqual", "equal", "notEqual", "power"]:
    f = getattr(np, NAMES.get(name, name))
    for p, q in (("bool", "bool"), ("uint8", "uint8"), ("int32", "uint8"), ("int64", "float32"), ("float64", "int16"), ("float32", "float32")):
        a, b = sample(p, (2, 3)), np.abs(sample(q, (4,)))
        try:
            r = f.outer(a, b)
        except TypeError:
            continue
        if r.dtype != np.float16:
            add(f"{name}.outer", r, a, b, tol=1e-6 if "float32" in (p, q) or name in ("hypot", "power") else 1e-14)
for name in ("add", "subtract", "multiply", "maximum", "divide", "logicalOr"):
    f = getattr(np, NAMES.get(name, name))
    for dt in DTYPES:
        for index, mine in (((np.array([0, 1, 1, 2, 1]),), [[0, 1, 1, 2, 1]]), ((slice(0, 2), np.array([3, 3, 0])), ["0:2", np.array([3, 3, 0])]),
                            ((np.array([0, 2, 2]), np.array([1, 1, 1])), [np.array([0, 2, 2]), np.array([1, 1, 1])]), ((1,), [1])):
            for value in (2, sample(dt, ())):
                a = sample(dt, (3, 4))
                before = a.copy()
                kind = f(a, value).dtype.kind if not (dt == "bool" and name == "subtract") else "i"
                if kind == "f" and a.dtype.kind != "f" or kind in "iuf" and dt == "bool":
                    continue  # NumPy cuts fractions off without a word; kernelab refuses
                try:
                    f.at(a, index if len(index) > 1 else index[0], value)
                except TypeError:
                    continue
                add(f"{name}.at", a, before, *mine, value, tol=1e-6 if dt == "float32" else 0)
a = np.zeros(4)
np.add.at(a, np.array([0, 0, 3]), np.array([0.5, 1.5, 2.0]))
add("add.at", a, np.zeros(4), [0, 0, 3], np.array([0.5, 1.5, 2.0]))

# --- grids
class Text:
    def __getitem__(self, key):
        return key


def grid_text(s):
    if isinstance(s.step, complex):
        return f"{'' if s.start is None else s.start}:{s.stop}:{int(abs(s.step))}j"
    return f"{'' if s.start is None else s.start}:{s.stop}" + ("" if s.step is None else f":{s.step}")


T = Text()
for key in (T[0:5], T[0:3, 0:4], T[-1:1:5j], T[-1:1:5j, 0:2:3j], T[0:1:0.25], T[0:5:2, 1:4], T[:3, :2], T[5:0:-2], T[0.5:3], T[0:2, 0:3, 0:2], T[3:3, 0:2], T[0:1:1j]):
    keys = key if isinstance(key, tuple) else (key,)
    add("mgrid.at", np.mgrid[key], *[grid_text(s) for s in keys], tol=1e-15)
    if len(keys) > 1:
        add("ogrid.at", list(np.ogrid[key]), *[grid_text(s) for s in keys], tol=1e-15)

for dt in ("uint8", "int64", "float32", "float64"):
    v, m = sample(dt, (3,)), sample(dt, (3, 2))
    add("c_.at", np.c_[v, v], v, v)
    add("c_.at", np.c_[m, v, m], m, v, m)
    add("r_.at", np.r_[v, v[::-1], v[0]], v, v[::-1].copy(), v[0])
    add("r_.at", np.r_[m, m], m, m)
add("r_.at", np.r_[0:3, 7, 0:1:3j], "0:3", 7, "0:1:3j")

# --- polynomials
x = np.linspace(-2, 3, 15)
for deg in (0, 1, 2, 3, 5):
    y = rng.standard_normal(15)
    add("polyfit", np.polyfit(x, y, deg), x, y, deg, tol=1e-11)
    add("polyfit", np.polyfit(x, y, deg, w=np.arange(1, 16.0)), x, y, deg, w=np.arange(1, 16), tol=1e-11)
    add("polyfit", np.polyfit(x, np.stack([y, y * y], 1), deg), x, np.stack([y, y * y], 1), deg, tol=1e-11)
for dt in ("uint8", "int32", "float32", "float64"):
    p = sample(dt, (4,))
    for xt in ("int16", "int64", "float32", "float64"):
        at = sample(xt, (2, 3))
        add("polyval", np.polyval(p, at), p, at, tol=1e-5 if "float32" in (dt, xt) else 1e-13)
for p in (np.array([3.0, -1, 2, 5]), np.array([1, 0, 4]), np.array([2.5])):
    for m in (0, 1, 2):
        add("polyder", np.polyder(p, m), p, m, tol=1e-15)
        add("polyint", np.polyint(p, m) * 1.0, p * 1.0, m, tol=1e-15)

texts = [[list(map(float, c)), str(np.poly1d(c))] for c in ([1, 2, 3], [0, 0, 2.5, -1.123456, 0, 7], [-1, 0, 0], [4], [0], [1, 1e-5, 123456.0, 0.5], list(range(-9, 13)))]

# --- Fourier transforms and complex arithmetic
def cplx(shape):
    return np.round(rng.standard_normal(shape), 2) + 1j * np.round(rng.standard_normal(shape), 2)


FT = 1e-11
for n in (1, 2, 3, 4, 5, 7, 8, 12, 17, 30, 32):
    a, z = sample("float64", (n,)), cplx((n,))
    for name in ("fft", "ifft"):
        add(f"fft.{name}", getattr(np.fft, name)(a), a, tol=FT)
        add(f"fft.{name}", getattr(np.fft, name)(z), z, tol=FT)
    add("fft.rfft", np.fft.rfft(a), a, tol=FT)
    if n > 1:
        add("fft.irfft", np.fft.irfft(z), z, tol=FT)
    add("fft.fftfreq", np.fft.fftfreq(n), n, tol=1e-15)
    add("fft.fftfreq", np.fft.fftfreq(n, 0.25), n, 0.25, tol=1e-15)
    add("fft.rfftfreq", np.fft.rfftfreq(n, d=0.1), n, d=0.1, tol=1e-15)
    add("fft.fftshift", np.fft.fftshift(a), a)
    add("fft.ifftshift", np.fft.ifftshift(z), z)
for dt in DTYPES:
    a = sample(dt, (3, 4))
    single = a.dtype == np.float32
    add("fft.fft", np.fft.fft(a), a, tol=1e-5 if single else FT)
    add("fft.fft2", np.fft.fft2(a), a, tol=1e-5 if single else FT)
for shape in ((5, 6), (2, 3, 4), (4, 8)):
    a, z = sample("float64", shape), cplx(shape)
    for norm in ("backward", "ortho", "forward"):
        add("fft.fft", np.fft.fft(z, axis=0, norm=norm), z, axis=0, norm=norm, tol=FT)
        add("fft.ifft", np.fft.ifft(z, 5, axis=-2, norm=norm), z, 5, axis=-2, norm=norm, tol=FT)
        add("fft.fft2", np.fft.fft2(z, norm=norm), z, norm=norm, tol=FT)
        add("fft.ifft2", np.fft.ifft2(z, norm=norm), z, norm=norm, tol=FT)
        add("fft.irfft", np.fft.irfft(z, 7, axis=0, norm=norm), z, 7, axis=0, norm=norm, tol=FT)
        add("fft.rfft", np.fft.rfft(a, 6, axis=0, norm=norm), a, 6, axis=0, norm=norm, tol=FT)
    add("fft.fft2", np.fft.fft2(a, s=(3, 7)), a, s=[3, 7], tol=FT)
    add("fft.fft2", np.fft.fft2(a, axes=(0, 1)), a, axes=[0, 1], tol=FT)
    add("fft.fftn", np.fft.fftn(a), a, tol=FT)
    add("fft.ifftn", np.fft.ifftn(z, axes=(0,)), z, axes=[0], tol=FT)
    add("fft.fftshift", np.fft.fftshift(z), z)
    add("fft.fftshift", np.fft.fftshift(a, axes=1), a, axes=1)
    add("fft.ifftshift", np.fft.ifftshift(z, axes=(0, 1)), z, [0, 1])
    add("abs", np.abs(z), z, tol=1e-15)
    add("angle", np.angle(z), z, tol=1e-15)
    add("angle", np.angle(a, deg=True), a, deg=True, tol=1e-15)
    add("real", np.real(z).copy(), z)
    add("imag", np.imag(z).copy(), z)
    add("conj", np.conj(z), z)
    add("complex", a + 1j * a[..., :1], a, a[..., :1])
    w = cplx(shape)
    for name, r in (("add", z + w), ("sub", z - w), ("mul", z * w), ("div", z / w), ("neg", -z), ("exp", np.exp(z)), ("T", z.T)):
        add("complex " + name, r, z, *([] if name in ("neg", "exp", "T") else [w]), tol=1e-12)
    for name, r in (("add", z + a), ("mul", z * 2.5), ("sub", z - a[..., :1]), ("div", z / 4), ("mul", z * (1 - 2j))):
        add("complex " + name, r, z, a if name == "add" else 2.5 if np.allclose(r, z * 2.5) else a[..., :1] if name == "sub" else 4 if name == "div" else np.array(1 - 2j), tol=1e-12)
    add("complex sum", np.asarray(z.sum(axis=0)), z, 0, tol=1e-12)
    add("complex mean", np.asarray(z.mean(axis=1)), z, 1, tol=1e-12)
    add("complex eq", z == z.real, z, z.real.copy())
z, w = cplx((2, 3)).astype("complex64"), cplx((2, 3))
for other in (w, w.astype("complex64"), 2.5, np.ones((2, 3), "float32"), np.ones((2, 3), "int32"), np.ones((2, 3), "uint8")):
    add("complex mul", z * other, z, other, tol=1e-5)
add("complex abs", abs(z), z, tol=1e-5)
add("fft.irfft", np.fft.irfft(z), z, tol=1e-5)
add("fft.ifft", np.fft.ifft(z), z, tol=1e-5)

complex_texts = []
for z in (np.array([1 + 2j, -3.5 - 1j]), np.array([[0.5 + 10j, 100 - 0.25j], [-0.0 - 0.0j, 1e-3j]]), np.fft.fft2(np.arange(12.0).reshape(3, 4)), np.array([1e10 + 1j, 2 - 1e-10j]), np.array([], complex), np.array(2.5 - 1j),
          np.fft.fft(np.arange(30.0)), np.array([np.inf + 1j, 2 + 3j])):
    complex_texts.append({"z": enc(z), "text": str(z), "repr": repr(z)})

# --- texts: [what is done, its result], in every view that the test makes of the same words
words = np.array([["cat", "dog", "bird", "cat"], ["Zoë", "it's", "dog", "고양이"], ["cat", "ant", "ant", "dog"]])
views = {"all": words, "transposed": words.T, "sliced": words[1:, ::2], "negative": words[::-1, ::-1], "line": words[0], "empty": words[:0], "one": words[1, 2], "long": np.array(["name %d" % i for i in range(30)])}


def plain(v):
    v = np.asarray(v)
    return {"dtype": "text" if v.dtype.kind == "U" else str(v.dtype), "shape": list(v.shape), "data": v.ravel().tolist()}


words_out = {}
for name, v in views.items():
    u, i, inv, n = np.unique(v, return_index=True, return_inverse=True, return_counts=True)
    # NumPy keeps the width of the array that a view or a result comes from; the test looks at the texts alone.
    words_out[name] = {"text": str(v), "list": v.tolist(), "unique": [plain(x) for x in (u, i, inv, n)], "eq": plain(v == "cat"), "ne": plain(v != "dog"), "lt": plain(v < "c"),
                       "isin": plain(np.isin(v, ["cat", "bird", "none"])), "where": plain(np.where(v == "cat", "yes", v)), "concatenate": plain(np.concatenate([v.ravel(), ["elephant"]]))}
    if v.ndim:
        words_out[name].update({"sort": plain(np.sort(v)), "argsort": plain(np.argsort(v, kind="stable")), "repr": repr(np.array(v.tolist()) if v.size else v)})

text = json.dumps({"numpy": np.__version__, "cases": cases, "poly1d": texts, "complex": complex_texts, "words": words_out}, separators=(",", ":"))
with open(os.path.join(os.path.dirname(__file__), "data", "array-more.json.gz"), "wb") as f:
    f.write(gzip.compress(text.encode(), 9, mtime=0))
print(len(cases))
