"""What the seeing calls of keras.utils are held to: FGSM by Keras and TensorFlow, PCA and t-SNE by scikit-learn.

Run:  KERAS_BACKEND=tensorflow python test/golden/make_seeing.py   (needs keras, tensorflow, scikit-learn)
Writes test/golden/data/seeing.json. Weights and pictures of the network are formulas that the test computes as well.
"""

import base64
import json
import os
import pathlib

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("KERAS_BACKEND", "tensorflow")

import keras
import numpy as np
import sklearn
import tensorflow as tf
from sklearn.datasets import load_digits
from sklearn.decomposition import PCA
from sklearn.manifold import TSNE, trustworthiness

OUT = pathlib.Path(__file__).parent / "data" / "seeing.json"


def wave(shape, k):
    """sin(k i), what fill(shape, k) of the test gives."""
    return np.sin(k * np.arange(1, np.prod(shape) + 1)).reshape(shape).astype("float32")


def fgsm(last):
    """The tutorial's create_adversarial_pattern, then a step of epsilon, clipped."""
    units = 3 if last == "softmax" else 1
    model = keras.Sequential(
        [
            keras.Input((6, 5, 2)),
            keras.layers.Conv2D(4, 3, activation="relu"),
            keras.layers.Flatten(),
            keras.layers.Dense(units, activation=last),
        ]
    )
    model.set_weights([wave(w.shape, 0.7 + 0.1 * i) * 0.5 for i, w in enumerate(model.weights)])
    x = (wave((4, 6, 5, 2), 1.3) + 1) / 2
    labels = np.array([0, 1, 2, 1]) if units == 3 else np.array([0, 1, 1, 0])
    loss_object = keras.losses.SparseCategoricalCrossentropy() if units == 3 else keras.losses.BinaryCrossentropy()
    y = labels if units == 3 else labels.reshape(-1, 1).astype("float32")
    picture = tf.convert_to_tensor(x)
    with tf.GradientTape() as tape:
        tape.watch(picture)
        prediction = model(picture)
        loss = loss_object(y, prediction)
    signed = tf.sign(tape.gradient(loss, picture))
    changed = tf.clip_by_value(picture + 0.05 * signed, 0, 1)
    return {
        "last": last,
        "labels": labels.tolist(),
        "signs": signed.numpy().astype(int).ravel().tolist(),
        "before": prediction.numpy().ravel().tolist(),
        "after": model(changed).numpy().ravel().tolist(),
    }


def embeddings():
    """400 handwritten digits: PCA to the digit, and how well t-SNE keeps neighbours."""
    digits = load_digits()
    data = digits.data[:400]
    pca = PCA(2).fit(data)
    tsne = TSNE(random_state=0, perplexity=30)
    points = tsne.fit_transform(data)
    near = np.argsort(((points[:, None] - points[None]) ** 2).sum(-1), axis=1)[:, 1]
    return {
        "data": base64.b64encode(data.astype("uint8").tobytes()).decode(),
        "labels": digits.target[:400].tolist(),
        "pca": pca.transform(data).ravel().tolist(),
        "explained": pca.explained_variance_ratio_.tolist(),
        "trustworthiness": float(trustworthiness(data, points, n_neighbors=5)),
        "divergence": float(tsne.kl_divergence_),
        "neighbours": float((digits.target[:400][near] == digits.target[:400]).mean()),
    }


versions = {"keras": keras.__version__, "tensorflow": tf.__version__, "scikit-learn": sklearn.__version__}
OUT.write_text(json.dumps({"versions": versions, "fgsm": [fgsm("softmax"), fgsm("sigmoid")], "embedding": embeddings()}) + "\n")
