"""Filters of SciPy, scikit-image and OpenCV as peers: reads {"library": ..., "filter": ..., "size": n} lines, answers milliseconds."""

import importlib
import json
import sys
import time

import numpy as np

KERNEL = (np.arange(25, dtype="float64") + 1).reshape(5, 5) / 325


def pictures(size):
    i = np.arange(size * size)
    row, column = i // size, i % size
    values = 128 + 100 * np.sin(row / 19) * np.cos(column / 31) + (i * 37) % 23
    data = values.astype("uint8").reshape(size, size)
    return data / 255, data


def scipy_filters():
    from scipy import ndimage as nd

    return {
        "gaussian": lambda floats, data: nd.gaussian_filter(floats, 2),
        "sobel": lambda floats, data: np.hypot(nd.sobel(floats, 0), nd.sobel(floats, 1)),
        "median": lambda floats, data: nd.median_filter(data, 5),
        "convolve": lambda floats, data: nd.convolve(floats, KERNEL),
    }


def skimage_filters():
    from skimage import feature, filters

    footprint = np.ones((5, 5), "uint8")
    return {
        "gaussian": lambda floats, data: filters.gaussian(floats, 2),
        "sobel": lambda floats, data: filters.sobel(floats),
        "median": lambda floats, data: filters.median(data, footprint),
        "canny": lambda floats, data: feature.canny(floats, sigma=1),
    }


def opencv_filters():
    import os

    import cv2

    cv2.setNumThreads(int(os.environ.get("PEER_THREADS", "1")))

    def sobel(floats, data):
        x, y = cv2.Sobel(floats, cv2.CV_64F, 1, 0), cv2.Sobel(floats, cv2.CV_64F, 0, 1)
        return cv2.magnitude(x, y)

    return {
        "gaussian": lambda floats, data: cv2.GaussianBlur(floats, (17, 17), 2),
        "sobel": sobel,
        "median": lambda floats, data: cv2.medianBlur(data, 5),
        "convolve": lambda floats, data: cv2.filter2D(floats, -1, KERNEL),
        "canny": lambda floats, data: cv2.Canny(cv2.GaussianBlur(data, (9, 9), 1), 26, 51),
    }


MODULES = {"scipy": ("scipy", scipy_filters), "skimage": ("skimage", skimage_filters), "opencv": ("cv2", opencv_filters)}


def main():
    made = {}
    for line in sys.stdin:
        request = json.loads(line)
        module, filters = MODULES[request["library"]]
        if request.get("versions"):
            print(json.dumps({"version": importlib.import_module(module).__version__}), flush=True)
            continue
        if "filters" not in made:
            made["filters"] = filters()
        size = request["size"]
        if size not in made:
            made[size] = pictures(size)
        work = made["filters"].get(request["filter"])
        if work is None:
            print(json.dumps({"error": f"{request['library']} has no {request['filter']}"}), flush=True)
            continue
        began = time.perf_counter()
        work(*made[size])
        print(json.dumps({"ms": (time.perf_counter() - began) * 1000}), flush=True)


main()
