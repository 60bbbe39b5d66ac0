"""Golden values for what courses write beside layers and fit: gradients of gradients, gradients towards inner tensors.

Run with Keras 3.15 over TensorFlow:  KERAS_BACKEND=tensorflow python test/golden/make_keras_course.py
Writes test/golden/data/keras_course.json. Inputs and weights come from `fill`, the formula of make_keras_layers.py.
"""

import json
import os
import pathlib

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")

import keras
import numpy as np
import tensorflow as tf
from keras import layers as L
from keras import ops

OUT = pathlib.Path(__file__).parent / "data" / "keras_course.json"


def fill(shape, seed, scale=1.0, shift=0.0):
    i = np.arange(int(np.prod(shape, dtype=np.int64)), dtype=np.int64)
    k = (i * 7919 + seed * 104729 + (i * i) % 1009 * 31) % 2003
    return ((k / 1001.5 - 1) * scale + shift).astype(np.float32).reshape(shape)


def short(x):
    return [float(f"{v:.7g}") for v in np.asarray(x, dtype=np.float64).reshape(-1)]


def fix(model, scale=0.5):
    for i, w in enumerate(model.weights):
        w.assign(fill(w.shape, 101 + i, scale))


def penalty():
    """WGAN-GP: how far the length of the critic's gradient is from 1, and its gradient towards the weights."""
    critic = keras.Sequential(
        [
            keras.Input((8, 8, 2)),
            L.Conv2D(4, 3, strides=2, padding="same"),
            L.LeakyReLU(negative_slope=0.2),
            L.Conv2D(3, 3, activation="tanh"),
            L.Flatten(),
            L.Dense(5, activation="sigmoid"),
            L.Dense(1),
        ]
    )
    fix(critic)
    mixed = tf.constant(fill((3, 8, 8, 2), 11))
    with tf.GradientTape() as outer:
        with tf.GradientTape() as inner:
            inner.watch(mixed)
            scores = critic(mixed, training=True)
        slope = inner.gradient(scores, [mixed])[0]
        length = ops.sqrt(ops.sum(ops.square(slope), axis=[1, 2, 3]))
        value = ops.mean((length - 1.0) ** 2)
    grads = outer.gradient(value, critic.trainable_variables)
    return {"value": float(value), "slope": short(slope), "gradients": [None if d is None else short(d) for d in grads]}


def inner():
    """Grad-CAM by a tape: the gradient of one score towards the last feature map."""
    features = keras.Sequential([keras.Input((8, 8, 1)), L.Conv2D(4, 3, activation="relu"), L.MaxPooling2D(2)])
    head = keras.Sequential([keras.Input((3, 3, 4)), L.Flatten(), L.Dense(3, activation="softmax")])
    fix(features)
    fix(head)
    x = tf.constant(fill((2, 8, 8, 1), 11))
    with tf.GradientTape() as tape:
        maps = features(x)
        tape.watch(maps)
        score = head(maps)[:, 1]
    grads = tape.gradient(score, maps)
    heat = ops.relu(ops.sum(maps * ops.mean(grads, axis=(1, 2), keepdims=True), axis=-1))
    return {"gradient": short(grads), "heat": short(heat)}


result = {"keras": keras.__version__, "penalty": penalty(), "inner": inner()}
OUT.write_text(json.dumps(result, separators=(",", ":")) + "\n")
