"""The matplotlib side of docs/plots.md: runs the Python cells given on standard input and saves their figures.

Called by scripts/compare-plots.ts with the folder for the pictures.
"""
import json
import pathlib
import sys

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np

out = pathlib.Path(sys.argv[1])
given = json.load(sys.stdin)
for scene in given["scenes"]:
    exec(scene["py"], {"plt": plt, "np": np, "data": given["data"]})
    plt.savefig(out / f"{scene['name']}-matplotlib.png", dpi=60)
    plt.close("all")
    plt.style.use("default")
