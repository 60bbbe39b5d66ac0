"""Writes test/golden/image-gif.json: small GIF files in many forms with the pixels Pillow gives for the first frame.

Pillow writes most; a frame smaller than its screen and a local palette are written by hand and only read by Pillow.
Run: python test/golden/make_image_gif.py   (needs numpy and pillow)
"""
import base64, io, json, pathlib, struct
import numpy as np
import PIL
from PIL import Image

rng = np.random.default_rng(12)


def array(a):
    a = np.ascontiguousarray(a)
    return {"dtype": str(a.dtype), "shape": list(a.shape), "data": base64.b64encode(a.tobytes()).decode()}


def pillow(data):
    """The pixels as Pillow has them, with our choice: a palette is looked up."""
    image = Image.open(io.BytesIO(data))
    image.load()
    if image.mode == "P":
        image = image.convert("RGBA" if "transparency" in image.info else "RGB")
    return np.asarray(image)


def case(name, data):
    return {"name": name, "file": base64.b64encode(data).decode(), "want": array(pillow(data))}


def written(image, **options):
    out = io.BytesIO()
    image.save(out, "GIF", **options)
    return out.getvalue()


def indexed(h, w, colours, seed):
    r = np.random.default_rng(seed)
    y, x = np.mgrid[0:h, 0:w]
    index = ((x // 3 + y // 2 + r.integers(0, 2, (h, w))) % colours).astype("uint8")
    image = Image.fromarray(index, "P")
    image.putpalette(r.integers(0, 256, 3 * colours).astype("uint8").tobytes())
    return image


def by_hand(screen, frame, left, top, size, local):
    """A frame inside a larger screen, with a palette of the screen or of its own, taken out of Pillow's file."""
    image = indexed(size[0], size[1], 8, 99)
    data = written(image, interlace=0)
    flags = data[10]
    n = 3 * 2 ** ((flags & 7) + 1)
    palette = data[13:13 + n]
    at = data.index(b"\x2c", 13 + n)
    body = data[at + 10:-1]
    head = b"GIF89a" + struct.pack("<HHBBB", screen[1], screen[0], (flags if not local else flags & 0x70), 3, 0)
    descriptor = b"\x2c" + struct.pack("<HHHHB", left, top, size[1], size[0], (0x80 | flags & 7) if local else 0)
    return head + (b"" if local else palette) + frame + descriptor + (palette if local else b"") + body + b";"


control = b"\x21\xf9\x04\x01\x00\x00\x05\x00"
animated = io.BytesIO()
indexed(9, 11, 16, 1).save(animated, "GIF", save_all=True, append_images=[indexed(9, 11, 16, 2)], duration=40)
noise = Image.fromarray(rng.integers(0, 256, (70, 90)).astype("uint8"), "P")
noise.putpalette(rng.integers(0, 256, 768).astype("uint8").tobytes())
cases = [
    case("2 colours", written(indexed(7, 5, 2, 3))),
    case("16 colours, rows in order", written(indexed(13, 19, 16, 4), interlace=0)),
    case("16 colours, interlaced", written(indexed(13, 19, 16, 5), interlace=1)),
    case("256 colours of noise: the table of codes fills up", written(noise)),
    case("grey", written(Image.fromarray(rng.integers(0, 256, (12, 14)).astype("uint8"), "L"), optimize=False)),
    case("one colour only", written(Image.fromarray(np.zeros((40, 200), "uint8"), "P").convert("RGB"))),
    case("transparent", written(indexed(8, 8, 8, 6), transparency=3)),
    case("one pixel", written(indexed(1, 1, 2, 7))),
    case("animated: the first frame", animated.getvalue()),
    case("a frame inside a larger screen", by_hand((12, 16), b"", 3, 2, (6, 7), False)),
    case("the same with a transparent index", by_hand((12, 16), control, 3, 2, (6, 7), False)),
    case("a palette of the frame", by_hand((6, 7), b"", 0, 0, (6, 7), True)),
    case("a frame larger than its screen", by_hand((4, 4), b"", 0, 0, (6, 7), False)),
    case("a comment before the frame", by_hand((6, 7), b"\x21\xfe\x05hello\x03abc\x00", 0, 0, (6, 7), False)),
]
path = pathlib.Path(__file__).with_name("image-gif.json")
path.write_text(json.dumps({"pillow": PIL.__version__, "cases": cases}, indent=1) + "\n")
print(len(cases), "cases,", path.stat().st_size, "bytes")
