"""Keras on TensorFlow for the transfer bench: the lecture's faces against animals, with its own fit. PEER_THREADS says how many threads."""
import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ["CUDA_VISIBLE_DEVICES"] = ""
os.environ["KERAS_BACKEND"] = "tensorflow"
threads = int(os.environ["PEER_THREADS"])
import keras
import numpy as np
import tensorflow as tf
from keras import layers as L

from models_data import serve, timed

tf.config.threading.set_intra_op_parallelism_threads(threads)
tf.config.threading.set_inter_op_parallelism_threads(1 if threads == 1 else 2)


def prepare(case):
    network, epochs = case.split(" ")
    make, cut = {
        "InceptionV3": (keras.applications.InceptionV3, "mixed7"),
        "VGG16": (keras.applications.VGG16, "block5_pool"),
    }[network]
    base = make(weights=None, include_top=False, input_shape=(75, 75, 3))
    base.trainable = False
    random = np.random.default_rng(0)
    x = random.random((30, 75, 75, 3), dtype=np.float32)
    y = np.repeat([1, 0], 15).reshape(30, 1)

    def run():
        t = L.Flatten()(base.get_layer(cut).output)
        for units in (512, 128, 256):
            t = L.Dense(units, activation="relu")(t)
        model = keras.Model(base.input, L.Dense(1, activation="sigmoid")(t))
        model.compile(optimizer="adam", loss="mse", metrics=["accuracy"])
        model.fit(x, y, epochs=int(epochs), shuffle=True)

    return lambda reps: timed(run, reps)


serve({"keras": keras.__version__, "tensorflow": tf.__version__}, prepare)
