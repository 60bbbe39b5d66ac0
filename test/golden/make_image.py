"""Writes test/golden/image.json: small pictures in every PNG, JPEG and BMP form with the pixels Pillow gives,
and resize, resample, rotate and grey values of scikit-image and Pillow.

Run: python test/golden/make_image.py   (needs numpy, pillow, scikit-image)
"""
import base64, io, json, pathlib, struct, warnings, zlib
import numpy as np
import PIL
import skimage
from PIL import Image
from skimage import color, transform, util

warnings.simplefilter("ignore")
rng = np.random.default_rng(7)


pictures = []


def shared(a):
    """The number of a picture that several cases use; each is stored once."""
    packed = array(a) | ({"dtype": "bool"} if a.dtype == bool else {})
    if packed not in pictures:
        pictures.append(packed)
    return pictures.index(packed)


def array(a):
    a = np.ascontiguousarray(a)
    if a.dtype == bool:
        a = a.astype(np.uint8)
    little = a.astype(a.dtype.newbyteorder("<"))
    return {"dtype": str(a.dtype), "shape": list(a.shape), "data": base64.b64encode(little.tobytes()).decode()}


def chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


ADAM7 = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]


def png(samples, depth, kind, interlace, palette=None, trns=None):
    """A PNG of (h, w, channels) samples, written by hand so that every form of the standard can be made."""
    h, w, _ = samples.shape

    def rows(part):
        out = b""
        for row in part:
            flat = row.reshape(-1)
            if depth == 16:
                body = flat.astype(">u2").tobytes()
            elif depth == 8:
                body = flat.astype(np.uint8).tobytes()
            else:
                bits = "".join(format(int(v), f"0{depth}b") for v in flat)
                bits += "0" * (-len(bits) % 8)
                body = bytes(int(bits[i : i + 8], 2) for i in range(0, len(bits), 8))
            out += b"\0" + body
        return out

    if interlace:
        raw = b"".join(rows(samples[y::dy, x::dx]) for x, y, dx, dy in ADAM7 if samples[y::dy, x::dx].size)
    else:
        raw = rows(samples)
    out = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", w, h, depth, kind, 0, 0, interlace))
    if palette is not None:
        out += chunk(b"PLTE", palette.astype(np.uint8).tobytes())
    if trns is not None:
        out += chunk(b"tRNS", trns)
    packed = zlib.compress(raw)
    half = len(packed) // 2
    return out + chunk(b"IDAT", packed[:half]) + chunk(b"IDAT", packed[half:]) + chunk(b"IEND", b"")


def png_cases():
    cases = []
    forms = [(0, d) for d in (1, 2, 4, 8, 16)] + [(2, 8), (2, 16), (4, 8), (4, 16), (6, 8), (6, 16)]
    channels = {0: 1, 2: 3, 4: 2, 6: 4}
    for kind, depth in forms:
        for interlace in (0, 1):
            samples = rng.integers(0, 2**depth, (9, 11, channels[kind]))
            data = png(samples, depth, kind, interlace)
            if depth == 16:  # Pillow cuts most of these to 8 bits; the samples themselves are the truth
                want = samples.astype(np.uint16)
                pillow = np.asarray(Image.open(io.BytesIO(data))).reshape(9, 11, -1)
                pillow = pillow[..., [0, 3]] if kind == 4 else pillow  # Pillow opens these as RGBA
                assert np.array_equal(pillow >> (8 if kind == 0 else 0), want >> 8)
                want = want[..., 0] if kind == 0 else want
            else:
                image = Image.open(io.BytesIO(data))
                want = np.asarray(image.convert("L") if image.mode == "1" else image)
            cases.append({"name": f"type {kind}, {depth} bit{', interlaced' if interlace else ''}", "file": base64.b64encode(data).decode(), "want": array(want)})
    for depth in (1, 2, 4, 8):
        for interlace in (0, 1):
            n = min(2**depth, 40)
            palette = rng.integers(0, 256, (n, 3))
            samples = rng.integers(0, n, (9, 11, 1))
            for trns in (None, bytes(rng.integers(0, 256, n // 2 + 1).astype(np.uint8))):
                data = png(samples, depth, 3, interlace, palette, trns)
                want = np.asarray(Image.open(io.BytesIO(data)).convert("RGBA" if trns else "RGB"))
                cases.append({"name": f"palette, {depth} bit{', interlaced' if interlace else ''}{', tRNS' if trns else ''}", "file": base64.b64encode(data).decode(), "want": array(want)})
    samples = rng.integers(0, 256, (5, 6, 3))
    data = png(samples, 8, 2, 0, trns=struct.pack(">HHH", *[int(v) for v in samples[2, 2]]))
    cases.append({"name": "RGB with one transparent colour", "file": base64.b64encode(data).decode(), "want": array(np.asarray(Image.open(io.BytesIO(data))))})
    return cases


def scene(h, w):
    """A smooth picture with edges: what JPEG is made for."""
    y, x = np.mgrid[0:h, 0:w]
    r = 120 + 90 * np.sin(x / 7) + 40 * (y > h / 2)
    g = 130 + 80 * np.cos(y / 5) - 50 * (x > w / 3)
    b = 90 + 2 * x + y + 60 * ((x - w / 2) ** 2 + (y - h / 2) ** 2 < (h / 3) ** 2)
    return np.clip(np.stack([r, g, b], -1) + rng.normal(0, 6, (h, w, 3)), 0, 255).astype(np.uint8)


def saved(image, **options):
    out = io.BytesIO()
    image.save(out, **options)
    return out.getvalue()


def file_case(name, data, orient=False):
    image = Image.open(io.BytesIO(data))
    if orient:
        from PIL import ImageOps

        image = ImageOps.exif_transpose(image)
    return {"name": name, "file": base64.b64encode(data).decode(), "want": array(np.asarray(image))}


def jpeg_cases():
    cases = []
    for h, w in ((37, 50), (16, 16), (1, 9), (33, 8)):
        image = Image.fromarray(scene(h, w))
        for subsampling in (0, 1, 2):
            for progressive in (False, True):
                data = saved(image, format="JPEG", subsampling=subsampling, progressive=progressive, quality=80)
                cases.append(file_case(f"{h}x{w}, subsampling {subsampling}{', progressive' if progressive else ''}", data))
        cases.append(file_case(f"{h}x{w}, grey", saved(image.convert("L"), format="JPEG")))
        cases.append(file_case(f"{h}x{w}, grey, progressive", saved(image.convert("L"), format="JPEG", progressive=True)))
    image = Image.fromarray(scene(20, 31))
    cases.append(file_case("restart markers", saved(image, format="JPEG", restart_marker_blocks=2)))
    cases.append(file_case("quality 5", saved(image, format="JPEG", quality=5)))
    cases.append(file_case("kept as RGB", saved(image, format="JPEG", keep_rgb=True)))
    for orientation in range(1, 9):
        exif = Image.Exif()
        exif[0x112] = orientation
        cases.append(file_case(f"EXIF orientation {orientation}", saved(image, format="JPEG", exif=exif), orient=True))
    return cases + overshooting()


def strengthened(data, by):
    """The JPEG with the steps of its coefficients so many times as large, as far as bytes go: it overshoots."""
    out, at = bytearray(data), 2
    while out[at + 1] != 0xDA:
        length = out[at + 2] << 8 | out[at + 3]
        if out[at + 1] == 0xDB:
            for k in range(at + 4, at + 2 + length):
                if (k - at - 4) % 65:
                    out[k] = min(255, out[k] * by)
        at += 2 + length
    return bytes(out)


def overshooting():
    """Values far outside of 0..255, which are clamped: of noise, of areas in which nothing changes, of slopes."""
    own = np.random.default_rng(11)
    y, x = np.mgrid[0:16, 0:24]
    flat = np.where(y < 8, 255, 0) * np.ones((16, 24)) // np.where(x < 12, 2, 1)
    pictures = {
        "noise": own.integers(0, 256, (16, 24, 3)),
        "areas": np.stack([flat] * 3, -1),
        "slopes": np.stack([x * 10, y * 15, (x + y) % 32 * 8], -1),
    }
    cases = []
    for name, a in pictures.items():
        image = Image.fromarray(a.astype(np.uint8))
        for by, quality in ((4, 75), (8, 30), (16, 75), (60, 95)):
            for mode in ("RGB", "L"):
                data = saved(image.convert(mode), format="JPEG", quality=quality, progressive=by == 16)
                cases.append(file_case(f"overshooting {name}, {mode}, {by} times, quality {quality}", strengthened(data, by)))
    return cases


def bmp_cases():
    image = Image.fromarray(scene(7, 9))
    cases = [
        file_case("24 bit", saved(image, format="BMP")),
        file_case("8 bit grey", saved(image.convert("L"), format="BMP")),
    ]
    one = saved(image.convert("1"), format="BMP")
    cases.append({"name": "1 bit", "file": base64.b64encode(one).decode(), "want": array(np.asarray(Image.open(io.BytesIO(one)).convert("L")))})
    palette = saved(image.quantize(30), format="BMP")
    cases.append({"name": "8 bit palette", "file": base64.b64encode(palette).decode(), "want": array(np.asarray(Image.open(io.BytesIO(palette)).convert("RGB")))})
    rgb = np.asarray(image)
    h, w = rgb.shape[:2]
    down = struct.pack("<2sIHHIIiiHHIIiiII", b"BM", 54 + 28 * h, 0, 0, 54, 40, w, -h, 1, 24, 0, 0, 0, 0, 0, 0)
    down += b"".join(row[:, ::-1].tobytes() + b"\0" * (28 - 27) for row in rgb)
    cases.append(file_case("24 bit, rows from the top", down))
    five = (rgb >> 3).astype(np.uint16)
    words = five[..., 0] << 10 | five[..., 1] << 5 | five[..., 2]
    sixteen = struct.pack("<2sIHHIIiiHHIIiiII", b"BM", 54 + 20 * h, 0, 0, 54, 40, w, h, 1, 16, 0, 0, 0, 0, 0, 0)
    sixteen += b"".join(row.astype("<u2").tobytes() + b"\0\0" for row in words[::-1])
    cases.append(file_case("16 bit", sixteen))
    rgba = np.dstack([rgb, rng.integers(0, 256, (h, w), dtype=np.uint8)])
    v4 = struct.pack("<2sIHHIIiiHHIIiiIIIIII", b"BM", 122 + 4 * w * h, 0, 0, 122, 108, w, h, 1, 32, 3, 0, 0, 0, 0, 0, 0xFF0000, 0xFF00, 0xFF, 0xFF000000)
    v4 += b"\0" * (122 - len(v4)) + b"".join(row[:, [2, 1, 0, 3]].tobytes() for row in rgba[::-1])
    cases.append(file_case("32 bit with alpha field", v4))
    return cases + run_cases()


def run_cases():
    """Run-length coded files by hand: runs, plain stretches with odd lengths, jumps, short rows, an early end, a missing end."""
    palette = b"".join(bytes([(7 * i) % 256, (40 * i) % 256, 255 - i, 0]) for i in range(256))
    grey = b"".join(bytes([i, i, i, 0]) for i in range(256))
    eol, end = b"\0\0", b"\0\1"
    eight = bytes([5, 9, 4, 1]) + eol + b"\0\5" + bytes([1, 2, 3, 4, 5, 0]) + bytes([4, 200]) + eol + b"\0\4" + bytes([9, 8, 7, 6, 5, 17]) + eol
    jump = bytes([3, 9]) + b"\0\2\2\1" + bytes([4, 7]) + eol + bytes([9, 3]) + eol
    four = bytes([9, 0x12]) + eol + b"\0\5" + bytes([0x12, 0x34, 0x50, 0]) + bytes([4, 0xAB]) + eol + b"\0\3" + bytes([0xFE, 0xD0]) + bytes([6, 0x77]) + eol
    files = {
        "RLE8": (8, eight + end, palette),
        "RLE8 grey": (8, eight + end, grey),
        "RLE8 without its last mark": (8, eight[:-2], palette),
        "RLE8 with a jump": (8, jump + end, palette),
        "RLE8 with short rows": (8, bytes([3, 9]) + eol + bytes([9, 1]) + eol + bytes([2, 2]) + eol + end, palette),
        "RLE8 with a run past its row": (8, bytes([20, 9]) + eol + bytes([9, 1]) + eol + bytes([9, 2]) + eol + end, palette),
        "RLE4": (4, four + end, palette[:64]),
    }
    cases = []
    for name, (bits, body, colours) in files.items():
        start = 54 + len(colours)
        head = struct.pack("<2sIHHIIiiHHIIiiII", b"BM", start + len(body), 0, 0, start, 40, 9, 3, 1, bits, 1 if bits == 8 else 2, len(body), 0, 0, len(colours) // 4, 0)
        file = head + colours + body
        picture = Image.open(io.BytesIO(file))
        want = picture if picture.mode == "L" else picture.convert("RGB")
        cases.append({"name": name, "file": base64.b64encode(file).decode(), "want": array(np.asarray(want))})
    return cases


def resize_cases():
    byte = scene(9, 12)
    grey = byte[..., 0]
    real = rng.random((8, 7))
    single = rng.random((6, 9, 2)).astype(np.float32)
    wide = rng.integers(0, 65536, (7, 7)).astype(np.uint16)
    flags = rng.random((6, 8)) > 0.5
    cases = []

    def add(picture, size, **options):
        names = {"preserve_range": "preserveRange", "anti_aliasing": "antiAliasing", "anti_aliasing_sigma": "antiAliasingSigma"}
        js = {names.get(k, k): v for k, v in options.items()}
        cases.append({"picture": shared(picture), "size": list(size), "options": js, "want": array(transform.resize(picture, size, **options)) | ({"dtype": "bool"} if picture.dtype == bool else {})})

    for picture in (byte, grey, real, single, wide):
        for size in ((4, 5), (15, 11), (9, 20), (1, 1)):
            add(picture, size)
    for mode in ("constant", "edge", "symmetric", "reflect", "wrap"):
        for order in range(6):
            for size in ((5, 4), (13, 15)):
                add(real, size, order=order, mode=mode, cval=0.3)
    add(grey, (75, 75))
    add(byte, (4, 5), order=0)
    add(byte, (20, 5), order=3, preserve_range=True)
    add(byte, (4, 5), anti_aliasing=False)
    add(grey, (4, 5), anti_aliasing_sigma=1.5)
    add(real, (16, 14), order=3, clip=False)
    add(flags, (4, 5))
    add(real, (1, 14), order=3)
    add(real[:1], (3, 14), order=3)
    return cases


def resample_cases():
    cases = []
    filters = {"nearest": 0, "lanczos": 1, "bilinear": 2, "bicubic": 3, "box": 4, "hamming": 5}
    rgb = scene(23, 31)
    alpha = np.dstack([rgb, rng.integers(0, 256, rgb.shape[:2], dtype=np.uint8)])
    for picture in (rgb, rgb[..., 1], alpha, alpha[..., [0, 3]], rgb[..., 0].astype(np.float32) / 255):
        for name, code in filters.items():
            for size in ((7, 5), (40, 61), (23, 10), (9, 31), (75, 75)) if picture is rgb else ((7, 5), (40, 61)):
                image = Image.fromarray(picture)
                cases.append({"picture": shared(picture), "size": list(size), "filter": name, "want": array(np.asarray(image.resize(size[::-1], code)))})
    return cases


def rotate_cases():
    byte, real = scene(9, 12), rng.random((7, 10))
    cases = []

    def add(picture, angle, **options):
        js = {("preserveRange" if k == "preserve_range" else k): v for k, v in options.items()}
        cases.append({"picture": shared(picture), "angle": angle, "options": js, "want": array(transform.rotate(picture, angle, **options))})

    for angle in (0, 10, 45, 90, -30, 180, 271.5):
        add(byte, angle)
        add(real, angle, resize=True)
        add(real, angle, order=3)
    for mode in ("constant", "edge", "symmetric", "reflect", "wrap"):
        add(real, 33, mode=mode, cval=0.4)
        add(byte, 33, mode=mode, preserve_range=True)
    add(real, 20, order=0, mode="edge")
    add(real, 20, center=(0, 0))
    for mode in ("constant", "edge", "symmetric", "reflect", "wrap"):
        for order in (0, 2, 3, 4, 5):
            add(real, 33, order=order, mode=mode, cval=0.4)
            add(byte[..., 1], 17, order=order, mode=mode, cval=-2, resize=True)
    for order in (2, 3, 4, 5):
        add(byte, 12, order=order, mode="reflect", resize=True)
    return cases


def colour_cases():
    byte = scene(5, 6)
    real = rng.random((4, 5, 3))
    wide = rng.integers(0, 65536, (4, 5)).astype(np.uint16)
    alpha = np.dstack([byte, byte[..., :1]])
    out = [
        {"call": "rgb2gray", "picture": shared(byte), "want": array(color.rgb2gray(byte))},
        {"call": "rgb2gray", "picture": shared(real), "want": array(color.rgb2gray(real))},
        {"call": "rgb2gray", "picture": shared(real.astype(np.float32)), "want": array(color.rgb2gray(real.astype(np.float32)))},
        {"call": "imgAsFloat", "picture": shared(wide), "want": array(util.img_as_float(wide))},
        {"call": "imgAsUbyte", "picture": shared(real * 2 - 1), "want": array(util.img_as_ubyte(real * 2 - 1))},
        {"call": "imgAsUbyte", "picture": shared(wide), "want": array(util.img_as_ubyte(wide))},
    ]
    for picture in (byte, byte[..., 0], alpha, alpha[..., [0, 3]]):
        for mode in ("L", "LA", "RGB", "RGBA"):
            image = Image.fromarray(picture)
            out.append({"call": "convert", "mode": mode, "picture": shared(picture), "want": array(np.asarray(image.convert(mode)))})
    return out


golden = {
    "made with": f"numpy {np.__version__}, pillow {PIL.__version__}, scikit-image {skimage.__version__}",
    "png": png_cases(),
    "jpeg": jpeg_cases(),
    "bmp": bmp_cases(),
    "resize": resize_cases(),
    "resample": resample_cases(),
    "rotate": rotate_cases(),
    "colour": colour_cases(),
}
golden["pictures"] = pictures
path = pathlib.Path(__file__).with_name("image.json")
path.write_text(json.dumps(golden, separators=(",", ":")) + "\n")
print(path.name, path.stat().st_size, "bytes", {k: len(v) for k, v in golden.items() if isinstance(v, list)})
