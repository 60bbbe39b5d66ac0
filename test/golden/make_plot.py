"""Writes test/golden/plot-colormaps.json (every colour of the colormaps that kernelab knows) and plot-calls.json (what
statistical plots, grids and styles compute), from matplotlib.

Run: python test/golden/make_plot.py   (needs matplotlib and numpy; the tests read the file without Python)
"""
import base64
import json
import pathlib

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
from matplotlib import cbook, mlab
from matplotlib import colormaps
from matplotlib.colors import to_hex
from matplotlib.ticker import MaxNLocator
from mpl_toolkits.mplot3d import proj3d

NAMES = (
    "gray viridis plasma inferno magma jet hot cool coolwarm seismic RdBu Reds Greens Blues tab10 "
    "Greys Oranges Purples bwr binary tab20 viridis_r gray_r RdBu_r hot_r tab10_r "
    "cividis turbo hsv rainbow Spectral RdYlBu RdYlGn YlOrRd YlGnBu bone copper spring autumn summer winter pink prism flag nipy_spectral "
    "Set1 Set2 Set3 Pastel1 Dark2 Paired Accent "
    "YlGn GnBu BuGn PuBu PuRd BuPu OrRd RdPu PuBuGn PiYG PRGn BrBG PuOr RdGy"
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

# What the calls compute. The data are formulas, so that the test makes them again.
row = [float(i * i % 23 + i / 7) for i in range(40)]
other = [float((i * 37) % 19 - 9 + (30 if i == 5 else 0)) for i in range(25)]
table = [[float(np.sin(r) * c) for c in range(5)] for r in range(4)]


def limits(draw):
    plt.close("all")
    fig, ax = plt.subplots()
    draw(ax)
    return {"x": list(map(float, ax.get_xlim())), "y": list(map(float, ax.get_ylim()))}


def stats(values, whis):
    (found,) = cbook.boxplot_stats(values, whis=whis)
    names = {"mean": "mean", "median": "med", "q1": "q1", "q3": "q3", "low": "whislo", "high": "whishi", "fliers": "fliers"}
    return {ours: np.asarray(found[theirs]).tolist() for ours, theirs in names.items()}


places = np.linspace(min(row), max(row), 7)
fig, ax = plt.subplots()
boxes = ax.boxplot([row, other])
counts, xedges, yedges, _ = ax.hist2d(row[:25], other, bins=[4, 3])
mesh = ax.pcolormesh([0, 1, 3, 4, 8], [1, 2, 4, 5], table)
violin = ax.violinplot([row])

styles = {}
KEYS = """figure.facecolor figure.figsize image.cmap lines.linewidth lines.markersize font.size text.color axes.facecolor axes.edgecolor
axes.linewidth axes.grid axes.axisbelow axes.titlesize axes.labelsize axes.labelcolor axes.spines.top axes.spines.right grid.color grid.linestyle
grid.linewidth xtick.color ytick.color xtick.labelsize ytick.labelsize xtick.direction ytick.direction xtick.major.size
ytick.major.size legend.frameon legend.fontsize""".split()
for name in ["default", "dark_background", "ggplot", "seaborn-v0_8", "seaborn-v0_8-darkgrid", "seaborn-v0_8-whitegrid",
             "seaborn-v0_8-white", "fivethirtyeight", "bmh", "grayscale", "tableau-colorblind10"]:
    matplotlib.rcdefaults()
    plt.style.use("default")
    plt.style.use(name)
    styles[name] = {key: matplotlib.rcParams[key] for key in KEYS}
    styles[name]["axes.prop_cycle"] = list(map(to_hex, matplotlib.rcParams["axes.prop_cycle"].by_key()["color"]))
matplotlib.rcdefaults()
plt.style.use("default")


def shared_bar():
    plt.close("all")
    fig, axes = plt.subplots(1, 2)
    for ax in axes:
        image = ax.imshow(table, aspect="auto")
    bar = fig.colorbar(image, ax=axes)
    fig.canvas.draw()
    return [list(map(float, ax.get_position().bounds)) for ax in [*axes, bar.ax]]


def grid_places():
    plt.close("all")
    fig = plt.figure()
    gs = fig.add_gridspec(2, 3, width_ratios=[1, 2, 1], hspace=0.5, wspace=0.4, left=0.2, right=0.9, bottom=0.2, top=0.8)
    wide, tall, one = fig.add_subplot(gs[0, :]), fig.add_subplot(gs[1, 1:]), fig.add_subplot(gs[-1, 0])
    return [list(map(float, ax.get_position().bounds)) for ax in [wide, tall, one]]


ARROWS = [
    dict(head_width=0.2, head_length=0.3),
    dict(width=0.05, length_includes_head=True, overhang=0.3),
    dict(width=0.1, shape="left", head_starts_at_zero=True),
    dict(width=0.1, shape="right"),
]
VIEWS = [(30, -60), (10, 45), (-20, 120), (60, 200), (89, -90)]
SPOTS = [[0, 0, 0], [1, 2, 3], [4, -1, 2], [2, 2, 2.5]]


def seen(elev, azim):
    """Where points are seen in a box of three axes, without the depth."""
    plt.close("all")
    ax = plt.figure().add_subplot(projection="3d")
    ax.set(xlim=(-1, 5), ylim=(-2, 3), zlim=(0, 4))
    ax.view_init(elev, azim)
    return [list(map(float, proj3d.proj_transform(*spot, ax.get_proj())[:2])) for spot in SPOTS]


def normed():
    norm = plt.Normalize(2, 6)
    clipped = plt.Normalize(2, 6, clip=True)
    return [norm([1, 2, 3, 8]).tolist(), clipped([1, 2, 3, 8]).tolist(), float(norm.inverse(0.75)), plt.Normalize()([3, 5, 9]).tolist()]


calls = {
    "arrows": [plt.arrow(1, 2, 3, -1, **options).get_xy().tolist() for options in ARROWS],
    "seen": [seen(*view) for view in VIEWS],
    "normed": normed(),
    "matplotlib": matplotlib.__version__,
    "stats": [stats(row, 1.5), stats(other, 1.5), stats(other, (5, 95))],
    "box": [line.get_xydata().tolist() for line in [boxes["boxes"][0], boxes["caps"][0], boxes["medians"][1], boxes["fliers"][1]]],
    "density": {kind: mlab.GaussianKDE(row, kind).evaluate(places).tolist() for kind in ["scott", "silverman"]},
    "violin": violin["bodies"][0].get_paths()[0].vertices[[1, 30, 77]].tolist(),
    "hist2d": {"counts": counts.tolist(), "x": xedges.tolist(), "y": yedges.tolist()},
    "mesh": {"x": mesh.get_coordinates()[0, :, 0].tolist(), "y": mesh.get_coordinates()[:, 0, 1].tolist()},
    "limits": {
        "boxplot": limits(lambda ax: ax.boxplot([row, other])),
        "boxplot lying": limits(lambda ax: ax.boxplot([row, other], orientation="horizontal", positions=[1, 4])),
        "violinplot": limits(lambda ax: ax.violinplot([row, other])),
        "stem": limits(lambda ax: ax.stem([1, 2, 5], [3, -1, 2])),
        "stackplot": limits(lambda ax: ax.stackplot([0, 1, 2], [1, 2, 3], [3, 2, 5])),
        "pcolormesh": limits(lambda ax: ax.pcolormesh(table)),
        "hist2d": limits(lambda ax: ax.hist2d(row[:25], other, bins=4)),
        "quiver": limits(lambda ax: ax.quiver([0, 4], [1, 3], [1, 2], [0, 5])),
        "fill": limits(lambda ax: ax.fill([0, 2, 1], [0, 1, 3], "r", [4, 5, 5], [0, 0, 1], "b")),
        "fill_betweenx": limits(lambda ax: ax.fill_betweenx([0, 1, 2], [1, 2, 1], [3, 5, 4])),
        "axline": limits(lambda ax: ax.axline((1, 2), slope=3)),
        "log hist": limits(lambda ax: ax.hist(row, bins=30, log=True)),
        "semilogy with a zero": limits(lambda ax: ax.semilogy([0, 0.5, 10, 100])),
        "log bars": limits(lambda ax: ax.barh([0, 1, 2], [0, 20, 3000], log=True)),
        "arrow": limits(lambda ax: ax.arrow(1, 2, 3, -1, width=0.1)),
        "spy": limits(lambda ax: ax.spy(np.eye(4))),
        "spy with signs": limits(lambda ax: ax.spy(np.eye(4), markersize=4)),
        "patches": limits(lambda ax: (ax.plot([0, 1]), ax.add_patch(plt.Rectangle((2, 3), 4, 1)))),
    },
    "colors": {
        "viridis": np.asarray(plt.cm.viridis([0.0, 0.3, 1.0])).tolist(),
        "tab10": list(map(float, plt.cm.tab10(3))),
    },
    "locators": [MaxNLocator(integer=True).tick_values(0.05, 20.95).tolist(), MaxNLocator(4).tick_values(-3, 3.2).tolist()],
    "styles": styles,
    "shared bar": shared_bar(),
    "grid": grid_places(),
}
path = pathlib.Path(__file__).with_name("plot-calls.json")
path.write_text(json.dumps(calls, indent=1) + "\n")
print(path.name, path.stat().st_size, "bytes")
