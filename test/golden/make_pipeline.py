"""Writes data/pipeline.json.gz: tf.data's elements for small recipes, and Keras's image_dataset_from_directory, load_img and
array_to_img for small pictures.

Written with keras 3.15.1, tensorflow 2.21.0, pillow 13.0.0. Run from the repository's root: python test/golden/make_pipeline.py
"""

import base64
import contextlib
import gzip
import io
import json
import os
import tempfile

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")

import keras  # noqa: E402
import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402
from PIL import Image  # noqa: E402


def b64(a):
    return base64.b64encode(np.ascontiguousarray(a, dtype="<f4").tobytes()).decode()


def picture(seed, h, w, channels):
    i = np.arange(h * w * channels)
    flat = (i * 37 + (i // 11) * 53 + (i // 97) * 101 + seed * 17) % 256
    return flat.astype("uint8").reshape(h, w, channels)


def plain(x):
    """An element as JSON: arrays with dtype and shape."""
    if isinstance(x, dict):
        return {k: plain(v) for k, v in x.items()}
    if isinstance(x, (tuple, list)):
        return [plain(v) for v in x]
    a = x.numpy()
    if a.dtype.kind in "OS" or isinstance(a, bytes):
        return np.vectorize(lambda b: b.decode(), otypes=[object])(a).tolist()
    return {"shape": list(a.shape), "values": a.astype(float).reshape(-1).tolist()}


def recipes():
    x = np.arange(14, dtype="float32").reshape(7, 2)
    y = np.arange(7) * 10
    D = tf.data.Dataset
    both = D.from_tensor_slices((x, y))
    yield "slices", both
    yield "dict", D.from_tensor_slices({"a": x, "b": y}).batch(3)
    yield "batch", both.batch(3)
    yield "dropRemainder", both.batch(3, drop_remainder=True)
    yield "map batch", both.map(lambda a, b: (a * 2, b + 1)).batch(4)
    yield "filter", both.filter(lambda a, b: b > 25).batch(2)
    yield "take skip", both.skip(2).take(3)
    yield "take all", both.take(-1).batch(7)
    yield "skip all", both.skip(-1)
    yield "take more", both.take(100).batch(5)
    yield "repeat batch", both.repeat(2).batch(5)
    yield "batch repeat", both.batch(5).repeat(2)
    yield "repeat none", both.repeat(0)
    yield "repeat take", both.repeat().take(9).batch(4)
    yield "enumerate", both.enumerate(5).take(2)
    yield "zip", D.zip((D.range(5), both.batch(2)))
    yield "zip dict", D.zip({"i": D.range(2, 9, 3), "x": D.from_tensor_slices(y)})
    yield "unbatch", both.batch(3).unbatch().batch(7)
    yield "concatenate", D.range(3).concatenate(D.range(10, 12)).batch(4)
    yield "batch batch", D.range(8).batch(2).batch(3, drop_remainder=True)
    yield "texts", D.from_tensor_slices((["a", "b", "c"], [1, 2, 3])).batch(2)
    yield "tensors", D.from_tensors((x, y)).repeat(2)
    yield "generator", D.from_generator(lambda: ((i, [i, i]) for i in range(3)), output_signature=(tf.TensorSpec([]), tf.TensorSpec([2]))).map(lambda i, p: (i, p + 0))


FILES = {}


def save(folder, name, seed, h, w, channels, **options):
    path = os.path.join(folder, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    a = picture(seed, h, w, channels)
    Image.fromarray(a[:, :, 0] if channels == 1 else a).save(path, **options)
    FILES[name] = base64.b64encode(open(path, "rb").read()).decode()


FOLDER_CASES = [
    dict(),
    dict(shuffle=False),
    dict(label_mode="categorical", shuffle=False, batch_size=4),
    dict(labels=None, shuffle=False),
    dict(label_mode=None, shuffle=False, batch_size=3),
    dict(class_names=["나", "가"], label_mode="binary", shuffle=False),
    dict(class_names=["다", "가"], shuffle=True, seed=3),
    dict(validation_split=0.3, subset="training", seed=5),
    dict(validation_split=0.3, subset="validation", seed=5),
    dict(validation_split=0.4, subset="both", seed=9, batch_size=2),
    dict(validation_split=0.25, subset="validation", shuffle=False),
    dict(color_mode="grayscale", shuffle=False, image_size=(4, 9)),
    dict(color_mode="rgba", shuffle=False, image_size=(12, 5)),
    dict(crop_to_aspect_ratio=True, shuffle=False, image_size=(6, 3)),
    dict(pad_to_aspect_ratio=True, shuffle=False, image_size=(6, 11)),
    dict(data_format="channels_first", shuffle=False, batch_size=None),
    dict(labels=[4, 7, 7, 4, 4, 9, 9, 4, 7, 7, 4], shuffle=True, seed=2),
    *[dict(interpolation=i, shuffle=False, image_size=(7, 16)) for i in ("nearest", "bicubic", "area", "lanczos3", "lanczos5", "gaussian", "mitchellcubic")],
]


def camel(name):
    head, *rest = name.split("_")
    return head + "".join(part.capitalize() for part in rest)


def folder_cases(folder):
    out = []
    for case in FOLDER_CASES:
        options = dict(dict(image_size=(6, 7), seed=1), **case)
        with contextlib.redirect_stdout(io.StringIO()):
            made = keras.utils.image_dataset_from_directory(folder, **options)
        parts = []
        for ds in made if isinstance(made, list) else [made]:
            # what shuffling does in a pass is tf's own; the elements are compared as a set through sums
            batches = list(ds)
            pairs = [b if isinstance(b, tuple) else (b,) for b in batches]
            xs = [p[0].numpy() for p in pairs]
            ys = [p[1].numpy() for p in pairs if len(p) > 1]
            ordered = options.get("shuffle", True) is False
            parts.append(
                {
                    "files": [os.path.relpath(f, folder).replace(os.sep, "/") for f in ds.file_paths],
                    "classNames": ds.class_names,
                    "length": int(ds.cardinality()),
                    "xShapes": [list(a.shape) for a in xs],
                    "yShapes": [list(a.shape) for a in ys],
                    "x": b64(np.concatenate([a.reshape(-1) for a in xs])) if ordered else None,
                    "y": [float(v) for a in ys for v in a.reshape(-1)] if ordered else None,
                    "sum": float(sum(a.sum(dtype="float64") for a in xs)),
                    "ySum": float(sum(a.sum() for a in ys)),
                }
            )
        out.append({"options": {camel(k): v for k, v in options.items()}, "parts": parts})
    return out


LOAD_CASES = [
    dict(),
    dict(color_mode="grayscale"),
    dict(color_mode="rgba"),
    dict(target_size=(5, 6)),
    dict(target_size=(5, 6), interpolation="bilinear"),
    dict(target_size=(4, 9), interpolation="lanczos", keep_aspect_ratio=True),
]


def main():
    out = {"recipes": [], "files": FILES, "folder": [], "load": [], "arrayToImg": []}
    for name, ds in recipes():
        out["recipes"].append({"name": name, "cardinality": int(ds.cardinality()), "elements": [plain(e) for e in ds]})
    with tempfile.TemporaryDirectory() as folder:
        sizes = [(9, 7), (6, 7), (5, 12), (14, 8)]
        for c, cls in enumerate(["가", "나", "다"]):
            for i in range(4 if c != 1 else 3):
                h, w = sizes[(i + c) % 4]
                name = f"{cls}/{'속/' if i == 3 else ''}p{i}.png"
                save(folder, name, c * 10 + i, h, w, 3)
        out["folder"] = folder_cases(folder)
        for name in ["가/p0.png", "나/p1.png"]:
            for case in LOAD_CASES:
                img = keras.utils.load_img(os.path.join(folder, name), **case)
                a = keras.utils.img_to_array(img)
                out["load"].append({"file": name, "options": {camel(k): v for k, v in case.items()}, "mode": img.mode, "shape": list(a.shape), "x": b64(a)})
    for channels in (1, 3, 4):
        for scale in (True, False):
            a = (picture(3, 4, 5, channels).astype("float32") - (40 if scale else 0)) * (1.5 if scale else 0.5)
            img = keras.utils.array_to_img(a, scale=scale)
            out["arrayToImg"].append({"shape": list(a.shape), "scale": scale, "a": b64(a), "img": np.asarray(img).reshape(-1).tolist()})
    with open("test/golden/data/pipeline.json.gz", "wb") as f:
        f.write(gzip.compress(json.dumps(out, ensure_ascii=False).encode(), mtime=0))


main()
