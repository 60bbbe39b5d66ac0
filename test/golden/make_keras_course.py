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


# ------------------------------------------------------------- two of Keras's guides, in own words


class Stepped(keras.Model):
    """fit with a step of one's own that uses compile's loss, metrics and optimizer."""

    def train_step(self, data):
        x, y = data
        with tf.GradientTape() as tape:
            y_pred = self(x, training=True)
            loss = self.compute_loss(y=y, y_pred=y_pred)
        weights = self.trainable_variables
        self.optimizer.apply(tape.gradient(loss, weights), weights)
        for metric in self.metrics:
            if metric.name == "loss":
                metric.update_state(loss)
            else:
                metric.update_state(y, y_pred)
        return {m.name: m.result() for m in self.metrics}


class Weighted(keras.Model):
    """All by hand: an own loss, own running metrics, sample weights."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.loss_tracker = keras.metrics.Mean(name="loss")
        self.mae_metric = keras.metrics.MeanAbsoluteError(name="mae")

    def train_step(self, data):
        x, y, sample_weight = data
        with tf.GradientTape() as tape:
            y_pred = self(x, training=True)
            loss = ops.mean(ops.mean(ops.square(y - y_pred), axis=-1) * ops.reshape(sample_weight, (-1,)))
        weights = self.trainable_weights
        self.optimizer.apply_gradients(zip(tape.gradient(loss, weights), weights))
        self.loss_tracker.update_state(loss)
        self.mae_metric.update_state(y, y_pred, sample_weight=sample_weight)
        return {"loss": self.loss_tracker.result(), "mae": self.mae_metric.result()}

    def test_step(self, data):
        x, y = data
        y_pred = self(x, training=False)
        self.loss_tracker.update_state(keras.losses.mean_squared_error(y, y_pred))
        self.mae_metric.update_state(y, y_pred)
        return {m.name: m.result() for m in self.metrics}

    def predict_step(self, data):
        return self(data, training=False) * 10.0

    @property
    def metrics(self):
        return [self.loss_tracker, self.mae_metric]


def stepped():
    def two_layers(make):
        i = keras.Input((6,))
        h = L.Dense(5, activation="relu", kernel_regularizer=keras.regularizers.L2(0.01))(i)
        model = make(i, L.Dense(1)(h))
        fix(model)
        return model

    x, y, w = fill((40, 6), 3), fill((40, 1), 4), fill((40,), 5, 0.5, 1.0)
    a = two_layers(Stepped)
    a.compile(optimizer=keras.optimizers.Adam(0.05), loss="mse", metrics=["mae"])
    ha = a.fit(x, y, batch_size=16, epochs=3, shuffle=False, verbose=0).history
    b = two_layers(Weighted)
    b.compile(optimizer=keras.optimizers.SGD(0.1))
    hb = b.fit(x, y, sample_weight=w, batch_size=16, epochs=3, shuffle=False, verbose=0).history
    return {
        "stepped": {k: short(v) for k, v in ha.items()},
        "weighted": {k: short(v) for k, v in hb.items()},
        "evaluate": short(b.evaluate(x, y, batch_size=16, verbose=0)),
        "predict": short(b.predict(x[:3], verbose=0)),
    }


class GAN(keras.Model):
    """Two networks, two optimizers, a step that trains one after the other; the noise comes with the data."""

    def __init__(self, discriminator, generator):
        super().__init__()
        self.discriminator = discriminator
        self.generator = generator
        self.d_loss_tracker = keras.metrics.Mean(name="d_loss")
        self.g_loss_tracker = keras.metrics.Mean(name="g_loss")

    def compile(self, d_optimizer, g_optimizer, loss_fn):
        super().compile()
        self.d_optimizer, self.g_optimizer, self.loss_fn = d_optimizer, g_optimizer, loss_fn

    @property
    def metrics(self):
        return [self.d_loss_tracker, self.g_loss_tracker]

    def train_step(self, data):
        real, noise = data
        batch = ops.shape(real)[0]
        fake = self.generator(noise)
        both = ops.concatenate([fake, real], axis=0)
        labels = ops.concatenate([ops.ones((batch, 1)), ops.zeros((batch, 1))], axis=0)
        with tf.GradientTape() as tape:
            d_loss = self.loss_fn(labels, self.discriminator(both))
        grads = tape.gradient(d_loss, self.discriminator.trainable_weights)
        self.d_optimizer.apply(grads, self.discriminator.trainable_weights)
        misleading = ops.zeros((batch, 1))
        with tf.GradientTape() as tape:
            g_loss = self.loss_fn(misleading, self.discriminator(self.generator(noise)))
        grads = tape.gradient(g_loss, self.generator.trainable_weights)
        self.g_optimizer.apply(grads, self.generator.trainable_weights)
        self.d_loss_tracker.update_state(d_loss)
        self.g_loss_tracker.update_state(g_loss)
        return {"d_loss": self.d_loss_tracker.result(), "g_loss": self.g_loss_tracker.result()}


def gan():
    discriminator = keras.Sequential(
        [keras.Input((6, 6, 1)), L.Conv2D(4, 3, strides=2, padding="same"), L.LeakyReLU(negative_slope=0.2), L.Flatten(), L.Dense(1)]
    )
    generator = keras.Sequential(
        [keras.Input((4,)), L.Dense(3 * 3 * 2), L.LeakyReLU(negative_slope=0.2), L.Reshape((3, 3, 2)), L.Conv2DTranspose(1, 4, strides=2, padding="same", activation="sigmoid")]
    )
    fix(discriminator)
    fix(generator)
    model = GAN(discriminator, generator)
    model.compile(keras.optimizers.Adam(0.01), keras.optimizers.Adam(0.02), keras.losses.BinaryCrossentropy(from_logits=True))
    h = model.fit(fill((24, 6, 6, 1), 3, 0.5, 0.5), fill((24, 4), 4), batch_size=8, epochs=4, shuffle=False, verbose=0).history
    return {k: short(v) for k, v in h.items()} | {"generator": short(generator.get_weights()[0])}


class Sampling(L.Layer):
    def call(self, inputs):
        z_mean, z_log_var, noise = inputs
        return z_mean + ops.exp(0.5 * z_log_var) * noise


class Encoder(L.Layer):
    def __init__(self, latent=2, width=6, **kwargs):
        super().__init__(**kwargs)
        self.proj = L.Dense(width, activation="relu")
        self.to_mean = L.Dense(latent)
        self.to_log_var = L.Dense(latent)
        self.sampling = Sampling()

    def call(self, inputs):
        x, noise = inputs
        h = self.proj(x)
        z_mean, z_log_var = self.to_mean(h), self.to_log_var(h)
        return z_mean, z_log_var, self.sampling((z_mean, z_log_var, noise))


class Decoder(L.Layer):
    def __init__(self, size, width=6, **kwargs):
        super().__init__(**kwargs)
        self.proj = L.Dense(width, activation="relu")
        self.out = L.Dense(size, activation="sigmoid")

    def call(self, z):
        return self.out(self.proj(z))


class VAE(keras.Model):
    """Layers of layers; the divergence is added to the loss inside call."""

    def __init__(self, size, latent=2, **kwargs):
        super().__init__(**kwargs)
        self.encoder = Encoder(latent)
        self.decoder = Decoder(size)

    def call(self, inputs):
        z_mean, z_log_var, z = self.encoder(inputs)
        kl = -0.5 * ops.mean(z_log_var - ops.square(z_mean) - ops.exp(z_log_var) + 1)
        self.add_loss(kl)
        return self.decoder(z)


def vae():
    x, noise = fill((32, 8), 3, 0.5, 0.5), fill((32, 2), 4)
    model = VAE(8)
    model([x, noise])
    fix(model)
    model.compile(keras.optimizers.Adam(0.02), loss=keras.losses.MeanSquaredError())
    h = model.fit([x, noise], x, batch_size=8, epochs=4, shuffle=False, verbose=0).history
    model([x[:4], noise[:4]])
    return {"loss": short(h["loss"]), "added": short(model.losses), "weights": [w.path.split("/", 1)[1] for w in model.weights], "again": short(model.predict([x[:2], noise[:2]], verbose=0))}


# ------------------------------------------------------------------ layers, as make_keras_layers.py writes them

cases = []


def spectral():
    """Three steps of a discriminator with spectral normalisation: losses, weights, and what it gives."""
    model = keras.Sequential(
        [
            keras.Input([6, 6, 2]),
            L.SpectralNormalization(L.Conv2D(4, 3, activation="relu")),
            L.Flatten(),
            L.SpectralNormalization(L.Dense(3), power_iterations=2),
            L.SpectralNormalization(L.Dense(1, kernel_initializer="zeros")),
        ]
    )
    fix(model)
    model.layers[-1].layer.kernel.assign(np.zeros([3, 1]))
    model.compile(keras.optimizers.SGD(0.1), "mse")
    x, y = fill([5, 6, 6, 2], 3), fill([5, 1], 4)
    losses = [float(model.train_on_batch(x, y)) for _ in range(3)]
    return {"losses": losses, "names": [w.path.split("/", 1)[1] for w in model.weights], "weights": [short(w) for w in model.weights], "y": short(model.predict(x, verbose=0))}


def camel(name):
    first, *rest = name.split("_")
    return first + "".join(w[:1].upper() + w[1:] for w in rest)


def layer(name, shape, **config):
    made = getattr(L, name)(**config)
    x = tf.constant(fill(shape, 11))
    made(x)
    for i, w in enumerate(made.weights):
        w.assign(fill(w.shape, 101 + i, 0.5))
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = made(x)
        loss = tf.reduce_sum(y * fill(y.shape, 7))
    grads = tape.gradient(loss, [x] + [w.value for w in made.trainable_weights])
    cases.append(
        {
            "layer": name,
            "config": {camel(k): (list(v) if isinstance(v, tuple) else v) for k, v in config.items()},
            "inputs": [list(shape)],
            "several": False,
            "scale": 1,
            "training": False,
            "shift": 0,
            "shape": list(y.shape),
            "y": short(y),
            "weights": [[w.name, list(w.shape)] for w in made.weights],
            "params": made.count_params(),
            # the gradients of adaptive maxima are not to be trusted in Keras 3.15: numbers of 1e22, NaN
            **({} if "Max" in name else {"gradients": [short(tf.convert_to_tensor(d)) for d in grads]}),
        }
    )


layer("Identity", (2, 3))
layer("UnitNormalization", (2, 3, 4))
layer("UnitNormalization", (2, 3, 4), axis=(1, 2))
layer("RMSNormalization", (2, 3, 4))
layer("RMSNormalization", (2, 3, 4), axis=(1, 2), epsilon=1e-2)
for name in ["AdaptiveAveragePooling2D", "AdaptiveMaxPooling2D"]:
    for size in [1, (2, 3), (3, 5), (7, 2)]:
        layer(name, (2, 7, 5, 2), output_size=size)
    layer(name, (2, 2, 7, 5), output_size=(2, 2), data_format="channels_first")
for name in ["AdaptiveAveragePooling1D", "AdaptiveMaxPooling1D"]:
    for size in [1, 3, 4]:
        layer(name, (2, 7, 3), output_size=size)
layer("Cropping1D", (2, 6, 3), cropping=(1, 2))
layer("Cropping1D", (2, 6, 3))
layer("ZeroPadding1D", (2, 3, 2), padding=2)
layer("ZeroPadding1D", (2, 3, 2), padding=(0, 3))
layer("UpSampling1D", (2, 3, 2), size=3)
layer("ActivityRegularization", (2, 3), l1=0.1)
for padding in ["valid", "same"]:
    for strides in [1, 2, 3]:
        layer("Conv1DTranspose", (2, 5, 3), filters=4, kernel_size=3, strides=strides, padding=padding)
        if strides < 3:
            layer("SeparableConv1D", (2, 7, 3), filters=4, kernel_size=3, strides=strides, padding=padding, depth_multiplier=2)
            layer("DepthwiseConv1D", (2, 7, 3), kernel_size=3, strides=strides, padding=padding, depth_multiplier=2)
    layer("Conv1DTranspose", (2, 5, 3), filters=2, kernel_size=2, strides=2, padding=padding, activation="relu", use_bias=False)
layer("Conv1DTranspose", (2, 5, 3), filters=2, kernel_size=3, strides=2, padding="same", output_padding=1)
layer("SeparableConv1D", (2, 9, 2), filters=3, kernel_size=3, dilation_rate=2)
layer("Resizing", (1, 5, 7, 2), height=4, width=4, pad_to_aspect_ratio=True)
layer("Resizing", (1, 4, 9, 1), height=6, width=6, pad_to_aspect_ratio=True, fill_value=0.5)
layer("Resizing", (1, 9, 4, 1), height=3, width=6, pad_to_aspect_ratio=True, interpolation="nearest")


def saved():
    """A file with them, and with keras.ops that have options."""
    film = keras.Input((3, 8, 8, 1))
    h = L.TimeDistributed(keras.Sequential([L.Conv2D(2, 3), L.AdaptiveAveragePooling2D((2, 2)), L.Flatten()]))(film)
    h = L.TimeDistributed(L.Dense(4), name="each")(h)
    h = L.SeparableConv1D(3, 2, padding="same")(h)
    h = L.Conv1DTranspose(2, 2, strides=2)(L.RMSNormalization()(h))
    h = L.UnitNormalization()(L.ZeroPadding1D(1)(h))
    h = L.Cropping1D(1)(L.Identity()(L.UpSampling1D(2)(h)))
    h = h[..., ::-1]
    h = ops.reshape(h, (-1, 28))
    out = L.Dense(2)(ops.concatenate([ops.clip(h, -0.5, 0.5), ops.sum(h, axis=1, keepdims=True)], axis=-1))
    model = keras.Model(film, out)
    fix(model)
    model.save(OUT.parent / "keras_course.keras")
    return short(model.predict(fill((2, 3, 8, 8, 1), 3), verbose=0))


def ops_model():
    """keras.ops with options in a functional model, as Keras writes them into JSON."""
    i = keras.Input((4, 6))
    p = ops.expand_dims(i, -1)
    outs = [
        i[:, 0, 1:3],
        ops.transpose(i, (0, 2, 1)),
        ops.mean(i, axis=[1, 2]),
        ops.softmax(i, axis=1),
        ops.pad(i, [[0, 0], [1, 1], [0, 0]]),
        ops.image.resize(p, (8, 8)),
        ops.max_pool(p, 2),
        ops.average_pool(p, (2, 3), strides=1, padding="same"),
        ops.split(i, 2, axis=1)[1],
        ops.leaky_relu(i, 0.3),
        ops.maximum(i, 0.5),
        ops.where(i > 0, i * 2 + 1, 0.0),
        ops.squeeze(p, -1),
        ops.flip(i, axis=1),
        ops.repeat(i, 2, axis=2),
        ops.tile(i, (1, 2, 1)),
        ops.stack([i, i], axis=1),
        ops.clip(i, -0.2, 0.3),
        ops.std(i, axis=-1, keepdims=True),
        ops.normalize(i, axis=-1),
        ops.einsum("bij,bkj->bik", i, i),
        ops.take(i, [2, 0], axis=1),
    ]
    model = keras.Model(i, outs)
    x = fill((2, 4, 6), 3)
    return {"json": model.to_json(), "y": [{"shape": list(y.shape), "data": short(y)} for y in model.predict(x, verbose=0)]}


# ------------------------------------------------------------------ ops: how it is written here, what Keras gives

A, B, V, M = fill((2, 3, 4), 1), fill((2, 4, 5), 2), fill((6,), 3), fill((4, 4), 4)
P, N8 = fill((1, 4, 4, 8), 5), fill((3, 4), 6, 0.4, 0.5)
OPS = {
    "ops.einsum('bij,bjk->bik', a, b)": lambda: ops.einsum("bij,bjk->bik", A, B),
    "ops.einsum('bij,bij->b', a, a)": lambda: ops.einsum("bij,bij->b", A, A),
    "ops.einsum('bij->ji', a)": lambda: ops.einsum("bij->ji", A),
    "ops.einsum('i,j', v, v)": lambda: ops.einsum("i,j", V, V),
    "ops.einsum('bij,bjk,kl->il', a, b, ops.transpose(b.at(0)))": lambda: ops.einsum("bij,bjk,kl->il", A, B, B[0].T),
    "ops.tensordot(m, m, { axes: 1 })": lambda: ops.tensordot(M, M, axes=1),
    "ops.outer(v, v)": lambda: ops.outer(V, V),
    "ops.moveaxis(a, 0, -1)": lambda: ops.moveaxis(A, 0, -1),
    "ops.swapaxes(a, 0, 2)": lambda: ops.swapaxes(A, 0, 2),
    "ops.ravel(m)": lambda: ops.ravel(M),
    "ops.sort(a, { axis: 1 })": lambda: ops.sort(A, axis=1),
    "ops.argsort(a)": lambda: ops.argsort(A),
    "ops.topK(a, 2)[0]": lambda: ops.top_k(A, 2)[0],
    "ops.topK(a, 2)[1]": lambda: ops.top_k(A, 2)[1],
    "ops.inTopK([0, 3, 1], n, 2)": lambda: ops.in_top_k(np.array([0, 3, 1]), N8, 2),
    "ops.takeAlongAxis(m, [[0, -1], [1, 1], [2, 0], [3, 3]], { axis: 1 })": lambda: ops.take_along_axis(M, np.array([[0, -1], [1, 1], [2, 0], [3, 3]]), axis=1),
    "ops.scatter([[0], [2], [0]], [1, 2, 3], [4])": lambda: ops.scatter([[0], [2], [0]], [1.0, 2.0, 3.0], [4]),
    "ops.scatter([[0, 1], [2, 3]], [5, 6], [3, 4])": lambda: ops.scatter([[0, 1], [2, 3]], [5.0, 6.0], [3, 4]),
    "ops.scatterUpdate(m, [[0, 1], [3, 3]], [9, 8])": lambda: ops.scatter_update(M, [[0, 1], [3, 3]], [9.0, 8.0]),
    "ops.scatterUpdate(m, [[1], [2]], m.at('0:2'))": lambda: ops.scatter_update(M, [[1], [2]], M[:2]),
    "ops.sliceUpdate(m, [1, 2], ops.ones([2, 2]))": lambda: ops.slice_update(M, [1, 2], np.ones((2, 2), "float32")),
    "ops.tril(m)": lambda: ops.tril(M),
    "ops.triu(a, { k: 1 })": lambda: ops.triu(A, k=1),
    "ops.diag(m)": lambda: ops.diag(M),
    "ops.diag(v)": lambda: ops.diag(V),
    "ops.trace(m)": lambda: ops.trace(M),
    "ops.unstack(a, { axis: 1 })[2]": lambda: ops.unstack(A, axis=1)[2],
    "ops.roll(a, 2)": lambda: ops.roll(A, 2),
    "ops.roll(a, -1, { axis: 1 })": lambda: ops.roll(A, -1, axis=1),
    "ops.arange(5)": lambda: ops.arange(5),
    "ops.arange(1, 3, 0.5)": lambda: ops.arange(1, 3, 0.5),
    "ops.linspace(0, 1, 5)": lambda: ops.linspace(0.0, 1.0, 5),
    "ops.eye(3, 4, 1)": lambda: ops.eye(3, 4, 1),
    "ops.identity(3)": lambda: ops.identity(3),
    "ops.fullLike(m, 2)": lambda: ops.full_like(M, 2),
    "ops.meshgrid([1, 2], [3, 4, 5])[1]": lambda: ops.meshgrid(np.array([1, 2]), np.array([3, 4, 5]))[1],
    "ops.vstack([m, m])": lambda: ops.vstack([M, M]),
    "ops.hstack([m, m])": lambda: ops.hstack([M, M]),
    "ops.normalize(a)": lambda: ops.normalize(A),
    "ops.normalize(a, { axis: 1, order: 1 })": lambda: ops.normalize(A, axis=1, order=1),
    "ops.moments(a, { axes: [0, 1] })[1]": lambda: ops.moments(A, axes=[0, 1])[1],
    "ops.batchNormalization(a, n.at(0), n.at(1), -1, { scale: n.at(2), offset: m.at(0) })": lambda: ops.batch_normalization(A, N8[0], N8[1], -1, M[0], N8[2]),
    "ops.layerNormalization(a, { gamma: n.at(0), beta: n.at(1) })": lambda: ops.layer_normalization(A, N8[0], N8[1], axis=-1),
    "ops.rmsNormalization(a, { scale: n.at(0) })": lambda: ops.rms_normalization(A, N8[0], axis=-1),
    "ops.average(m, { axis: 1, weights: n.at(0) })": lambda: ops.average(M, axis=1, weights=N8[0]),
    "ops.countNonzero(ops.relu(a), { axis: 2 })": lambda: ops.count_nonzero(ops.relu(A), axis=2),
    "ops.binaryCrossentropy(ops.greater(m, 0), m, { fromLogits: true })": lambda: ops.binary_crossentropy(ops.cast(M > 0, "float32"), M, from_logits=True),
    "ops.categoricalCrossentropy([[0, 1, 0, 0], [1, 0, 0, 0], [0, 0, 0, 1]], ops.softmax(n))": lambda: ops.categorical_crossentropy(np.eye(4, dtype="float32")[[1, 0, 3]], ops.softmax(N8)),
    "ops.sparseCategoricalCrossentropy([1, 0, 3], n, { fromLogits: true })": lambda: ops.sparse_categorical_crossentropy(np.array([1, 0, 3]), N8, from_logits=True),
    "ops.log10(n)": lambda: ops.log10(N8),
    "ops.log2(n)": lambda: ops.log2(N8),
    "ops.exp2(m)": lambda: ops.exp2(M),
    "ops.sinh(m)": lambda: ops.sinh(M),
    "ops.cosh(m)": lambda: ops.cosh(M),
    "ops.erfinv(m)": lambda: ops.erfinv(M * 0.99),
    "ops.hypot(m, n.at(0))": lambda: ops.hypot(M, N8[0]),
    "ops.divideNoNan(m, ops.relu(m))": lambda: ops.divide_no_nan(M, ops.relu(M)),
    "ops.logicalXor(ops.greater(m, 0), ops.greater(m, 0.5))": lambda: ops.logical_xor(M > 0, M > 0.5),
    "ops.isclose(m, ops.add(m, 1e-9))": lambda: ops.isclose(M, M + 1e-9),
    "ops.nanToNum(ops.log(m))": lambda: ops.nan_to_num(ops.log(M)),
    "ops.amax(a, { axis: 1 })": lambda: ops.amax(A, axis=1),
    **{f"ops.{camel(n)}(ops.multiply(m, 4))": (lambda n=n: getattr(ops, n)(M * 4)) for n in [
        "relu6", "softsign", "selu", "hard_sigmoid", "hard_silu", "hard_tanh", "log_sigmoid", "tanh_shrink", "elu", "swish"]},
    "ops.depthwiseConv(p, ops.reshape(p, [2, 2, 8, 4]))": lambda: ops.depthwise_conv(P, P.reshape(2, 2, 8, 4)),
    "ops.adaptiveAveragePool(p, 3)": lambda: ops.adaptive_average_pool(tf.constant(P), 3),
    "ops.adaptiveMaxPool(p, [2, 3])": lambda: ops.adaptive_max_pool(tf.constant(P), (2, 3)),
    "ops.depthToSpace(p, 2)": lambda: ops.depth_to_space(P, 2),
    "ops.spaceToDepth(p, 2)": lambda: ops.space_to_depth(P, 2),
    "ops.multiHot([[0, 2], [1, 1]], 4)": lambda: ops.multi_hot(np.array([[0, 2], [1, 1]]), 4),
    "losses.dice(ops.greater(m, 0), ops.sigmoid(m))": lambda: keras.losses.dice(M > 0, ops.sigmoid(M)),
    "losses.dice(ops.greater(m, 0), ops.sigmoid(m), { axis: [1] })": lambda: keras.losses.dice(M > 0, ops.sigmoid(M), axis=1),
    "losses.Dice({ axis: [1, 2] })(ops.greater(a, 0), ops.sigmoid(a))": lambda: keras.losses.Dice(axis=(1, 2))(A > 0, ops.sigmoid(A)),
    "losses.Circle({ gamma: 8 })([0, 1, 0, 1], m)": lambda: keras.losses.Circle(gamma=8)(np.array([0, 1, 0, 1]), M),
    "losses.circle([0, 1, 0, 2], ops.normalize(m), { margin: 0.25, removeDiagonal: false })": lambda: keras.losses.circle(np.array([0, 1, 0, 2]), ops.normalize(M), margin=0.25, remove_diagonal=False),
    "losses.circle([[2], [1], [0]], n, { refLabels: [0, 1, 2, 2], refEmbeddings: m, gamma: 3 })": lambda: keras.losses.circle(np.array([[2], [1], [0]]), N8, ref_labels=np.array([0, 1, 2, 2]), ref_embeddings=M, gamma=3),
    "losses.Tversky({ alpha: 0.3, beta: 0.7 })(ops.greater(m, 0), ops.sigmoid(m))": lambda: keras.losses.Tversky(alpha=0.3, beta=0.7)(M > 0, ops.sigmoid(M)),
    "losses.tversky(ops.greater(m, 0), ops.sigmoid(m), { axis: 1 })": lambda: keras.losses.tversky(M > 0, ops.sigmoid(M), axis=1),
    "ops.psnr(m, ops.add(m, 0.1), 1)": lambda: ops.psnr(M, M + 0.1, 1.0),
}


def op_values():
    found = []
    for text, f in OPS.items():
        y = np.asarray(f())
        found.append({"op": text, "shape": list(y.shape), "y": short(y)})
    return found


result = {"keras": keras.__version__, "penalty": penalty(), "inner": inner(), "steps": stepped(), "gan": gan(), "vae": vae(), "spectral": spectral(), "cases": cases, "saved": saved(), "opsModel": ops_model(), "ops": op_values()}
OUT.write_text(json.dumps(result, separators=(",", ":")) + "\n")
