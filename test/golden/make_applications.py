"""The networks of keras.applications as Keras 3 builds them: layers, connections, shapes, summaries, outputs.

Run:  KERAS_BACKEND=tensorflow python test/golden/make_applications.py [NETWORKS…]
Writes test/golden/data/applications.json.gz. Weights come from one seeded NumPy stream that the tests draw as well
(test/applications/golden.ts), so that no weights are stored.
"""

import gzip
import hashlib
import json
import os
import pathlib
import sys
import warnings

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")
os.environ["COLUMNS"] = "100"
warnings.filterwarnings("ignore")

import keras
import numpy as np
import tensorflow as tf

tf.get_logger().setLevel("ERROR")
A = keras.applications
OUT = pathlib.Path(__file__).parent / "data" / "applications.json.gz"
SEED = 2012
CHUNK = 1 << 22


def summary_of(model):
    lines = []
    model.summary(print_fn=lambda s, line_break=True: lines.append(s))
    return "".join(lines)


def side(n):
    return -1 if n is None else n


def rows(model):
    """Name, class, output shape, parameters, connections of each layer and operation."""
    functional = model
    out = []
    index = {id(node): (op.name, i) for op in functional.operations for i, node in enumerate(op._inbound_nodes)}
    for op in functional.operations:
        parts = []
        for node in op._inbound_nodes:
            for tensor in node.input_tensors:
                history = tensor._keras_history
                parts.append(f"{history.operation.name}[{history.node_index}][{history.tensor_index}]")
        output = op._inbound_nodes[-1].output_tensors[0]
        params = sum(int(np.prod(w.shape)) for w in getattr(op, "weights", []))
        out.append([op.name, type(op).__name__, [side(n) for n in output.shape], params, ",".join(parts)])
    del index
    return out


def built(network, /, **options):
    keras.backend.clear_session()
    return getattr(A, network)(weights=None, **options)


class Stream:
    """Uniform numbers in [0, 1) of NumPy's MT19937, a chunk at a time."""

    def __init__(self):
        self.state = np.random.RandomState(SEED)

    def take(self, n):
        parts = [self.state.random_sample(min(CHUNK, n - at)) for at in range(0, n, CHUNK)]
        return np.concatenate(parts) if parts else np.zeros(0)


def drawn(stream, name, shape):
    u = stream.take(int(np.prod(shape)))
    if name == "gamma":
        v = 0.8 + 0.4 * u
    elif "variance" in name:
        v = 0.5 + u
    elif len(shape) == 1:
        v = 0.2 * (u - 0.5)
    else:
        # a depthwise kernel, (h, w, channels, 1), sums over its window only
        fan = np.prod(shape[:2]) if len(shape) == 4 and shape[-1] == 1 else np.prod(shape[:-1])
        v = (2 * u - 1) * np.sqrt(6 / fan)
    return v.astype("float32").reshape(shape)


def forward(model, side_, batch, bytes_):
    stream = Stream()
    x = (2 * stream.take(batch * side_ * side_ * 3) - 1).astype("float32").reshape(batch, side_, side_, 3)
    if bytes_:
        x = (x + np.float32(1)) * np.float32(127.5)
    for w in model.weights:
        if w.dtype.startswith("float"):
            w.assign(drawn(stream, w.path.split("/")[-1], tuple(w.shape)))
    for layer in model.layers:
        if isinstance(layer, keras.layers.Normalization):
            layer.finalize_state()  # it computes with copies of its weights
    y = np.asarray(model.predict(x, verbose=0), dtype="float64").reshape(-1)
    assert np.isfinite(y).all() and y.std() > 0
    return {"count": int(y.size), "largest": float(np.abs(y).max()), "sum": float(y.sum()), "absolute": float(np.abs(y).sum()),
            "first": [float(np.float32(v)) for v in y[:48]]}


# network, default side, a small side, whether it takes bytes
NETWORKS = [
    ("VGG16", 224, 32, False), ("VGG19", 224, 40, False),
    ("InceptionV3", 299, 75, False), ("InceptionResNetV2", 299, 75, False),
    ("ResNet50", 224, 64, False), ("ResNet101", 224, 48, False), ("ResNet152", 224, 32, False),
    ("ResNet50V2", 224, 64, False), ("ResNet101V2", 224, 48, False), ("ResNet152V2", 224, 32, False),
    ("Xception", 299, 71, False),
    ("MobileNet", 224, 64, False), ("MobileNetV2", 224, 64, False),
    ("MobileNetV3Small", 224, 64, True), ("MobileNetV3Large", 224, 64, True),
    ("DenseNet121", 224, 64, False), ("DenseNet169", 224, 48, False), ("DenseNet201", 224, 32, False),
    ("NASNetMobile", 224, 64, False), ("EfficientNetB0", 224, 64, True), ("ConvNeXtTiny", 224, 64, True),
]

# further settings: only the layers are compared
VARIANTS = [
    ("MobileNet", dict(alpha=0.5, depth_multiplier=2, input_shape=[96, 96, 3], classes=7, dropout=0.2)),
    ("MobileNetV2", dict(alpha=1.4, input_shape=[96, 96, 3])),
    ("MobileNetV2", dict(alpha=0.35, include_top=False, pooling="max")),
    ("MobileNetV3Small", dict(minimalistic=True, input_shape=[64, 48, 3])),
    ("MobileNetV3Large", dict(alpha=0.75, include_preprocessing=False, dropout_rate=0.0, include_top=False, pooling="avg")),
    ("InceptionV3", dict(include_top=False)),
    ("NASNetMobile", dict(include_top=False, pooling="max")),
    ("ConvNeXtTiny", dict(include_top=False, pooling="avg", include_preprocessing=False)),
    ("ResNet50", dict(include_top=False, pooling="max", input_shape=[64, 64, 1])),
    ("DenseNet121", dict(include_top=False, pooling="avg")),
    ("EfficientNetB0", dict(include_top=False, pooling="max")),
    ("VGG16", dict(input_shape=[48, 64, 3], classes=5, classifier_activation="sigmoid", name="mine")),
]


def facts(model):
    text = summary_of(model)
    return {"name": model.name, "params": model.count_params(), "summary": hashlib.sha256(text.encode()).hexdigest(), "layers": rows(model)}


def camel(key):
    first, *rest = key.split("_")
    return first + "".join(part.capitalize() for part in rest)


golden = {"keras": keras.__version__, "networks": {}, "variants": []}
wanted = sys.argv[1:]
if wanted:  # only these anew
    golden = json.loads(gzip.open(OUT).read())
for name, default, small, bytes_ in NETWORKS:
    if wanted and name not in wanted:
        continue
    entry = {"side": default, "small": small, "bytes": bytes_, "whole": facts(built(name))}
    model = built(name, classifier_activation=None, **({"input_shape": [224, 224, 3]} if "V3" in name and "Mobile" in name else {}))
    entry["scores"] = forward(model, default, 1, bytes_)
    model = built(name, include_top=False, pooling="avg", input_shape=[small, small, 3])
    entry["base"] = {**facts(model)}
    del entry["base"]["layers"]
    entry["features"] = forward(model, small, 2, bytes_)
    golden["networks"][name] = entry
    print(name, entry["whole"]["params"], entry["scores"]["largest"], entry["features"]["largest"], flush=True)

if not wanted:
    for name, options in VARIANTS:
        golden["variants"].append({"network": name, "options": {camel(k): v for k, v in options.items()}, **facts(built(name, **options))})
    # two networks in one session: the numbers in default names go on
    first = built("InceptionV3", include_top=False, input_shape=[75, 75, 3])
    second = A.InceptionV3(weights=None, include_top=False, input_shape=[75, 75, 3], name="second")
    golden["second"] = {"first": first.layers[-2].name, "layers": [layer.name for layer in second.layers]}
    # row L3.12 of the lecture: InceptionV3 frozen, cut at mixed7, 64 relu, 10 softmax
    base = built("InceptionV3", include_top=False, input_shape=[75, 75, 3])
    base.trainable = False
    x = keras.layers.Flatten()(base.get_layer("mixed7").output)
    x = keras.layers.Dense(10, activation="softmax")(keras.layers.Dense(64, activation="relu")(x))
    lecture = keras.Model(base.input, x)
    golden["lecture"] = {"total": lecture.count_params(), "trainable": int(sum(np.prod(w.shape) for w in lecture.trainable_weights))}
    # the three scalings of pixels
    pixels = (np.arange(2 * 2 * 2 * 3) * 37 % 256).astype("float32").reshape(2, 2, 2, 3)
    modes = {mode: A.imagenet_utils.preprocess_input(pixels.copy(), mode=mode) for mode in ("tf", "torch", "caffe")}
    golden["scalings"] = {mode: [float(v) for v in y.reshape(-1)] for mode, y in modes.items()}
    first_ = {m: A.imagenet_utils.preprocess_input(pixels.transpose(0, 3, 1, 2).copy(), data_format="channels_first", mode=m) for m in ("tf", "torch", "caffe")}
    golden["scalings_first"] = {mode: [float(v) for v in y.reshape(-1)] for mode, y in first_.items()}

with gzip.GzipFile(OUT, "wb", mtime=0) as f:
    f.write(json.dumps(golden, separators=(",", ":")).encode())
print(OUT, OUT.stat().st_size, "bytes")
