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


groups = {"filters": filters, "pillow": pillow, "morphology": morphology, "exposure": exposure}

if __name__ == "__main__":
    folder.mkdir(exist_ok=True)
    for name in sys.argv[1:] or groups:
        groups[name]()
