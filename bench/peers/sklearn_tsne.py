"""scikit-learn's t-SNE as a peer: reads {"rows": [[...]]} lines, answers milliseconds."""

import json
import sys
import time

import numpy as np
from sklearn.manifold import TSNE

TSNE(perplexity=5).fit_transform(np.random.default_rng(0).normal(size=(50, 4)))
for line in sys.stdin:
    rows = np.array(json.loads(line)["rows"], dtype="float32")
    began = time.perf_counter()
    TSNE(perplexity=30, n_jobs=-1).fit_transform(rows)
    print(json.dumps({"ms": (time.perf_counter() - began) * 1000}), flush=True)
