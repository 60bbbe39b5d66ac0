"""The network from scratch of *Deep Learning from Scratch* (chapter 7), in NumPy: convolution by im2col and one product, ReLU, max
pooling by im2col and argmax, two affine layers, softmax with loss, Adam. One JSON request a line:
{"batch": n, "filters": f, "inner": steps} -> {"ms": milliseconds per step, "loss": of the first step}."""
import json
import sys
import time

import numpy as np


def im2col(pictures, fh, fw, stride=1, pad=0):
    n, c, h, w = pictures.shape
    oh, ow = (h + 2 * pad - fh) // stride + 1, (w + 2 * pad - fw) // stride + 1
    img = np.pad(pictures, [(0, 0), (0, 0), (pad, pad), (pad, pad)])
    col = np.zeros((n, c, fh, fw, oh, ow))
    for y in range(fh):
        for x in range(fw):
            col[:, :, y, x, :, :] = img[:, :, y : y + stride * oh : stride, x : x + stride * ow : stride]
    return col.transpose(0, 4, 5, 1, 2, 3).reshape(n * oh * ow, -1)


def col2im(col, shape, fh, fw, stride=1, pad=0):
    n, c, h, w = shape
    oh, ow = (h + 2 * pad - fh) // stride + 1, (w + 2 * pad - fw) // stride + 1
    col = col.reshape(n, oh, ow, c, fh, fw).transpose(0, 3, 4, 5, 1, 2)
    img = np.zeros((n, c, h + 2 * pad + stride - 1, w + 2 * pad + stride - 1))
    for y in range(fh):
        for x in range(fw):
            img[:, :, y : y + stride * oh : stride, x : x + stride * ow : stride] += col[:, :, y, x, :, :]
    return img[:, :, pad : h + pad, pad : w + pad]


class Convolution:
    def __init__(self, w, b):
        self.w, self.b = w, b

    def forward(self, x):
        fn, c, fh, fw = self.w.shape
        n, c, h, w = x.shape
        oh, ow = h - fh + 1, w - fw + 1
        self.x = x
        self.col = im2col(x, fh, fw)
        self.col_w = self.w.reshape(fn, -1).T
        out = np.dot(self.col, self.col_w) + self.b
        return out.reshape(n, oh, ow, -1).transpose(0, 3, 1, 2)

    def backward(self, dout):
        fn, c, fh, fw = self.w.shape
        dout = dout.transpose(0, 2, 3, 1).reshape(-1, fn)
        self.db = np.sum(dout, axis=0)
        self.dw = np.dot(self.col.T, dout).transpose(1, 0).reshape(fn, c, fh, fw)
        dcol = np.dot(dout, self.col_w.T)
        return col2im(dcol, self.x.shape, fh, fw)


class Pooling:
    def __init__(self, side):
        self.side = side

    def forward(self, x):
        n, c, h, w = x.shape
        s = self.side
        oh, ow = (h - s) // s + 1, (w - s) // s + 1
        col = im2col(x, s, s, s).reshape(-1, s * s)
        self.x = x
        self.arg_max = np.argmax(col, axis=1)
        return np.max(col, axis=1).reshape(n, oh, ow, c).transpose(0, 3, 1, 2)

    def backward(self, dout):
        dout = dout.transpose(0, 2, 3, 1)
        size = self.side * self.side
        dmax = np.zeros((dout.size, size))
        dmax[np.arange(self.arg_max.size), self.arg_max.flatten()] = dout.flatten()
        dcol = dmax.reshape(dout.shape[0] * dout.shape[1] * dout.shape[2], -1)
        return col2im(dcol, self.x.shape, self.side, self.side, self.side)


class Relu:
    def forward(self, x):
        self.mask = x <= 0
        out = x.copy()
        out[self.mask] = 0
        return out

    def backward(self, dout):
        dout = dout.copy()
        dout[self.mask] = 0
        return dout


class Affine:
    def __init__(self, w, b):
        self.w, self.b = w, b

    def forward(self, x):
        self.shape = x.shape
        self.x = x.reshape(x.shape[0], -1)
        return np.dot(self.x, self.w) + self.b

    def backward(self, dout):
        self.dw = np.dot(self.x.T, dout)
        self.db = np.sum(dout, axis=0)
        return np.dot(dout, self.w.T).reshape(*self.shape)


class Adam:
    def __init__(self, rate=0.001):
        self.rate, self.t, self.m, self.v = rate, 0, None, None

    def update(self, params, grads):
        if self.m is None:
            self.m = [np.zeros_like(p) for p in params]
            self.v = [np.zeros_like(p) for p in params]
        self.t += 1
        rate = self.rate * np.sqrt(1.0 - 0.999**self.t) / (1.0 - 0.9**self.t)
        for p, g, m, v in zip(params, grads, self.m, self.v):
            m += 0.1 * (g - m)
            v += 0.001 * (g**2 - v)
            p -= rate * m / (np.sqrt(v) + 1e-7)


class Network:
    def __init__(self, filters, hidden=100):
        rng = np.random.default_rng(0)
        self.conv = Convolution(0.01 * rng.standard_normal((filters, 1, 5, 5)), np.zeros(filters))
        self.relu1, self.pool, self.relu2 = Relu(), Pooling(2), Relu()
        self.affine1 = Affine(0.01 * rng.standard_normal((filters * 144, hidden)), np.zeros(hidden))
        self.affine2 = Affine(0.01 * rng.standard_normal((hidden, 10)), np.zeros(10))
        self.layers = [self.conv, self.relu1, self.pool, self.affine1, self.relu2, self.affine2]
        self.adam = Adam()

    def step(self, x, t):
        out = x
        for layer in self.layers:
            out = layer.forward(out)
        out = out - np.max(out, axis=-1, keepdims=True)
        y = np.exp(out) / np.sum(np.exp(out), axis=-1, keepdims=True)
        n = y.shape[0]
        loss = -np.sum(np.log(y[np.arange(n), t] + 1e-7)) / n
        dout = y.copy()
        dout[np.arange(n), t] -= 1
        dout = dout / n
        for layer in reversed(self.layers):
            dout = layer.backward(dout)
        own = [self.conv, self.affine1, self.affine2]
        self.adam.update([p for l in own for p in (l.w, l.b)], [g for l in own for g in (l.dw, l.db)])
        return float(loss)


kept = {}
for text in sys.stdin:
    request = json.loads(text)
    if request.get("version"):
        print(json.dumps({"version": np.__version__}), flush=True)
        continue
    key = (request["batch"], request["filters"])
    if key not in kept:
        rng = np.random.default_rng(1)
        x, t = rng.random((key[0], 1, 28, 28)), rng.integers(0, 10, key[0])
        network = Network(key[1])
        kept[key] = (network, x, t, network.step(x, t))
    network, x, t, loss = kept[key]
    begin = time.perf_counter()
    for _ in range(request["inner"]):
        network.step(x, t)
    ms = (time.perf_counter() - begin) * 1e3 / request["inner"]
    print(json.dumps({"ms": ms, "loss": loss}), flush=True)
