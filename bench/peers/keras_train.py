"""Keras on TensorFlow for the train bench: PEER_THREADS says how many threads. Steps take the faster of train_on_batch and a bare
tf.function around a GradientTape, found by a short trial."""
import os
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ["CUDA_VISIBLE_DEVICES"] = ""
os.environ["KERAS_BACKEND"] = "tensorflow"
threads = int(os.environ["PEER_THREADS"])
import keras
import numpy as np
import tensorflow as tf
from keras import layers as L

from keras_networks import NETWORKS
from models_data import pictures, samples, serve, timed

tf.config.threading.set_intra_op_parallelism_threads(threads)
tf.config.threading.set_inter_op_parallelism_threads(1 if threads == 1 else 2)


def fashion():
    return keras.Sequential([
        L.Input((28, 28, 1)),
        L.Conv2D(64, 3, padding="same"), L.MaxPooling2D(2, 2),
        L.Conv2D(32, 3, padding="same"), L.MaxPooling2D(2, 2),
        L.Conv2D(16, 3, padding="same"), L.Flatten(),
        L.Dense(256, "relu"), L.Dense(128, "relu"), L.Dense(10, "softmax"),
    ])


def mnist():
    return keras.Sequential([
        L.Input((28, 28, 1)),
        L.Conv2D(32, 3, activation="relu"), L.Conv2D(64, 3, activation="relu"),
        L.MaxPooling2D(2), L.Dropout(0.25), L.Flatten(),
        L.Dense(128, "relu"), L.Dropout(0.5), L.Dense(10, "softmax"),
    ])


def compiled(name):
    model = {"fashion": fashion, "mnist": mnist}[name]()
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def step(name, batch):
    if name in NETWORKS:
        x, y = samples(name, batch)
        build, loss = NETWORKS[name]
        model, bare, loss_of = build(), build(), loss()
        model.compile("adam", loss())
    else:
        x, y = pictures(batch)
        model = compiled(name)
        bare = {"fashion": fashion, "mnist": mnist}[name]()
        loss_of = keras.losses.SparseCategoricalCrossentropy()
    optimizer = keras.optimizers.Adam()
    optimizer.build(bare.trainable_variables)
    xb, yb = tf.constant(x), tf.constant(y)

    @tf.function
    def graph_step(xb, yb):
        with tf.GradientTape() as tape:
            loss = loss_of(yb, bare(xb, training=True))
        optimizer.apply_gradients(zip(tape.gradient(loss, bare.trainable_variables), bare.trainable_variables))
        return loss

    ways = [lambda: model.train_on_batch(x, y), lambda: graph_step(xb, yb).numpy()]
    for way in ways:
        timed(way, 3)
    best = min(ways, key=lambda way: min(timed(way, 3) for _ in range(3)))
    return lambda reps: timed(best, reps)


def prepare(case):
    name, what, *rest = case.split()
    if what == "step":
        return step(name, int(rest[0][1:]))
    model = compiled(name)
    if what == "predict":
        x, _ = pictures(10_000)
        return lambda reps: timed(lambda: model.predict(x, verbose=0), reps)
    x, y = pictures(6400)
    ends = []
    end = keras.callbacks.LambdaCallback(on_epoch_end=lambda epoch, logs: ends.append(time.perf_counter()))

    def epoch(reps):
        # Up to the end of the epoch: fit itself sometimes returns a second or two later.
        began = time.perf_counter()
        model.fit(x, y, epochs=1, verbose=1, callbacks=[end])
        return (ends[-1] - began) * 1e3

    return epoch


def trained(name):
    return sum(int(np.prod(weight.shape)) for weight in NETWORKS[name][0]().trainable_variables)


serve({"keras": keras.__version__, "tensorflow": tf.__version__}, prepare, {"trained": trained})
