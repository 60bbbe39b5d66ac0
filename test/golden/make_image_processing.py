"""Writes test/golden/image-processing/*.json: filters, morphology, thresholds, colours, geometry, features, noise, measures and
drawings of small pictures as SciPy, scikit-image and Pillow make them. A case is a call of `image` with its arguments; arrays
among them are numbers of the pictures that the file holds.

Run: python test/golden/make_image_processing.py [group …]   (needs numpy, scipy, pillow, scikit-image)
"""
import base64, json, pathlib, sys, warnings
import numpy as np
import PIL
import scipy
import skimage
from scipy import ndimage, signal

warnings.simplefilter("ignore")
folder = pathlib.Path(__file__).with_name("image-processing")


def packed(a):
    a = np.ascontiguousarray(a)
    name = "bool" if a.dtype == bool else str(a.dtype)
    plain = a.astype(np.uint8) if a.dtype == bool else a.astype(np.float64) if a.dtype == np.int64 else a
    return {"dtype": name, "shape": list(a.shape), "data": base64.b64encode(plain.astype(plain.dtype.newbyteorder("<")).tobytes()).decode()}


def camel(name):
    head, *rest = name.split("_")
    return head + "".join(part.capitalize() for part in rest)


class Group:
    def __init__(self, name):
        self.name, self.pictures, self.cases = name, [], []

    def argument(self, x):
        if isinstance(x, np.ndarray):
            entry = packed(x)
            if entry not in self.pictures:
                self.pictures.append(entry)
            return {"picture": self.pictures.index(entry)}
        if isinstance(x, dict):
            return {camel(k): self.argument(v) for k, v in x.items()}
        if isinstance(x, (list, tuple)):
            return [self.argument(v) for v in x]
        return x

    def add(self, call, args, want, options=None, near=None):
        case = {"call": call, "args": [self.argument(a) for a in args]}
        if options:
            case["args"].append(self.argument(options))
        if near is not None:
            case["near"] = near
        case["want"] = [packed(w) for w in want] if isinstance(want, tuple) else packed(np.asarray(want))
        self.cases.append(case)

    def write(self):
        golden = {
            "made with": f"numpy {np.__version__}, scipy {scipy.__version__}, pillow {PIL.__version__}, scikit-image {skimage.__version__}",
            "pictures": self.pictures,
            "cases": self.cases,
        }
        path = folder / f"{self.name}.json"
        path.write_text(json.dumps(golden, separators=(",", ":")) + "\n")
        print(path.name, path.stat().st_size, "bytes", len(self.cases), "cases")


def scene(h, w, seed=3):
    """A smooth picture with edges and a little noise, uint8 RGB."""
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[0:h, 0:w]
    r = 120 + 90 * np.sin(x / 3) + 40 * (y > h / 2)
    g = 130 + 80 * np.cos(y / 2) - 50 * (x > w / 3)
    b = 90 + 2 * x + y + 60 * ((x - w / 2) ** 2 + (y - h / 2) ** 2 < (h / 3) ** 2)
    return np.clip(np.stack([r, g, b], -1) + rng.normal(0, 8, (h, w, 3)), 0, 255).astype(np.uint8)


byte = scene(7, 6)
grey = scene(8, 9)[..., 1]
real = np.random.default_rng(11).random((5, 7))
single = np.random.default_rng(12).random((6, 5, 3)).astype(np.float32)
flags = np.random.default_rng(13).random((7, 8)) > 0.55
dot = np.array([[200]], np.uint8)
line = np.random.default_rng(14).random(9)
modes = ("reflect", "constant", "nearest", "mirror", "wrap")


def channels(f, x):
    """A function of a grey picture over every channel of a colour one."""
    return f(x) if x.ndim < 3 else np.stack([f(x[..., k]) for k in range(x.shape[-1])], -1)


def filters():
    from skimage import filters as ski, restoration

    g = Group("filters")
    edge = np.array([[1.0, 2, 1], [0, 0, 0], [-1, -2, -1]])
    uneven = np.array([[0.5, -1], [2, 0.25], [1, 3]])
    even = np.arange(16.0).reshape(4, 4) / 10
    for mode in modes:
        for weights in (edge, uneven, even):
            g.add("correlate", [real, weights], ndimage.correlate(real, weights, mode=mode, cval=0.3), {"mode": mode, "cval": 0.3})
            g.add("convolve", [real, weights], ndimage.convolve(real, weights, mode=mode, cval=0.3), {"mode": mode, "cval": 0.3})
        g.add("correlate", [dot.astype(float), edge], ndimage.correlate(dot.astype(float), edge, mode=mode), {"mode": mode})
        g.add("convolve1d", [real, np.array([1.0, 2, 4])], ndimage.convolve1d(real, [1.0, 2, 4], mode=mode, axis=0), {"mode": mode, "axis": 0})
        g.add("correlate1d", [line, np.array([1.0, 2, 4, 8])], ndimage.correlate1d(line, [1.0, 2, 4, 8], mode=mode), {"mode": mode})
        g.add("gaussian_filter".replace("_f", "F"), [real, 1.3], ndimage.gaussian_filter(real, 1.3, mode=mode, cval=0.2), {"mode": mode, "cval": 0.2})
        g.add("medianFilter", [real, 3], ndimage.median_filter(real, 3, mode=mode, cval=0.2), {"mode": mode, "cval": 0.2})
        g.add("uniformFilter", [real, 4], ndimage.uniform_filter(real, 4, mode=mode, cval=0.2), {"mode": mode, "cval": 0.2})
        g.add("sobel", [real], ski.sobel(real, mode=mode, cval=0.2), {"mode": mode, "cval": 0.2})
        g.add("gaussian", [real, 2], ski.gaussian(real, 2, mode=mode, cval=0.2), {"mode": mode, "cval": 0.2})
    for weights in (edge, even):
        g.add("convolve", [byte.astype(float), weights], channels(lambda x: ndimage.convolve(x, weights), byte.astype(float)))
    cube = np.random.default_rng(1).random((3, 2, 3))
    g.add("convolve", [single, cube], ndimage.convolve(single, cube))
    g.add("correlate", [single, cube], ndimage.correlate(single, cube, mode="wrap"), {"mode": "wrap"})
    g.add("convolve", [line, np.array([1.0, 0, -1])], ndimage.convolve(line, np.array([1.0, 0, -1])))
    g.add("convolve", [grey, np.full((3, 3), 1 / 9)], ndimage.convolve(grey, np.full((3, 3), 1 / 9)))
    g.add("convolve", [grey.astype(np.int32), np.array([[0, 1, 0], [1, -4, 1], [0, 1, 0]])], ndimage.convolve(grey.astype(np.int32), [[0, 1, 0], [1, -4, 1], [0, 1, 0]]))
    g.add("correlate", [real, edge], ndimage.correlate(real, edge, origin=1), {"origin": 1})
    g.add("convolve", [real, even], ndimage.convolve(real, even, origin=-1), {"origin": -1})
    g.add("correlate1d", [byte, np.array([0.25, 0.5, 0.25])], ndimage.correlate1d(byte, [0.25, 0.5, 0.25], axis=-2), {"axis": -2})
    g.add("correlate1d", [single, np.array([1.0, 0, -1])], ndimage.correlate1d(single, [1.0, 0, -1], axis=2), {"axis": 2})

    for mode in ("full", "same", "valid"):
        for boundary in ("fill", "symm", "wrap"):
            for kernel in (edge, uneven, np.ones((2, 2))):
                for name in ("convolve2d", "correlate2d"):
                    want = getattr(signal, name)(real, kernel, mode, boundary, 0.5)
                    g.add(name, [real, kernel], want, {"mode": mode, "boundary": boundary, "fillvalue": 0.5})
    for name in ("convolve2d", "correlate2d"):
        g.add(name, [edge, real], getattr(signal, name)(edge, real, "valid"), {"mode": "valid"})
        g.add(name, [edge, real], getattr(signal, name)(edge, real, "same"), {"mode": "same"})
    g.add("convolve2d", [grey.astype(np.int64), np.array([[1, 0], [0, -1]])], signal.convolve2d(grey.astype(np.int64), np.array([[1, 0], [0, -1]])))
    g.add("convolve2d", [real.astype(np.float32), edge.astype(np.float32)], signal.convolve2d(real.astype(np.float32), edge.astype(np.float32)), near=1e-5)

    for x in (byte, grey, single, dot, grey[::2, ::-1]):
        for sigma in (0.7, 2):
            g.add("gaussianFilter", [x, sigma], channels(lambda c: ndimage.gaussian_filter(c, sigma), x))
            g.add("gaussian", [x, sigma], ski.gaussian(x, sigma, channel_axis=-1 if x.ndim == 3 else None))
        for size in (3, 4, (2, 5)):
            g.add("medianFilter", [x, size], channels(lambda c: ndimage.median_filter(c, size), x))
            g.add("uniformFilter", [x, size], channels(lambda c: ndimage.uniform_filter(c, size), x))
        g.add("minimumFilter", [x, 3], channels(lambda c: ndimage.minimum_filter(c, 3), x))
        g.add("maximumFilter", [x, (2, 3)], channels(lambda c: ndimage.maximum_filter(c, (2, 3)), x))
        g.add("percentileFilter", [x, 20, 3], channels(lambda c: ndimage.percentile_filter(c, 20, 3), x))
        g.add("percentileFilter", [x, -10, 4], channels(lambda c: ndimage.percentile_filter(c, -10, 4), x))
        g.add("median", [x], channels(lambda c: ski.median(c), x))
        for name in ("sobel", "prewitt", "scharr"):
            g.add(name, [x], channels(getattr(ski, name), x))
            for axis in (0, 1):
                g.add(name, [x], channels(lambda c: getattr(ski, name)(c, axis=axis), x), {"axis": axis})
        g.add("laplace", [x], channels(ski.laplace, x))
        for options in ({}, {"radius": 2, "amount": 1.5}, {"radius": 1, "preserve_range": True}):
            g.add("unsharpMask", [x], ski.unsharp_mask(x, channel_axis=2 if x.ndim == 3 else None, **options), options)
    for name in ("sobel_h", "sobel_v", "prewitt_h", "prewitt_v"):
        g.add(camel(name), [grey], getattr(ski, name)(grey))
    g.add("gaussianFilter", [line, 1.5], ndimage.gaussian_filter(line, 1.5))
    g.add("gaussianFilter", [real, [2, 0.5]], ndimage.gaussian_filter(real, [2, 0.5]))
    g.add("gaussianFilter", [single, [1, 1, 1]], ndimage.gaussian_filter(single, 1))
    for order in (1, 2, [0, 1], [2, 1]):
        g.add("gaussianFilter", [real, 1], ndimage.gaussian_filter(real, 1, order=order), {"order": order})
    g.add("gaussianFilter", [real, 1], ndimage.gaussian_filter(real, 1, truncate=2), {"truncate": 2})
    g.add("gaussian", [grey], ski.gaussian(grey))
    g.add("gaussian", [grey, 1], ski.gaussian(grey, 1, preserve_range=True), {"preserve_range": True})
    g.add("gaussian", [real, [0, 2]], ski.gaussian(real, [0, 2]))
    g.add("unsharpMask", [real * 2 - 1], ski.unsharp_mask(real * 2 - 1))
    cross = np.array([[0, 1, 0], [1, 1, 1], [0, 1, 0]], np.uint8)
    g.add("medianFilter", [grey], ndimage.median_filter(grey, footprint=cross), {"footprint": cross})
    g.add("minimumFilter", [grey], ndimage.minimum_filter(grey, footprint=cross), {"footprint": cross})
    g.add("median", [grey, cross], ski.median(grey, cross))
    g.add("medianFilter", [flags, 3], ndimage.median_filter(flags, 3))

    # scikit-image 0.26 makes the table of distances one longer than it reads it, and ends the table of colours at the largest
    # whole number: both are put right here.
    from skimage.restoration import _denoise

    def table(win_size, sigma, *, dtype=float):
        along = np.arange(win_size) - win_size // 2
        return _denoise._gaussian_weight(np.hypot(*np.meshgrid(along, along, indexing="ij")), sigma**2, dtype=dtype).ravel()

    _denoise._compute_spatial_lut = table
    for x in (byte, grey, real, real - 0.5):
        for options in ({}, {"sigma_color": 0.1, "sigma_spatial": 2}, {"mode": "edge", "win_size": 3}, {"cval": 0.4}):
            want = restoration.denoise_bilateral(skimage.util.img_as_float(x), channel_axis=-1 if x.ndim == 3 else None, **options)
            g.add("denoiseBilateral", [x], want, options)
    g.write()


def pillow():
    from PIL import Image, ImageFilter

    g = Group("pillow")
    alpha = np.dstack([byte, byte[..., 0]])
    names = ("BLUR", "CONTOUR", "DETAIL", "EDGE_ENHANCE", "EDGE_ENHANCE_MORE", "EMBOSS", "FIND_EDGES", "SHARPEN", "SMOOTH", "SMOOTH_MORE")
    for x in (byte, grey, alpha, dot, grey[:2, :6]):
        image = Image.fromarray(np.ascontiguousarray(x))
        for name in names:
            g.add("filter", [x, name], np.asarray(image.filter(getattr(ImageFilter, name))))
        kernel = [1, 2, 3, 4, 5.5, 6, 7, 8, 9]
        g.add("filter", [x, {"kernel": kernel}], np.asarray(image.filter(ImageFilter.Kernel((3, 3), kernel))))
        kernel = list(range(-12, 13))
        g.add("filter", [x, {"kernel": kernel, "scale": 7, "offset": 90}], np.asarray(image.filter(ImageFilter.Kernel((5, 5), kernel, 7, 90))))
        for radius in (0, 0.4, 1, 2, 3.7, 20):
            g.add("gaussianBlur", [x, radius], np.asarray(image.filter(ImageFilter.GaussianBlur(radius))))
            g.add("boxBlur", [x, radius], np.asarray(image.filter(ImageFilter.BoxBlur(radius))))
        g.add("boxBlur", [x, [1, 2.5]], np.asarray(image.filter(ImageFilter.BoxBlur((2.5, 1)))))
        for size in (3, 5):
            g.add("medianFilter", [x, size], np.asarray(image.filter(ImageFilter.MedianFilter(size))), {"mode": "nearest"})
            g.add("minimumFilter", [x, size], np.asarray(image.filter(ImageFilter.MinFilter(size))), {"mode": "nearest"})
    g.add("filter", [real, "SHARPEN"], np.asarray(Image.fromarray(skimage.util.img_as_ubyte(real)).filter(ImageFilter.SHARPEN)))
    g.write()


def morphology():
    from skimage import measure, morphology as ski

    g = Group("morphology")
    for radius in (0, 1, 2, 3, 5.5):
        g.add("disk", [radius], ski.disk(int(radius)) if radius == int(radius) else want_disk(radius))
        g.add("diamond", [int(radius)], ski.diamond(int(radius)))
    g.add("disk", [3], ski.disk(3, strict_radius=False), {"strict_radius": False})
    g.add("square", [4], np.ones((4, 4), np.uint8))
    g.add("footprintRectangle", [[2, 5]], ski.footprint_rectangle((2, 5)))
    corner = np.array([[1, 1, 0], [0, 1, 0]], np.uint8)
    shapes = (None, ski.disk(2), np.ones((2, 2), np.uint8), corner)
    names = {"erosion": ski.erosion, "dilation": ski.dilation, "opening": ski.opening, "closing": ski.closing, "white_tophat": ski.white_tophat, "black_tophat": ski.black_tophat}
    for x in (flags, grey, byte, real, dot, grey[::-1, ::2]):
        for shape in shapes:
            for name, f in names.items():
                g.add(camel(name), [x] + ([] if shape is None else [shape]), channels(lambda c: f(c, shape), x))
    for mode in (*modes, "max", "min", "ignore"):
        for name, f in names.items():
            g.add(camel(name), [flags, corner], f(flags, corner, mode=mode, cval=1), {"mode": mode, "cval": 1})
            g.add(camel(name), [grey, corner], f(grey, corner, mode=mode, cval=90), {"mode": mode, "cval": 90})
    islands = np.random.default_rng(5).integers(0, 3, (9, 11)).astype(np.uint8)
    for x in (flags, islands, dot, np.zeros((3, 3), np.uint8), (grey > 120)[::-1]):
        for connectivity in (1, 2):
            g.add("label", [x], measure.label(x, connectivity=connectivity).astype(np.int32), {"connectivity": connectivity})
        g.add("label", [x], ndimage.label(x > 0)[0], {"connectivity": 1}) if x.dtype == bool else None
    g.add("label", [islands], measure.label(islands).astype(np.int32))
    g.add("label", [islands], measure.label(islands, background=2).astype(np.int32), {"background": 2})
    g.write()


def want_disk(radius):
    reach = int(radius)
    y, x = np.mgrid[-reach : reach + 1, -reach : reach + 1]
    return (y**2 + x**2 <= radius**2).astype(np.uint8)


def exposure():
    from skimage import exposure as ski, filters

    g = Group("exposure")
    wide = np.random.default_rng(6).integers(1000, 1400, (6, 7)).astype(np.uint16)
    signed = np.random.default_rng(7).integers(-40, 90, (5, 6)).astype(np.int32)
    for x in (grey, real, single[..., 0], wide, signed, byte, single, dot, np.full((2, 3), 0.25)):
        axis = {"channel_axis": -1} if x.ndim == 3 else {}
        for options in ({}, {"normalize": True}, {"nbins": 10}):
            g.add("histogram", [x], ski.histogram(x, **axis, **options), options)
        if x is not signed:
            g.add("histogram", [x], ski.histogram(x, nbins=8, source_range="dtype", **axis), {"nbins": 8, "source_range": "dtype"}) if x.dtype.itemsize < 2 or x.dtype.kind == "f" else None
            g.add("equalizeHist", [x], ski.equalize_hist(x))
            for gamma in (0.5, 2):
                g.add("adjustGamma", [x, gamma], ski.adjust_gamma(x, gamma, 0.9), {"gain": 0.9})
        for options in ({}, {"out_range": [0, 100]}, {"in_range": [20, 60]}, {"in_range": "dtype"}, {"out_range": "image"}):
            g.add("rescaleIntensity", [x], ski.rescale_intensity(x, **{k: tuple(v) if isinstance(v, list) else v for k, v in options.items()}), options)
        if x.ndim == 2:
            g.add("thresholdOtsu", [x], filters.threshold_otsu(x), near=1e-6)
            g.add("thresholdMean", [x], filters.threshold_mean(x), near=1e-6)
            for method in ("gaussian", "mean", "median"):
                for mode in ("reflect", "constant", "nearest"):
                    g.add("thresholdLocal", [x, 3], filters.threshold_local(x, 3, method, offset=2, mode=mode, cval=9), {"method": method, "offset": 2, "mode": mode, "cval": 9})
            g.add("thresholdLocal", [x, 5], filters.threshold_local(x, 5))
            g.add("thresholdLocal", [x, 5], filters.threshold_local(x, 5, param=1.5), {"param": 1.5})
    big = scene(40, 50)[..., 0]
    g.add("thresholdOtsu", [big], filters.threshold_otsu(big))
    g.add("otsu", [real], filters.threshold_otsu(real, nbins=16), {"nbins": 16})
    mask = np.random.default_rng(8).random(grey.shape) > 0.4
    g.add("equalizeHist", [grey], ski.equalize_hist(grey, mask=mask), {"mask": mask})
    g.add("equalizeHist", [real], ski.equalize_hist(real, nbins=12), {"nbins": 12})
    g.write()


def colours():
    import colorsys
    from skimage import color, exposure

    g = Group("colours")
    spaces = ("hsv", "ycbcr", "yuv", "xyz", "lab")
    plain = np.array([[[0, 0, 0], [255, 255, 255], [255, 0, 0], [0, 255, 0], [0, 0, 255], [255, 255, 0], [7, 7, 7], [255, 0, 255]]], np.uint8)
    rounds = ((byte, None), (plain, None), (byte / 255, None), (single, 3e-6), (byte[::2, ::-1], None))
    for x, near in rounds:
        for space in spaces:
            there = getattr(color, f"rgb2{space}")(x)
            loose = near and (1e-4 if space == "lab" else near)
            g.add(f"rgb2{space}", [x], there, near=loose)
            g.add(f"{space}2rgb", [there], getattr(color, f"{space}2rgb")(there), near=near and 2e-5)
        if x.dtype != np.float32:
            floats = skimage.util.img_as_float(x)
            hls = np.array([[colorsys.rgb_to_hls(*p) for p in row] for row in floats.tolist()])
            g.add("rgb2hls", [x], hls)
            g.add("hls2rgb", [hls], np.array([[colorsys.hls_to_rgb(*p) for p in row] for row in hls.tolist()]))
    for x in (grey, real):
        g.add("gray2rgb", [x], color.gray2rgb(x))
    alpha = np.dstack([byte, byte[..., 0]])
    g.add("rgba2rgb", [alpha], color.rgba2rgb(alpha))
    g.add("rgba2rgb", [alpha / 255], color.rgba2rgb(alpha / 255, background=(0.2, 0, 1)), {"background": [0.2, 0, 1]})
    wide = np.random.default_rng(6).integers(1000, 1400, (9, 7)).astype(np.uint16)
    big = scene(21, 17)
    for x, near in ((big, None), (big[..., 0], None), (real, None), (wide, None), (single[..., 0], 2e-4), (np.dstack([byte, byte[..., 0]]), None), (np.full((4, 5), 0.5), None)):
        for options in ({}, {"clip_limit": 0.1, "kernel_size": 5}, {"kernel_size": [3, 4], "nbins": 64}, {"clip_limit": 0, "kernel_size": 6}):
            g.add("equalizeAdapthist", [x], exposure.equalize_adapthist(x, **options), options, near=near)
    g.write()


def geometry():
    from skimage import transform, util

    g = Group("geometry")
    byte_big, real_big = scene(9, 12), np.random.default_rng(21).random((7, 10))
    tilt = np.array([[0.9, 0.2, -1], [-0.15, 1.1, 0.5], [0.01, -0.02, 1]])
    affine = transform.AffineTransform(rotation=0.4, scale=(1.2, 0.8), shear=0.1, translation=(1, -0.5)).params
    for matrix in (tilt, affine):
        for order in range(6):
            for mode in ("constant", "edge", "symmetric", "reflect", "wrap"):
                options = {"order": order, "mode": mode, "cval": 0.3}
                g.add("warp", [real_big, matrix], transform.warp(real_big, matrix, **options), options)
        g.add("warp", [byte_big, matrix], transform.warp(byte_big, matrix))
        g.add("warp", [byte_big, matrix], transform.warp(byte_big, matrix, preserve_range=True, output_shape=(5, 4)), {"preserve_range": True, "output_shape": [5, 4]})
        g.add("warp", [single, matrix], transform.warp(single, matrix), near=2e-5)
        g.add("warp", [flags, matrix], transform.warp(flags, matrix))
        g.add("warp", [dot, matrix], transform.warp(dot, matrix, mode="edge"), {"mode": "edge"})
        g.add("warp", [real_big, matrix], transform.warp(real_big, matrix, order=3, clip=False), {"order": 3, "clip": False})
    for x in (byte_big, real_big, single, flags):
        for scale in (0.5, 2, 1.3, (0.4, 1.5)):
            g.add("rescale", [x, scale], transform.rescale(x, scale, channel_axis=-1 if x.ndim == 3 else None), near=1e-6 if x.dtype == np.float32 else None)
    g.add("rescale", [byte_big, 0.5], transform.rescale(byte_big, 0.5, anti_aliasing=False, order=3, channel_axis=-1), {"anti_aliasing": False, "order": 3})
    for x in (grey, byte, real, wide8(), flags):
        g.add("invert", [x], util.invert(x))
    stack, colour = np.stack([grey[:5, :4], grey[3:, 5:], grey[:5, 4:8]]), np.stack([byte, byte[::-1], byte[:, ::-1], byte, byte])
    g.add("montage", [stack], util.montage(stack))
    g.add("montage", [stack], util.montage(stack, grid_shape=(1, 3), padding_width=2, fill=9), {"grid_shape": [1, 3], "padding_width": 2, "fill": 9})
    g.add("montage", [colour], util.montage(colour, channel_axis=-1))
    g.add("montage", [colour / 255], util.montage(colour / 255, channel_axis=-1, fill=(0.1, 0.2, 0.3), padding_width=1), {"fill": [0.1, 0.2, 0.3], "padding_width": 1})
    g.add("montage", [colour], util.montage(colour, channel_axis=-1, rescale_intensity=True), {"rescale_intensity": True})
    places = np.random.default_rng(23).uniform(-3, 12, (70, 2))
    for order in range(6):
        for mode in ("constant", "edge", "symmetric", "reflect", "wrap"):
            options = {"order": order, "mode": mode, "cval": 0.3}
            want = transform.warp(real_big, lambda xy: places.reshape(7, 10, 2)[xy[:, 1].astype(int), xy[:, 0].astype(int)], **options)
            g.add("warp", [real_big, {"places": g.argument(places)["picture"]}], want, options)
    for options in ({}, {"scale": 2}, {"scale": [2, 0.5], "rotation": 0.3}, {"shear": 0.2}, {"shear": [0.1, -0.3], "translation": [3, 4]}, {"matrix": [[1.5, 2, 3], [4, 5, 6], [0, 0, 1]]}):
        there = {k: np.array(v) if k == "matrix" else tuple(v) if isinstance(v, list) else v for k, v in options.items()}
        g.add("AffineTransform", [options], transform.AffineTransform(**there).params)
    for options in ({}, {"scale": 2, "rotation": 0.3, "translation": [3, 4]}):
        g.add("SimilarityTransform", [options], transform.SimilarityTransform(**options).params)
    src = np.array([[0, 0], [10, 0.5], [9, 12], [1, 11], [5, 5.5]])
    dst = np.array([[1, 2], [12, 1], [10, 14], [0, 13], [5.7, 7]])
    for kind, n in (("euclidean", 2), ("similarity", 2), ("affine", 3), ("projective", 4)):
        for count in (n, 5):
            g.add("estimateTransform", [kind, src[:count], dst[:count]], transform.estimate_transform(kind, src[:count], dst[:count]).params, near=1e-9)

    from PIL import Image, ImageOps

    big = scene(30, 41)
    for x in (byte, grey, big, big[..., 2], dot, grey[:2, :6]):
        picture = Image.fromarray(np.ascontiguousarray(x))
        for cutoff in (0, 5, (10, 0), (40, 70)):
            g.add("autocontrast", [x], np.asarray(ImageOps.autocontrast(picture, cutoff)), {"cutoff": cutoff})
        g.add("equalize", [x], np.asarray(ImageOps.equalize(picture)))
        for bits in (1, 3, 8):
            g.add("posterize", [x, bits], np.asarray(ImageOps.posterize(picture, bits)))
        for threshold in (0, 100, 128):
            g.add("solarize", [x], np.asarray(ImageOps.solarize(picture, threshold)), {"threshold": threshold})
        g.add("invert", [x], np.asarray(ImageOps.invert(picture)))
        g.add("mirror", [x], np.asarray(ImageOps.mirror(picture)))
        fill = (9, 200, 30) if x.ndim == 3 else 77
        for border in (2, (1, 3), (0, 1, 2, 3)):
            g.add("expand", [x], np.asarray(ImageOps.expand(picture, border, fill)), {"border": border, "fill": fill})
        for size in ((5, 4), (4, 9), (12, 12)):
            g.add("fit", [x, size], np.asarray(ImageOps.fit(picture, size[::-1])))
            g.add("fit", [x, size], np.asarray(ImageOps.fit(picture, size[::-1], method=2, centering=(0, 0.8))), {"method": "bilinear", "centering": [0, 0.8]})
            g.add("contain", [x, size], np.asarray(ImageOps.contain(picture, size[::-1])))
    g.write()


def wide8():
    return np.random.default_rng(22).integers(-128, 128, (4, 5)).astype(np.int8)


def features():
    from skimage import feature

    g = Group("features")
    blocks = np.zeros((24, 22))
    blocks[5:16, 4:15] = 1
    blocks += 0.1 * np.random.default_rng(31).random(blocks.shape)
    big = scene(26, 31)
    plain = np.zeros((12, 12), np.uint8)
    plain[3:9, 3:9] = 200
    mask = np.random.default_rng(32).random(blocks.shape) > 0.1
    for x in (blocks, big[..., 0], plain, blocks.astype(np.float32), blocks > 0.5, grey[::-1], dot):
        for options in ({}, {"sigma": 2}, {"sigma": 0.5, "mode": "nearest"}, {"sigma": 1.5, "use_quantiles": True, "low_threshold": 0.6, "high_threshold": 0.8}):
            g.add("canny", [x], feature.canny(x, **options), options)
    g.add("canny", [big[..., 1]], feature.canny(big[..., 1], low_threshold=20, high_threshold=90), {"low_threshold": 20, "high_threshold": 90})
    g.add("canny", [blocks], feature.canny(blocks, mask=mask), {"mask": mask})
    for x in (big, big[..., 0], blocks, blocks.astype(np.float32)):
        axis = {"channel_axis": -1} if x.ndim == 3 else {}
        for options in ({}, {"orientations": 6, "pixels_per_cell": [5, 4], "cells_per_block": [2, 1]}, {"block_norm": "L1", "pixels_per_cell": [4, 4]}, {"block_norm": "L2", "transform_sqrt": True, "pixels_per_cell": [6, 6], "feature_vector": False, "cells_per_block": [2, 2]}, {"block_norm": "L1-sqrt", "pixels_per_cell": [4, 6], "cells_per_block": [1, 1]}):
            options = {"pixels_per_cell": [8, 8], "cells_per_block": [2, 2]} | options
            there = {k: tuple(v) if isinstance(v, list) else v for k, v in options.items()}
            values, shown = feature.hog(x, visualize=True, **there, **axis)
            loose = 1e-6 if x.dtype == np.float32 else 1e-9
            g.add("hog", [x], values, options, near=loose)
            g.add("hogImage", [x], shown, options, near=1e-4)
    g.write()


def noise():
    from skimage import metrics, util

    g = Group("noise")
    for x in (byte, grey, real, single, flags, real * 2 - 1, dot):
        for mode in ("gaussian", "poisson", "salt", "pepper", "s&p", "speckle"):
            g.add("randomNoise", [x], util.random_noise(x, mode, rng=7), {"mode": mode, "rng": 7}, near=1e-6 if x.dtype == np.float32 else None)
    for options in ({"mean": 0.1, "var": 0.2}, {"clip": False, "var": 0.3}, {"mode": "s&p", "amount": 0.4, "salt_vs_pepper": 0.9}, {"mode": "s&p", "amount": 1}, {"mode": "salt", "amount": 0}):
        g.add("randomNoise", [real], util.random_noise(real, **({"rng": 3} | options)), {"rng": 3} | options)
    strength = np.random.default_rng(9).random(real.shape) / 10 + 0.001
    g.add("randomNoise", [real], util.random_noise(real, "localvar", rng=3, local_vars=strength), {"mode": "localvar", "rng": 3, "local_vars": strength})
    big, other = scene(13, 17), scene(13, 17, seed=9)
    pairs = ((big, other), (big[..., 0], other[..., 0]), (big[..., 0] / 255, other[..., 0] / 255), ((big / 255).astype(np.float32), (other / 255).astype(np.float32)), (big[::-1, ::2], other[::-1, ::2]), (big[..., 1] / 127.5 - 1, other[..., 1] / 127.5 - 1))
    for a, b in pairs:
        loose = 1e-5 if a.dtype == np.float32 else 1e-9
        for name in ("meanSquaredError", "mse"):
            g.add(name, [a, b], metrics.mean_squared_error(a, b), near=loose)
        for name in ("peakSignalNoiseRatio", "psnr"):
            g.add(name, [a, b], metrics.peak_signal_noise_ratio(a, b), near=loose)
        g.add("psnr", [a, b], metrics.peak_signal_noise_ratio(a, b, data_range=100), {"data_range": 100}, near=loose)
        for how in ("euclidean", "min-max", "mean"):
            g.add("normalizedRootMse", [a, b], metrics.normalized_root_mse(a, b, normalization=how), {"normalization": how}, near=max(loose, 1e-9) if how != "mean" else 1e-4)
        axis = {"channel_axis": -1} if a.ndim == 3 else {}
        for options in ({}, {"win_size": 5}, {"gaussian_weights": True, "use_sample_covariance": False}, {"gaussian_weights": True, "sigma": 1}, {"K1": 0.02, "K2": 0.05}):
            if a.shape[1] < 11 and options.get("gaussian_weights"):
                continue
            options = options | ({"data_range": 1.0} if a.dtype.kind == "f" else {})
            value, full = metrics.structural_similarity(a, b, full=True, **options, **axis)
            ours = {k if k.startswith("K") else k: v for k, v in options.items()}
            g.add("structuralSimilarity", [a, b], value, ours, near=1e-4 if a.dtype == np.float32 else 1e-9)
            g.add("ssimMap", [a, b], full, ours, near=1e-3 if a.dtype == np.float32 else 1e-9)
        g.add("ssim", [a, b], metrics.structural_similarity(a, b, data_range=2, **axis), {"data_range": 2}, near=1e-4 if a.dtype == np.float32 else 1e-9)
    g.write()


def drawing():
    from PIL import Image, ImageDraw
    from skimage import draw

    g = Group("drawing")
    sheet = np.full((18, 21), 30, np.uint8)

    def drawn(places, value=200):
        out = sheet.copy()
        rr, cc = places
        inside = (rr >= 0) & (cc >= 0) & (rr < out.shape[0]) & (cc < out.shape[1])
        out[rr[inside], cc[inside]] = value
        return out

    ends = [((0, 0), (17, 20)), ((3, 15), (9, 2)), ((16, 4), (1, 6)), ((5, 5), (5, 5)), ((2, 0), (2, 20)), ((-4, 3), (25, 11)), ((9, 18), (12, 1))]
    for a, b in ends:
        g.add("drawLine", [sheet, a, b], drawn(draw.line(*a, *b)), {"color": 200})
    for centre, radius in (((8, 9), 5), ((8, 9), 0), ((8, 9), 1), ((1, 19), 7), ((9, 10), 12)):
        g.add("drawCircle", [sheet, centre, radius], drawn(draw.circle_perimeter(*centre, radius)), {"color": 200})
    for centre, radius in (((8, 9), 5), ((8.5, 9.3), 4.2), ((1, 19), 7)):
        g.add("drawCircle", [sheet, centre, radius], drawn(draw.disk(centre, radius, shape=sheet.shape)), {"fill": 200})
    for centre, radii, turn in (((8, 9), (4, 7), 0), ((8, 9), (4, 7), 0.6), ((2, 2), (6, 3), -1), ((9, 10.5), (3.5, 8), 2)):
        g.add("drawEllipse", [sheet, centre, radii], drawn(draw.ellipse(*centre, *radii, shape=sheet.shape, rotation=turn)), {"fill": 200, "rotation": turn})
    for centre, radii in (((8, 9), (4, 7)), ((8, 9), (7, 2)), ((8, 9), (6, 1)), ((8, 9), (1, 8)), ((8, 9), (0, 5)), ((3, 17), (6, 6))):
        want = draw.circle_perimeter(*centre, radii[0]) if radii[0] == radii[1] else draw.ellipse_perimeter(*centre, *radii)
        g.add("drawEllipse", [sheet, centre, radii], drawn(want), {"color": 200})
    corners = ([(1, 10), (15, 2), (12, 19)], [(2, 2), (2, 15), (14, 15), (14, 2)], [(0, 0), (17, 4), (3, 9), (16, 16), (1, 20)], [(-3, 5), (10, 25), (20, 8)], [(4.5, 3.2), (12.1, 7.7), (6.3, 16.4)])
    for points in corners:
        rows, cols = np.array(points, float).T
        g.add("drawPolygon", [sheet, points], drawn(draw.polygon(rows, cols, sheet.shape)), {"fill": 200})
    # (Pillow 13 draws the outline of a rectangle one row high two rows high.)
    for box, width in (((2, 3, 12, 15), 1), ((2, 3, 12, 15), 3), ((5, 5, 6, 9), 1), ((-3, 4, 9, 30), 2), ((0, 0, 17, 20), 1)):
        top, left, bottom, right = box
        for options, there in (({"color": 200}, {"outline": 200}), ({"fill": 90}, {"fill": 90}), ({"color": 200, "fill": 90}, {"outline": 200, "fill": 90})):
            page = Image.fromarray(sheet)
            ImageDraw.Draw(page).rectangle((left, top, right, bottom), width=width, **there)
            g.add("drawRectangle", [sheet, (top, left), (bottom, right)], np.asarray(page), options | {"width": width})
    g.write()


groups = {"drawing": drawing, "features": features, "noise": noise, "geometry": geometry, "colours": colours, "filters": filters, "pillow": pillow, "morphology": morphology, "exposure": exposure}

if __name__ == "__main__":
    folder.mkdir(exist_ok=True)
    for name in sys.argv[1:] or groups:
        groups[name]()
