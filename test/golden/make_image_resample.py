"""Writes test/golden/image-resample.json: pictures that overshoot as far as pictures can (black and white noise, stripes one
pixel wide) with the CRC-32 of the pixels Pillow (13 or newer, which chooses the order of the two directions) resamples them
to, and picture files with the batches Keras's ImageDataGenerator makes of them.

Run: python test/golden/make_image_resample.py   (needs numpy, pillow, keras with any backend)
"""
import base64, io, json, os, pathlib, tempfile, zlib
import numpy as np
from PIL import Image

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

rng = np.random.default_rng(21)
FILTERS = {"nearest": 0, "lanczos": 1, "bilinear": 2, "bicubic": 3, "box": 4, "hamming": 5}
H, W = 31, 22
# Smaller, larger, either way, one direction only, and both sides of the line where the height comes first.
SIZES = [(9, 8), (20, 17), (21, 17), (8, 40), (30, 23), (31, 40), (50, 9), (50, 45), (12, 22), (1, 1)]
# (left, upper, right, lower), whole and broken pixels; None is all.
BOXES = [None, (3, 2, 19, 30), (0, 7, 22, 9), (1.25, 0.3, 20.8, 28.55), (17.7, 30.1, 17.95, 30.9)]


def b64(data):
    return base64.b64encode(bytes(data)).decode()


def sources():
    y, x = np.mgrid[:H, :W]
    noise = rng.integers(0, 2, (H, W, 4)) * 255
    stripes = np.dstack([x % 2, y % 2, (x + y) % 2, x // 2 % 2]) * 255
    veil = np.dstack([noise[..., :3], rng.integers(0, 256, (H, W))])
    for name, picture in {"noise": noise, "stripes": stripes, "veil": veil}.items():
        picture = picture.astype(np.uint8)
        for mode, channels in {"L": 0, "LA": [0, 3], "RGB": [0, 1, 2], "RGBA": [0, 1, 2, 3]}.items():
            if name != "veil" or "A" in mode:
                yield f"{name} {mode}", picture[..., channels]
    yield "noise I;16", noise[..., 0].astype(np.uint16) * 257


def resample_case(name, picture):
    image = Image.frombytes(name.split()[1], (W, H), np.ascontiguousarray(picture).tobytes())
    crc = {
        method: [[zlib.crc32(image.resize(size[::-1], code, box).tobytes()) for size in SIZES] for box in BOXES]
        for method, code in FILTERS.items()
    }
    return {"name": name, "dtype": str(picture.dtype), "shape": picture.shape, "data": b64(np.ascontiguousarray(picture).tobytes()), "crc": crc}


def files():
    """A dithered picture of one bit, and one whose colours hide under a wild alpha."""
    y, x = np.mgrid[:53, :29]
    dithered = Image.fromarray(((x * 255 // 29 + y * 255 // 53) // 2).astype(np.uint8)).convert("1")
    y, x = np.mgrid[:38, :34]
    colours = np.dstack([x * 255 // 34, y * 255 // 38, (x + y) * 4 % 256, x * 6 % 256]).astype(np.uint8)
    return {"dithered.png": dithered, "veiled.png": Image.fromarray(colours)}


def camel(name):
    head, *rest = name.split("_")
    return head + "".join(word.title() for word in rest)


def keras_cases():
    from keras.src.legacy.preprocessing.image import ImageDataGenerator

    out = []
    for name, picture in files().items():
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, "one", name)
            path.parent.mkdir()
            picture.save(path)
            cases = []
            for rotation, options in (
                (0, dict(color_mode="grayscale", interpolation="bicubic")),
                (0, dict(color_mode="grayscale", interpolation="lanczos", keep_aspect_ratio=True)),
                (0, dict(color_mode="rgba", interpolation="bilinear")),
                (15, dict(color_mode="rgba", interpolation="bilinear")),
            ):
                flow = ImageDataGenerator(rotation_range=rotation).flow_from_directory(
                    folder, target_size=(24, 30), class_mode=None, seed=7, **options
                )
                x = next(flow)
                js = {camel(k): v for k, v in options.items()}
                cases.append({"options": js, "rotationRange": rotation, "want": b64(x.astype("<f4" if rotation else np.uint8).tobytes())})
            out.append({"file": name, "bytes": b64(path.read_bytes()), "cases": cases})
    return out


golden = {
    "sizes": SIZES,
    "boxes": [box and [box[1], box[0], box[3] - box[1], box[2] - box[0]] for box in BOXES],
    "resample": [resample_case(*source) for source in sources()],
    "keras": keras_cases(),
}
path = pathlib.Path(__file__).with_name("image-resample.json")
path.write_text(json.dumps(golden, separators=(",", ":")) + "\n")
print(path.name, path.stat().st_size, "bytes")
