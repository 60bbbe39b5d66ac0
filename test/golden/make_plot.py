"""Writes test/golden/plot-colormaps.json: every colour of the colormaps that kernelab knows, from matplotlib.

Run: python test/golden/make_plot.py   (needs matplotlib and numpy; the tests read the file without Python)
"""
import base64
import json
import pathlib

import matplotlib
import numpy as np
from matplotlib import colormaps
from matplotlib.ticker import MaxNLocator

NAMES = (
    "gray viridis plasma inferno magma jet hot cool coolwarm seismic RdBu Reds Greens Blues tab10 "
    "Greys Oranges Purples bwr binary tab20 viridis_r gray_r RdBu_r hot_r tab10_r "
    "cividis turbo hsv rainbow Spectral RdYlBu RdYlGn YlOrRd YlGnBu bone copper spring autumn "
    "Set1 Set2 Set3 Pastel1 Dark2 Paired Accent"
).split()

maps = {}
for name in NAMES:
    cmap = colormaps[name]
    rgb = cmap(np.arange(cmap.N), bytes=True)[:, :3]
    maps[name] = base64.b64encode(rgb.astype(np.uint8).tobytes()).decode()

values = [-1.0, 0.0, 0.1, 0.25, 0.4999, 0.5, 0.75, 0.9999, 1.0, 3.0]
picked = [colormaps["viridis"](v, bytes=True)[:3] for v in values]

ticks = []
for lo, hi, bins in [(0, 1, 9), (-0.05, 1.05, 9), (0, 19, 9), (-0.5, 27.5, 5), (0.2, 0.75, 7), (-3, 12345, 8), (1e-4, 3e-4, 6), (-0.5, 799.5, 9), (0.9, 1.1, 2), (-1, 1, 1)]:
    found = MaxNLocator(nbins=bins, steps=[1, 2, 2.5, 5, 10]).tick_values(lo, hi)
    ticks.append({"lo": lo, "hi": hi, "bins": bins, "ticks": [float(t) for t in found if lo - 1e-12 <= t <= hi + 1e-12]})

out = {
    "matplotlib": matplotlib.__version__,
    "maps": maps,
    "viridis": {"values": values, "rgb": [[int(c) for c in rgb] for rgb in picked]},
    "ticks": ticks,
}
path = pathlib.Path(__file__).with_name("plot-colormaps.json")
path.write_text(json.dumps(out, indent=1) + "\n")
print(path.name, path.stat().st_size, "bytes")
