"""Writes data/keras-dicts.json: models whose inputs and outputs have names, trained, measured and predicted with by Keras.

Batches are all of one size: TensorFlow, which retraces for another size without knowing it, then averages the losses of outputs over batches instead of samples.

Written with keras 3.15.1 (tensorflow 2.21.0 underneath). Run from the repository's root: python test/golden/make_keras_dicts.py
"""

import json
import os
import warnings

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
warnings.filterwarnings("ignore")

import keras  # noqa: E402
import numpy as np  # noqa: E402


def fill(shape, seed, scale=1.0, shift=0.0):
    i = np.arange(int(np.prod(shape)), dtype=np.int64)
    k = (i * 7919 + seed * 104729 + ((i * i) % 1009) * 31) % 2003
    return ((k / 1001.5 - 1) * scale + shift).astype("float32").reshape(shape)


def named():
    """Keys that differ from the names of Inputs and layers, and are not in alphabetical order."""
    left, right = keras.Input([3], name="left"), keras.Input([2], name="alpha")
    h = keras.layers.Concatenate(name="cat")([left, right])
    h = keras.layers.Dense(4, activation="tanh", name="hidden")(h)
    dense = keras.layers.Dense
    return keras.Model(
        {"left": left, "alpha": right},
        {"z": dense(2, activation="softmax", name="d1")(h), "box": dense(1, name="d2")(h), "m": dense(1, name="d3")(h)},
    )


def listed():
    left, right = keras.Input([3], name="left"), keras.Input([2], name="alpha")
    dense = keras.layers.Dense
    return keras.Model([left, right], [dense(2, activation="softmax", name="z")(left), dense(1, name="box")(right), dense(1, name="m")(left)])


def single():
    left = keras.Input([3], name="left")
    return keras.Model({"left": left}, {"box": keras.layers.Dense(1, name="d")(left)})


class Own(keras.Model):
    def __init__(self):
        super().__init__()
        self.first = keras.layers.Dense(1)
        self.second = keras.layers.Dense(2, activation="softmax")

    def call(self, inputs):
        return {"z": self.second(inputs["alpha"]), "box": self.first(inputs["left"])}


MODELS = {"named": named, "listed": listed, "single": single, "own": Own}
X = {"left": fill([6, 3], 1), "alpha": fill([6, 2], 2)}
Y = {"z": np.array([0, 1, 1, 0, 1, 0]), "box": fill([6, 1], 3), "m": fill([6, 1], 4)}
W = {"z": fill([6], 5, 0.5, 1), "box": fill([6], 6, 0.5, 1), "m": fill([6], 7, 0.5, 1)}
SPARSE = "sparse_categorical_crossentropy"
CASES = [
    ("named", {"loss": {"m": "mae", "z": SPARSE, "box": "mse"}}),
    ("named", {"loss": {"m": "mae", "z": SPARSE, "box": "mse"}, "metrics": {"z": ["accuracy"], "box": ["mae", "mse"], "m": "mse"}, "loss_weights": {"z": 2.0, "m": 0.5, "box": 1.0}}),
    ("named", {"loss": ["mse", "mae", SPARSE], "metrics": [["mae"], ["mse"], ["accuracy"]], "loss_weights": [1.0, 2.0, 3.0]}),
    ("named", {"loss": {"box": "mse", "m": "mae"}, "metrics": {"z": "accuracy"}}),
    ("named", {"loss": {"m": "mae", "z": SPARSE, "box": "mse"}, "weighted_metrics": {"box": ["mae"]}, "weights": True}),
    ("listed", {"loss": {"m": "mae", "z": SPARSE, "box": "mse"}, "metrics": {"m": ["mse"], "z": ["accuracy"]}, "loss_weights": {"m": 2.0, "z": 1.0, "box": 0.5}}),
    ("listed", {"loss": {"m": None, "z": SPARSE, "box": "mse"}}),
    ("single", {"loss": {"box": "mse"}, "metrics": {"box": ["mae"]}}),
    ("single", {"loss": "mse", "metrics": ["mae"]}),
    ("own", {"loss": {"z": SPARSE, "box": "mse"}, "metrics": {"box": ["mae"]}}),
]


def plain(x):
    if isinstance(x, dict):
        return {k: plain(v) for k, v in x.items()}
    if isinstance(x, (list, tuple)):
        return [plain(v) for v in x]
    return np.asarray(x).reshape(-1).tolist() if isinstance(x, np.ndarray) else float(x)


def run(name, options):
    options = dict(options)
    weighted = options.pop("weights", False)
    model = MODELS[name]()
    needed = {"single": ["left"]}.get(name, list(X))
    x = {k: X[k] for k in needed}
    y = {k: Y[k] for k in {"single": ["box"], "own": ["z", "box"]}.get(name, list(Y))}
    w = {k: W[k] for k in y} if weighted else None
    if name == "own":
        model(x)
    model.set_weights([fill(v.shape, 20 + i, 0.5) for i, v in enumerate(model.weights)])
    model.compile("sgd", **options)
    before = model.predict(x, verbose=0)
    history = model.fit(x, y, sample_weight=w, batch_size=3, epochs=2, shuffle=False, validation_data=(x, y), verbose=0)
    out = {
        "model": name,
        "options": {k.replace("loss_weights", "lossWeights").replace("weighted_metrics", "weightedMetrics"): v for k, v in options.items()},
        "weighted": weighted,
        "weights": [list(v.shape) for v in model.weights],
        "predicted": plain(before),
        "keys": list(before) if isinstance(before, dict) else None,
        "history": plain(history.history),
        "evaluate": plain(model.evaluate(x, y, verbose=0)),
        "names": sorted(model.evaluate(x, y, verbose=0, return_dict=True)),
        "after": plain(model.predict(x, verbose=0)),
        "onBatch": plain(model.train_on_batch(x, y)),
    }
    if name != "own":
        config = model.get_config()
        out["ends"] = [config["input_layers"], config["output_layers"]]
        out["outputs"] = [t._keras_history.operation.name for t in model.outputs]
    return out


def main():
    with open("test/golden/data/keras-dicts.json", "w") as f:
        json.dump({"keras": keras.__version__, "cases": [run(*case) for case in CASES]}, f)


main()
