"""Writes learn.json.gz: splits, scalers, PCA, neighbours, logistic regression and scores as scikit-learn gives them.

Run with a Python that has scikit-learn: python make_learn.py
"""
import gzip, json, os, warnings
import numpy as np
import sklearn
from sklearn import metrics, model_selection, preprocessing
from sklearn.decomposition import PCA
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import KNeighborsClassifier

warnings.simplefilter("ignore")
rng = np.random.default_rng(17)
out = {"sklearn": sklearn.__version__}


def num(x):
    if isinstance(x, float) and x != x:
        return "nan"
    if isinstance(x, float) and x in (float("inf"), float("-inf")):
        return "inf" if x > 0 else "-inf"
    return float(f"{x:.11g}") if isinstance(x, float) else x


def enc(v):
    if isinstance(v, np.ndarray):
        return {"shape": list(v.shape), "data": [num(x) for x in v.ravel().tolist()]}
    if isinstance(v, np.generic):
        return num(v.item())
    if isinstance(v, (list, tuple)):
        return [enc(x) for x in v]
    if isinstance(v, dict):
        return {k: enc(x) for k, x in v.items()}
    return num(v)


# --- splits
splits = []
for n, kw in [(10, {}), (11, {"test_size": 0.2}), (150, {"test_size": 30}), (150, {"train_size": 0.33}), (37, {"test_size": 0.3, "train_size": 0.5}),
              (300, {"test_size": 0.25}), (7, {"test_size": 2, "train_size": 3}), (20, {"shuffle": False}), (20, {"shuffle": False, "test_size": 0.4})]:
    for seed in (0, 1, 42, 4294967295):
        a, b = model_selection.train_test_split(np.arange(n), random_state=None if kw.get("shuffle") is False else seed, **kw)
        splits.append({"n": n, "options": kw, "seed": seed, "train": a.tolist(), "test": b.tolist()})
for n, k in ((30, 2), (61, 3), (100, 7), (200, 10), (45, 4)):
    y = np.concatenate([np.arange(k).repeat(2), rng.integers(0, k, n - 2 * k) ** 2 % k])
    rng.shuffle(y)
    for kw in ({"test_size": 0.2}, {"test_size": 0.33}, {"test_size": 0.25, "train_size": 0.5}, {"test_size": max(k, 12)}):
        for seed in (0, 7, 42):
            if int(np.ceil(0.2 * n)) < k:
                continue
            a, b = model_selection.train_test_split(np.arange(n), random_state=seed, stratify=y, **kw)
            splits.append({"n": n, "options": kw, "seed": seed, "stratify": y.tolist(), "train": a.tolist(), "test": b.tolist()})
out["splits"] = splits

folds = []
for n, k in ((10, 5), (23, 4), (100, 10), (7, 7)):
    for kw in ({}, {"shuffle": True, "random_state": 0}, {"shuffle": True, "random_state": 42}):
        cv = model_selection.KFold(k, **kw)
        folds.append({"n": n, "k": k, "seed": kw.get("random_state"), "test": [t.tolist() for _, t in cv.split(np.zeros(n))]})
for n, k, classes in ((30, 3, 3), (53, 5, 4), (100, 10, 2)):
    y = rng.integers(0, classes, n)
    y[: k * classes] = np.arange(classes).repeat(k)
    rng.shuffle(y)
    for kw in ({}, {"shuffle": True, "random_state": 0}, {"shuffle": True, "random_state": 42}):
        cv = model_selection.StratifiedKFold(k, **kw)
        folds.append({"n": n, "k": k, "seed": kw.get("random_state"), "y": y.tolist(), "test": [t.tolist() for _, t in cv.split(np.zeros(n), y)]})
out["folds"] = folds

# --- scaling and PCA
x = np.round(rng.standard_normal((12, 4)) * [1, 10, 0.01, 3] + [0, 100, 5, -2], 4)
x[:, 3] = 7.5  # does not vary
new = np.round(rng.standard_normal((3, 4)) * 5, 3)
scalers = []
for kw in ({}, {"with_mean": False}, {"with_std": False}):
    s = preprocessing.StandardScaler(**kw).fit(x)
    scalers.append({"name": "StandardScaler", "options": kw, "fields": {"mean_": s.mean_} if s.scale_ is None else {"mean_": s.mean_, "var_": s.var_, "scale_": s.scale_},
                    "x": s.transform(x), "new": s.transform(new), "back": s.inverse_transform(new)})
for kw in ({}, {"feature_range": (-1, 1)}, {"feature_range": (0, 255), "clip": True}):
    s = preprocessing.MinMaxScaler(**kw).fit(x)
    scalers.append({"name": "MinMaxScaler", "options": kw, "fields": {"data_min_": s.data_min_, "data_max_": s.data_max_, "data_range_": s.data_range_, "scale_": s.scale_, "min_": s.min_},
                    "x": s.transform(x), "new": s.transform(new), "back": s.inverse_transform(new)})
out["scaling"] = {"x": enc(x), "new": enc(new), "cases": enc(scalers)}

pcas = []
for n, d in ((30, 5), (8, 20), (90, 6), (40, 16)):
    data = np.round(rng.standard_normal((n, d)) @ rng.standard_normal((d, d)) + rng.standard_normal(d), 2)
    for k in (None, 2, min(n, d) - 1, 0.8):
        for whiten in (False, True):
            p = PCA(k, whiten=whiten, svd_solver="full").fit(data)
            keep = p.explained_variance_ > 1e-9  # beyond the rank directions are arbitrary
            m = int(keep.sum())
            pcas.append({"x": data, "nComponents": k, "whiten": whiten, "m": m, "components_": p.components_[:m], "explainedVariance_": p.explained_variance_, "explainedVarianceRatio_": p.explained_variance_ratio_,
                         "singularValues_": p.singular_values_, "mean_": p.mean_, "noiseVariance_": p.noise_variance_, "points": p.transform(data[:4])[:, :m], "back": p.inverse_transform(p.transform(data[:4]))})
out["pca"] = enc(pcas)

# --- classifiers
classifiers = []
for classes, d, names in ((2, 3, None), (3, 4, ["cat", "dog", "bird"]), (5, 8, None)):
    centres = rng.standard_normal((classes, d)) * 1.5
    y = rng.integers(0, classes, 80)
    y[:classes] = np.arange(classes)
    x = np.round(centres[y] + rng.standard_normal((80, d)), 3)
    test = np.round(rng.standard_normal((15, d)) * 1.5, 3)
    labels = y if names is None else np.array(names)[y]
    one = {"x": x, "y": labels.tolist(), "test": test, "neighbors": [], "logistic": []}
    for kw in ({}, {"n_neighbors": 1}, {"n_neighbors": 7, "weights": "distance"}, {"n_neighbors": 4, "metric": "manhattan"}):
        c = KNeighborsClassifier(algorithm="brute", **kw).fit(x, labels)
        dist, ind = c.kneighbors(test)
        one["neighbors"].append({"options": kw, "distances": dist, "indices": ind, "proba": c.predict_proba(test), "predict": c.predict(test).tolist(), "score": c.score(x, labels)})
    for kw in ({}, {"C": 0.1}, {"C": 100.0}, {"fit_intercept": False}, {"class_weight": "balanced"}):
        c = LogisticRegression(solver="newton-cholesky", tol=1e-12, max_iter=1000, **kw).fit(x, labels)
        one["logistic"].append({"options": kw, "coef_": c.coef_, "intercept_": c.intercept_, "proba": c.predict_proba(test), "decision": c.decision_function(test), "predict": c.predict(test).tolist(), "score": c.score(x, labels)})
    one["cross"] = model_selection.cross_val_score(KNeighborsClassifier(), x, labels, cv=4)
    classifiers.append(one)
out["classifiers"] = enc(classifiers)

# --- scores
scores = []
sets = [([0, 1, 2, 2, 2], [0, 0, 2, 2, 1]), ([1, 1, 1], [1, 1, 0]), (["ant", "bird", "cat", "cat"], ["bird", "bird", "cat", "ant"]), ([0, 0, 1, 1], [0, 0, 1, 1])]  # (with no hit at all scikit-learn prints the supports as 1.0)
for n, k in ((50, 2), (100, 4), (300, 10), (30, 3)):
    t = rng.integers(0, k, n)
    p = np.where(rng.random(n) < 0.7, t, rng.integers(0, k, n))
    sets.append((t.tolist(), p.tolist()))
sets.append(([1.0, 0.0, 1.0], [1.0, 1.0, 1.0]))
sets.append(([True, False, True, True], [True, True, False, True]))
for t, p in sets:
    tt, pp = np.array(t), np.array(p)
    one = {"t": t, "p": p, "float": tt.dtype.kind == "f", "accuracy": metrics.accuracy_score(tt, pp), "hits": metrics.accuracy_score(tt, pp, normalize=False), "confusion": metrics.confusion_matrix(tt, pp)}
    for how in ("true", "pred", "all"):
        one["confusion " + how] = metrics.confusion_matrix(tt, pp, normalize=how)
    for average in ("macro", "micro", "weighted", None):
        one[str(average)] = [metrics.precision_score(tt, pp, average=average, zero_division=0), metrics.recall_score(tt, pp, average=average, zero_division=0), metrics.f1_score(tt, pp, average=average, zero_division=0)]
    one["one"] = [metrics.precision_score(tt, pp, average="macro", zero_division=1), metrics.recall_score(tt, pp, average="macro", zero_division=1), metrics.f1_score(tt, pp, average="macro", zero_division=1)]
    if set(np.unique(np.concatenate([tt, pp])).tolist()) <= {0, 1}:
        one["binary"] = [metrics.precision_score(tt, pp), metrics.recall_score(tt, pp), metrics.f1_score(tt, pp)]
    one["report"] = metrics.classification_report(tt, pp)
    one["report 4"] = metrics.classification_report(tt, pp, digits=4)
    one["dict"] = metrics.classification_report(tt, pp, output_dict=True)
    scores.append(one)
out["scores"] = enc(scores)
out["reports"] = enc([
    {"t": [0, 1, 2, 2, 2], "p": [0, 0, 2, 2, 1], "targetNames": ["class 0", "class 1", "a rather long name"], "text": metrics.classification_report([0, 1, 2, 2, 2], [0, 0, 2, 2, 1], target_names=["class 0", "class 1", "a rather long name"])},
    {"t": [1, 1, 1], "p": [1, 1, 0], "labels": [1, 2, 3], "text": metrics.classification_report([1, 1, 1], [1, 1, 0], labels=[1, 2, 3])},
    {"t": [0, 1, 2, 2], "p": [0, 2, 1, 2], "labels": [2, 0], "text": metrics.classification_report([0, 1, 2, 2], [0, 2, 1, 2], labels=[2, 0])},
])

curves = []
for n in (4, 20, 200):
    for ties in (False, True):
        t = rng.integers(0, 2, n)
        t[:2] = [0, 1]
        s = np.round(rng.random(n) + 0.5 * t, 4)
        if ties:
            s = np.round(s * 4) / 4
        for drop in (True, False):
            fpr, tpr, th = metrics.roc_curve(t, s, drop_intermediate=drop)
            curves.append({"t": t, "s": s, "drop": drop, "fpr": fpr, "tpr": tpr, "thresholds": th, "auc": metrics.roc_auc_score(t, s)})
many = []
for n, k in ((60, 3), (90, 5)):
    t = rng.integers(0, k, n)
    s = rng.random((n, k)) + 0.6 * np.eye(k)[t]
    s = np.round(s / s.sum(1, keepdims=True), 9)
    s[:, -1] = 1 - s[:, :-1].sum(1)
    many.append({"t": t, "s": s, "auc": {f"{m} {a}": metrics.roc_auc_score(t, s, multi_class=m, average=a) for m in ("ovr", "ovo") for a in ("macro", "weighted")}})
out["curves"], out["many"] = enc(curves), enc(many)

with open(os.path.join(os.path.dirname(__file__), "data", "learn.json.gz"), "wb") as f:
    f.write(gzip.compress(json.dumps(out, separators=(",", ":")).encode(), 9, mtime=0))
