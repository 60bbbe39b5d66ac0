"""Writes augment.json: what Keras's own ImageDataGenerator does with small pictures, for many options and seeds.

Needs keras (any backend), numpy, scipy, pillow. Run from the repository's root: python test/golden/make_augment.py
"""

import base64
import json
import os
import tempfile
import warnings

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
warnings.filterwarnings("ignore")

import keras  # noqa: E402
import numpy as np  # noqa: E402
from keras.src.legacy.preprocessing.image import ImageDataGenerator  # noqa: E402
from PIL import Image  # noqa: E402

N, H, W = 5, 9, 7


def pictures(channels=3):
    """The same smooth-and-spiky pictures the test makes: no random numbers, so both sides agree."""
    i = np.arange(N * H * W * channels)
    return ((i * 37 + (i // 11) * 53 + (i // 97) * 101) % 256).astype("float32").reshape(N, H, W, channels)


def b64(a):
    return base64.b64encode(np.ascontiguousarray(a, dtype="<f4").tobytes()).decode()


CASES = {
    "nothing": {},
    "rescale": dict(rescale=1 / 255),
    "rotation": dict(rotation_range=30),
    "rotation constant": dict(rotation_range=50, fill_mode="constant", cval=7.0),
    "rotation reflect": dict(rotation_range=60, fill_mode="reflect"),
    "rotation wrap": dict(rotation_range=60, fill_mode="wrap"),
    "rotation order 0": dict(rotation_range=30, interpolation_order=0),
    "rotation order 2 nearest": dict(rotation_range=40, interpolation_order=2),
    "rotation order 3 constant": dict(rotation_range=50, interpolation_order=3, fill_mode="constant", cval=9.0),
    "rotation order 3 reflect": dict(rotation_range=50, shear_range=15, interpolation_order=3, fill_mode="reflect"),
    "rotation order 4 wrap": dict(rotation_range=60, zoom_range=0.5, interpolation_order=4, fill_mode="wrap"),
    "shift order 5 nearest": dict(width_shift_range=7.5, height_shift_range=20.5, interpolation_order=5),
    "shift order 3 wrap": dict(width_shift_range=7.5, height_shift_range=20.5, interpolation_order=3, fill_mode="wrap"),
    "shift fraction": dict(width_shift_range=0.3, height_shift_range=0.2),
    "shift pixels": dict(width_shift_range=3, height_shift_range=2),
    "shift float pixels": dict(width_shift_range=2.5, height_shift_range=1.5),
    "shift list": dict(width_shift_range=[1.0, 2.0, 3.0], height_shift_range=[0.1, 0.4]),
    "shift wrap": dict(width_shift_range=6.5, height_shift_range=12.5, fill_mode="wrap"),
    "shift reflect": dict(width_shift_range=9.5, height_shift_range=20.5, fill_mode="reflect"),
    "shear": dict(shear_range=20),
    "zoom": dict(zoom_range=0.4),
    "zoom pair": dict(zoom_range=[0.5, 1.5], fill_mode="constant"),
    "channel shift": dict(channel_shift_range=60.0),
    "flips": dict(horizontal_flip=True, vertical_flip=True),
    "brightness": dict(brightness_range=(0.3, 1.8)),
    "brightness after rescaled data": dict(brightness_range=(0.5, 1.5)),
    "samplewise": dict(samplewise_center=True, samplewise_std_normalization=True),
    "featurewise": dict(featurewise_center=True, featurewise_std_normalization=True),
    "zca": dict(zca_whitening=True, zca_epsilon=0.1),
    "featurewise rescale": dict(featurewise_center=True, featurewise_std_normalization=True, rescale=1 / 128),
    "featurewise, augmented fit": dict(
        featurewise_center=True, featurewise_std_normalization=True, rotation_range=25, width_shift_range=0.2, vertical_flip=True,
    ),
    "channels first": dict(
        data_format="channels_first", rotation_range=30, height_shift_range=0.3, horizontal_flip=True, channel_shift_range=30.0,
        samplewise_center=True,
    ),
    "float64": dict(dtype="float64", shear_range=25, zoom_range=0.3, rescale=1 / 3),
    "everything": dict(
        rotation_range=20, width_shift_range=0.1, height_shift_range=0.1, shear_range=10, zoom_range=0.2,
        channel_shift_range=20.0, horizontal_flip=True, vertical_flip=True, brightness_range=(0.6, 1.4), rescale=1 / 255,
    ),
}


def camel(name):
    head, *rest = name.split("_")
    return head + "".join(w.capitalize() for w in rest)


def flow_cases():
    out = []
    for name, options in CASES.items():
        x = pictures(1 if "zca" in name else 3)
        if name == "zca":
            x = x[:, :4, :4]
        if "rescaled data" in name:
            x = x * 2 - 200
        g = ImageDataGenerator(**options)
        if name == "channels first":
            x = x.transpose(0, 3, 1, 2)
        if "feature" in name or "zca" in name:
            g.fit(x, **(dict(augment=True, rounds=2, seed=5) if "augmented" in name else {}))
        y = np.arange(N)
        batches = []
        for seed, shuffle in ((3, True), (None, False)):
            np.random.seed(42)
            it = g.flow(x, y, batch_size=2, shuffle=shuffle, seed=seed)
            for _ in range(4):
                bx, by = next(it)
                batches.append({"x": b64(bx), "y": by.tolist()})
        it = g.flow(x, y, batch_size=2, seed=8)
        for i in (1, 2, 0) if name in ("nothing", "channels first", "everything") else ():
            bx, by = it[i]
            batches.append({"x": b64(bx), "y": by.tolist()})
        out.append({"name": name, "options": {camel(k): v for k, v in options.items()}, "batches": batches})
    return out


def draw_cases():
    g = ImageDataGenerator(**{k: v for k, v in CASES["everything"].items()})
    out = []
    for seed in (0, 1, 42, 123456):
        p = g.get_random_transform((H, W, 3), seed)
        out.append({"seed": seed, "parameters": {k: (bool(v) if "flip" in k else float(v)) for k, v in p.items()}})
    return out


def picture_folder(folder):
    for c, name in enumerate(("cat", "dog", "frog")):
        os.makedirs(os.path.join(folder, name))
        for k in range(2 + c):
            i = np.arange(11 * 13 * 3)
            a = ((i * 29 + c * 91 + k * 57 + i // 7) % 256).astype("uint8").reshape(11, 13, 3)
            Image.fromarray(a).save(os.path.join(folder, name, f"p{k}.png"))


def folder_cases():
    """A folder of small PNG files; the test draws the same files with its own encoder."""
    out = []
    with tempfile.TemporaryDirectory() as folder:
        picture_folder(folder)
        for options in (
            dict(target_size=(8, 8), class_mode="categorical"),
            dict(target_size=(20, 6), class_mode="sparse", interpolation="bilinear"),
            dict(target_size=(6, 7), class_mode="binary", interpolation="lanczos", color_mode="grayscale"),
            dict(target_size=(5, 9), class_mode="input", interpolation="bicubic", color_mode="rgba", keep_aspect_ratio=True),
            dict(target_size=(8, 8), class_mode="sparse", subset="validation", interpolation="box"),
            dict(target_size=(8, 8), class_mode="sparse", subset="training", interpolation="hamming", classes=["frog", "cat"]),
        ):
            g = ImageDataGenerator(rescale=1 / 255, horizontal_flip=True, validation_split=0.4)
            it = g.flow_from_directory(folder, batch_size=3, seed=5, **options)
            bx, by = next(it)
            out.append({
                "options": {camel(k): v for k, v in options.items()},
                "filenames": it.filenames, "classes": it.classes.tolist(), "classIndices": it.class_indices,
                "shape": list(bx.shape), "x": b64(bx), "y": b64(by), "yShape": list(by.shape),
            })
    return out


def table_cases():
    """Tables over the same folder: every class mode, weights, chosen classes, parts."""
    import pandas

    names = [f"{name}/p{k}.png" for name, count in (("cat", 2), ("dog", 3), ("frog", 4)) for k in range(count)]
    rows = [
        {
            "filename": name, "class": name.split("/")[0], "kind": "pet" if name[0] in "cd" else "wild",
            "tags": ["even", name.split("/")[0]] if i % 2 == 0 else [name.split("/")[0]], "a": i * 0.5, "b": 10 - i, "w": 1 + i % 3,
        }
        for i, name in enumerate(names)
    ]
    rows.insert(3, {**rows[2], "filename": "dog/none.png"})
    out = []
    with tempfile.TemporaryDirectory() as folder:
        picture_folder(folder)
        for options in (
            dict(),
            dict(y_col="kind", class_mode="binary", weight_col="w"),
            dict(class_mode="sparse", classes=["frog", "cat"], interpolation="bilinear"),
            dict(y_col="tags"),
            dict(y_col="tags", classes=["even", "dog"]),
            dict(y_col=["a", "b"], class_mode="multi_output"),
            dict(y_col="a", class_mode="raw", subset="validation"),
            dict(y_col=["a", "b"], class_mode="raw", weight_col="w", subset="training"),
            dict(class_mode="input", color_mode="grayscale"),
        ):
            g = ImageDataGenerator(rotation_range=20, rescale=1 / 255, validation_split=0.3)
            it = g.flow_from_dataframe(pandas.DataFrame(rows), folder, target_size=(6, 7), batch_size=4, seed=2, **options)
            parts = next(it)
            ys = parts[1] if isinstance(parts[1], list) else [parts[1]]
            out.append({
                "options": {camel(k): v for k, v in options.items()}, "filenames": it.filenames,
                "classIndices": getattr(it, "class_indices", None), "x": b64(parts[0]),
                "y": [{"shape": list(y.shape), "data": b64(y)} for y in ys],
                "w": b64(parts[2]) if len(parts) > 2 else None,
            })
    return {"rows": rows, "cases": out}


def load_cases():
    """Files of rare kinds as `load_img` brings them into colour mode and size; written by Pillow, kept in the golden file."""
    i = np.arange(7 * 9)
    grey = ((i * 37 + i // 9 * 90) % 1000 * 30 + 16000).reshape(7, 9)  # far from both ends, where Pillow wraps around
    rgb = np.stack([grey // 256, grey % 251, (grey // 3) % 256], -1).astype("uint8")
    images = {
        "grey16.png": Image.fromarray(grey.astype("uint16")),
        "dim16.png": Image.fromarray((grey // 90 - 100).astype("uint16")),
        "grey16.tif": Image.fromarray(grey.astype("uint16")),
        "grey16.ppm": Image.fromarray(grey.astype("uint16")),
        "int32.tiff": Image.fromarray(((grey - 30000) // 40).astype("int32")),
        "float.tiff": Image.fromarray((grey / 120 - 170).astype("float32")),
        "grey8.ppm": Image.fromarray((grey // 256).astype("uint8")),
        "bits.tif": Image.fromarray(grey > 30000),
        "palette.TIF": Image.fromarray(rgb).quantize(30),
        "rgb.ppm": Image.fromarray(rgb),
        "rgba.tiff": Image.fromarray(np.dstack([rgb, rgb[..., :1]])),
    }
    out = []
    for name, picture in images.items():
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, name)
            packing = {"compression": "tiff_lzw"} if name[-4:].lower() in (".tif", "tiff") else {}
            picture.save(path, {"png": "PNG", "ppm": "PPM"}.get(name[-3:], "TIFF"), **packing)
            cases = []
            for mode in ("rgb", "rgba", "grayscale"):
                for method, size in (("nearest", (5, 11)), ("bilinear", (4, 4)), ("bilinear", (7, 9)), ("bicubic", (15, 9))):
                    x = keras.utils.img_to_array(keras.utils.load_img(path, color_mode=mode, target_size=size, interpolation=method))
                    cases.append({"options": {"colorMode": mode, "interpolation": method, "targetSize": size}, "x": b64(x)})
            with open(path, "rb") as f:
                out.append({"file": name, "bytes": base64.b64encode(f.read()).decode(), "cases": cases})
    return out


if __name__ == "__main__":
    golden = {
        "made with": f"keras {keras.__version__}, numpy {np.__version__}",
        "flow": flow_cases(), "draws": draw_cases(), "folder": folder_cases(), "table": table_cases(), "load": load_cases(),
    }
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "augment.json")
    with open(path, "w") as f:
        json.dump(golden, f, indent=None, separators=(",", ":"))
        f.write("\n")
    print(path, os.path.getsize(path) // 1024, "KiB")
