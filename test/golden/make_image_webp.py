"""Writes image-webp.json: WebP pictures as Pillow reads them. Run: python make_image_webp.py"""
import base64, io, json, pathlib
import numpy as np
import PIL
from PIL import Image

rng = np.random.default_rng(4)


def smooth(h, w, channels):
    y, x = np.mgrid[0:h, 0:w]
    planes = [(128 + 100 * np.sin(x / (5 + k) + k) * np.cos(y / (4 + k))).astype("uint8") for k in range(channels)]
    return np.stack(planes, -1)


def case(name, data):
    with Image.open(io.BytesIO(data)) as picture:
        pixels = np.asarray(picture)
    return {"name": name, "file": base64.b64encode(data).decode(), "shape": pixels.shape, "data": base64.b64encode(pixels.tobytes()).decode()}


def written(array, **options):
    out = io.BytesIO()
    Image.fromarray(array).save(out, "WEBP", **options)
    return out.getvalue()


animation = io.BytesIO()
frames = [Image.fromarray(smooth(12, 16, 4)), Image.fromarray(smooth(12, 16, 4)[::-1].copy())]
frames[0].save(animation, "WEBP", save_all=True, append_images=frames[1:], duration=50, lossless=True)
exif = Image.Exif()
exif[0x0112] = 6
cases = [
    case("lossy", written(smooth(21, 34, 3), quality=80)),
    case("lossy, odd sides", written(smooth(7, 5, 3), quality=50)),
    case("lossless", written(rng.integers(0, 256, (9, 11, 3)).astype("uint8"), lossless=True)),
    case("lossless with transparency", written(smooth(10, 12, 4), lossless=True, exact=True)),
    case("lossy with transparency", written(smooth(16, 16, 4), quality=70)),
    case("one pixel", written(smooth(1, 1, 3), quality=80)),
    case("animated: the first frame", animation.getvalue()),
    case("with EXIF", written(smooth(6, 9, 3), lossless=True, exif=exif)),
]
path = pathlib.Path(__file__).with_name("image-webp.json")
path.write_text(json.dumps({"pillow": PIL.__version__, "cases": cases}, indent=1) + "\n")
print(len(cases), "cases,", path.stat().st_size, "bytes")
