"""Writes test/golden/image-tiff.json: small TIFF and PBM/PGM/PPM files in many forms with the pixels Pillow gives.

Pillow writes what it can (through libtiff); tiles, planes, bit orders and the like are written by hand and only
read by Pillow. Run: python test/golden/make_image_tiff.py   (needs numpy and pillow)
"""
import base64, io, json, pathlib, struct, warnings, zlib
import numpy as np
import PIL
from PIL import Image

warnings.simplefilter("ignore")
rng = np.random.default_rng(11)
H, W = 13, 19


def array(a):
    a = np.ascontiguousarray(a)
    return {"dtype": str(a.dtype), "shape": list(a.shape), "data": base64.b64encode(a.astype(a.dtype.newbyteorder("<")).tobytes()).decode()}


def pillow(data):
    """The pixels as Pillow has them, with our choices: bits become 0 and 255, a palette is looked up."""
    image = Image.open(io.BytesIO(data))
    image.load()
    if image.mode == "1":
        image = image.convert("L")
    if image.mode in ("P", "PA"):
        image = image.convert("RGBA" if image.mode == "PA" else "RGB")
    return np.asarray(image)


def case(name, data, want=None):
    want = pillow(data) if want is None else want
    return {"name": name, "file": base64.b64encode(data).decode(), "want": array(want)}


def scene(c):
    """Smooth with a little noise: runs, gradients and literals for the packers."""
    y, x, k = np.mgrid[0:H, 0:W, 0:c]
    a = 12 * x + 5 * y + 40 * k + rng.integers(0, 3, (H, W, c))
    a[4:7] = 77
    return a % 256


def saved(image, **options):
    out = io.BytesIO()
    image.save(out, "TIFF", **options)
    return out.getvalue()


def by_pillow():
    grey, rgb, rgba = (scene(c).astype(np.uint8) for c in (1, 3, 4))
    wide = (scene(1)[..., 0] * 257 + rng.integers(0, 200, (H, W))).clip(0, 65535).astype(np.uint16)
    images = {
        "bits": Image.fromarray(grey[..., 0] > 120),
        "grey": Image.fromarray(grey[..., 0]),
        "grey and alpha": Image.fromarray(rgba[..., :2], "LA"),
        "palette": Image.fromarray(rgb).quantize(37),
        "RGB": Image.fromarray(rgb),
        "RGBA": Image.fromarray(rgba),
        "grey 16": Image.fromarray(wide),
        "int32": Image.fromarray((wide.astype(np.int32) - 30000) * 7),
        "float32": Image.fromarray((wide / 7 - 1000).astype(np.float32)),
    }
    cases = []
    for name, image in images.items():
        for packing in ("raw", "tiff_lzw", "tiff_adobe_deflate", "packbits"):
            cases.append(case(f"{name}, {packing}", saved(image, compression=packing)))
        if name not in ("bits", "palette"):
            for packing in ("tiff_lzw", "tiff_adobe_deflate"):
                cases.append(case(f"{name}, {packing}, differences", saved(image, compression=packing, tiffinfo={317: 2, 278: 4})))
        cases.append(case(f"{name}, big", saved(image, big_tiff=True)))
    for packing in ("tiff_lzw", "tiff_adobe_deflate"):
        cases.append(case(f"float32, {packing}, byte planes", saved(images["float32"], compression=packing, tiffinfo={317: 3})))
    cases.append(case("RGB, tiff_deflate", saved(images["RGB"], compression="tiff_deflate")))
    noise = Image.fromarray(rng.integers(0, 256, (60, 50, 3)).astype(np.uint8))
    cases.append(case("noise, long LZW", saved(noise, compression="tiff_lzw")))
    pages = saved(images["RGB"], save_all=True, append_images=[images["grey"], images["bits"]])
    cases.append(case("several pages: the first", pages))
    for turn in range(2, 9):
        cases.append(case(f"orientation {turn}", saved(images["RGB"], tiffinfo={274: turn})))
    return cases + faxes() + by_jpeg()


def faxes():
    """One bit a pixel by the codes of faxes: noise, long runs (all codes of lengths), all white, all black, Group 3 in two dimensions."""
    noise = np.random.default_rng(12).random((9, 100))
    pictures = {
        "noise": noise[:9, :23] < 0.4,
        "runs": np.repeat(noise[:4] < 0.5, 13, axis=1),
        "long runs": np.arange(2700)[None, :] > np.arange(90, 2700, 640)[:, None],
        "white": np.ones((2, 2561), bool),
        "black": np.zeros((2, 1800), bool),
        "one": np.ones((1, 1), bool),
    }
    cases = []
    for name, bits in pictures.items():
        image = Image.fromarray(bits)
        for packing in ("tiff_ccitt", "group3", "group4"):
            cases.append(case(f"{packing}, {name}", saved(image, compression=packing)))
        for options in (1, 4, 5):
            cases.append(case(f"group3, {name}, options {options}", saved(image, compression="group3", tiffinfo={292: options})))
        cases.append(case(f"group4, {name}, strips", saved(image, compression="group4", tiffinfo={278: 3})))
    return cases


def by_jpeg():
    y, x = np.mgrid[0:21, 0:19]
    smooth = np.stack([3 * y + 2 * x, 255 - 4 * x, 60 + 3 * np.abs(x - y)], axis=-1).clip(0, 255).astype(np.uint8)
    rgb = Image.fromarray(smooth)
    cases = []
    for name, image in {"grey": rgb.convert("L"), "RGB": rgb, "YCbCr": rgb.convert("YCbCr")}.items():
        cases.append(case(f"jpeg, {name}", saved(image, compression="jpeg")))
        cases.append(case(f"jpeg, {name}, strips", saved(image, compression="jpeg", tiffinfo={278: 8})))
        cases.append(case(f"jpeg, {name}, quality 30", saved(image, compression="jpeg", quality=30)))
    return cases


SHORT, LONG = 3, 4


def tiff(order, tags, blocks, offsets=273, counts=279):
    """A TIFF of tags {number: (type, values)} and the packed strips or tiles."""
    at = 8
    places = []
    for block in blocks:
        places.append(at)
        at += len(block) + len(block) % 2
    tags = dict(tags) | {offsets: (LONG, places), counts: (LONG, [len(b) for b in blocks])}
    directory = at
    extra_at = directory + 2 + 12 * len(tags) + 4
    rows, extra = b"", b""
    for number in sorted(tags):
        kind, values = tags[number]
        body = b"".join(struct.pack(order + ("H" if kind == SHORT else "I"), v) for v in values)
        if len(body) <= 4:
            rows += struct.pack(order + "HHI", number, kind, len(values)) + body.ljust(4, b"\0")
        else:
            rows += struct.pack(order + "HHII", number, kind, len(values), extra_at + len(extra))
            extra += body
    head = (b"II" if order == "<" else b"MM") + struct.pack(order + "HI", 42, directory)
    return head + b"".join(b + b"\0" * (len(b) % 2) for b in blocks) + struct.pack(order + "H", len(tags)) + rows + b"\0" * 4 + extra


def packed(samples, bits, order):
    """Rows of samples (h, w, c) as bytes."""
    if bits == 8:
        return samples.astype(np.uint8).tobytes()
    if bits == 16:
        return samples.astype(order + "u2").tobytes()
    out = b""
    for row in samples:
        text = "".join(format(int(v), f"0{bits}b") for v in row.reshape(-1))
        text += "0" * (-len(text) % 8)
        out += bytes(int(text[i : i + 8], 2) for i in range(0, len(text), 8))
    return out


def hand(order, samples, bits, photometric, packing=1, tile=None, rows=H, planes=False, extra=None, predictor=1, fill=1, colours=None):
    """One form of (h, w, c) samples. `tile` is (height, width); else strips of `rows` rows."""
    h, w, c = samples.shape
    tags = {256: (LONG, [w]), 257: (LONG, [h]), 258: (SHORT, [bits] * c), 259: (SHORT, [packing]), 262: (SHORT, [photometric]), 277: (SHORT, [c]), 284: (SHORT, [2 if planes else 1])}
    if extra is not None:
        tags[338] = (SHORT, extra)
    if predictor != 1:
        tags[317] = (SHORT, [predictor])
    if fill != 1:
        tags[266] = (SHORT, [fill])
    if colours is not None:
        tags[320] = (SHORT, [int(v) for v in colours.reshape(-1)])
    parts = [samples[..., k : k + 1] for k in range(c)] if planes else [samples]
    blocks = []
    for part in parts:
        if tile:
            th, tw = tile
            padded = np.pad(part, ((0, -h % th), (0, -w % tw), (0, 0)))
            pieces = [padded[y : y + th, x : x + tw] for y in range(0, h, th) for x in range(0, w, tw)]
        else:
            pieces = [part[y : y + rows] for y in range(0, h, rows)]
        for piece in pieces:
            if predictor == 2:
                piece = np.concatenate([piece[:, :1], piece[:, 1:] - piece[:, :-1]], 1) % 2**bits
            body = packed(piece, bits, order)
            if fill == 2:
                body = bytes(int(f"{v:08b}"[::-1], 2) for v in body)
            blocks.append(zlib.compress(body) if packing == 8 else body)
    if tile:
        tags |= {322: (LONG, [tile[1]]), 323: (LONG, [tile[0]])}
        return tiff(order, tags, blocks, 324, 325)
    return tiff(order, tags | {278: (LONG, [rows])}, blocks)


def by_hand():
    cases = []
    for order, end in (("<", "little"), (">", "big")):
        s16 = rng.integers(0, 65536, (H, W, 4))
        grey16 = hand(order, s16[..., :1], 16, 1)
        cases.append(case(f"grey 16, {end}", grey16, np.asarray(Image.open(io.BytesIO(grey16))).astype(np.uint16)))
        # Pillow keeps the high byte of 16-bit colours; the samples themselves are the truth.
        for c, extra in ((3, None), (4, [2])):
            for options in ({}, {"packing": 8, "predictor": 2}, {"tile": (16, 16)}, {"planes": True, "packing": 8, "rows": 5}):
                data = hand(order, s16[..., :c], 16, 2, extra=extra, **options)
                if end == "little" or options.get("packing"):
                    assert np.array_equal(np.asarray(Image.open(io.BytesIO(data))), s16[..., :c] >> 8), (end, c, options)
                cases.append(case(f"{c} channels of 16, {end}, {options}", data, s16[..., :c].astype(np.uint16)))
    for bits in (1, 2, 4, 8):
        s = rng.integers(0, 2**bits, (H, W, 1))
        for photometric in (0, 1):
            cases.append(case(f"grey {bits}, {'white' if photometric == 0 else 'black'} is zero", hand("<", s, bits, photometric, rows=5)))
            if bits == 1 or (bits, photometric) == (8, 1):  # Pillow has no word for the others
                cases.append(case(f"grey {bits}, photometric {photometric}, low bit first", hand(">", s, bits, photometric, fill=2)))
        cases.append(case(f"grey {bits}, tiles", hand("<", s, bits, 1, tile=(16, 16))))
        colours = rng.integers(0, 256, (3, 2**bits)) * 257
        cases.append(case(f"palette {bits}", hand("<", s, bits, 3, colours=colours)))
        cases.append(case(f"palette {bits}, deflated", hand(">", s, bits, 3, colours=colours, packing=8, rows=3)))
    rgb, rgba = scene(3), scene(4)
    for options in ({"tile": (16, 16)}, {"tile": (16, 32), "packing": 8}, {"planes": True}, {"planes": True, "rows": 4}, {"planes": True, "tile": (16, 16)}, {"packing": 8, "predictor": 2, "tile": (16, 16)}, {"packing": 8, "predictor": 2, "rows": 4, "planes": True}):
        cases.append(case(f"RGB, {options}", hand("<", rgb, 8, 2, **options)))
    for extra in ([0], [1], [2]):
        cases.append(case(f"four channels, extra {extra}", hand("<", rgba, 8, 2, extra=extra)))
    cases.append(case("four channels without a word about the fourth", hand("<", rgba, 8, 2)))
    cases.append(case("two channels, extra [0]", hand("<", rgba[..., :2], 8, 1, extra=[0])))
    la = hand("<", rgba[..., :2], 8, 1, extra=[1])
    cases.append(case("grey times alpha", la, np.asarray(Image.open(io.BytesIO(la)).convert("LA"))))
    return cases


def pnm():
    """The six forms, several largest values, comments and white space in odd places."""
    cases = []
    for top in (1, 3, 100, 255, 256, 1000, 65535):
        for plain, binary, c in (("P2", "P5", 1), ("P3", "P6", 3)):
            s = rng.integers(0, top + 1, (7, 5, c))
            text = f"{plain}\n# a comment\n5 7\n{top}\n" + "\n".join(" ".join(map(str, row.reshape(-1))) for row in s) + "\n"
            data = f"{binary} 5 7 {top}\n".encode() + s.astype(">u2" if top > 255 else np.uint8).tobytes()
            want = pillow(data)
            assert np.array_equal(want, pillow(text.encode()))
            if top > 255 and c == 1:
                want = want.astype(np.uint16)
            cases += [case(f"{plain}, up to {top}", text.encode(), want), case(f"{binary}, up to {top}", data, want)]
    bits = rng.integers(0, 2, (7, 11))
    text = "P1\n11 7\n" + "\n".join("".join(map(str, row)) for row in bits)
    cases += [case("P1, without spaces", text.encode()), case("P1, with spaces and a comment", text.replace("0", " 0 ").replace("P1", "P1 #").encode())]
    cases.append(case("P4", b"P4 11 7\n" + b"".join(np.packbits(row).tobytes() for row in bits)))
    cases.append(case("P6, comments in the header", b"P6 #one\n# two\r 2 #three\n1\t255 " + bytes(range(6))))
    cases.append(case("P5, too large samples", b"P5 3 1 100\n" + bytes([0, 100, 255])))
    cases.append(case("P2, more than asked for", b"P2 2 1 9 1 2 3 4"))
    return cases


if __name__ == "__main__":
    golden = {"made with": f"pillow {PIL.__version__}", "tiff": by_pillow() + by_hand(), "pnm": pnm()}
    path = pathlib.Path(__file__).with_name("image-tiff.json")
    path.write_text(json.dumps(golden, indent=1) + "\n")
    print(path.name, len(golden["tiff"]), "TIFF files,", len(golden["pnm"]), "others,", path.stat().st_size // 1024, "KiB")
