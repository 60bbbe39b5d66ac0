"""Keras on TensorFlow for the benches of whole networks: forward, fine-tuning, a loop of one's own. PEER_THREADS: how many threads."""
import os
import resource

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

FROM = {"InceptionV3": "mixed6", "VGG16": "block3_pool", "MobileNetV2": "block_13_project_BN", "ResNet50": "conv4_block6_out"}


def network(name, side, top=None):
    make = getattr(keras.applications, name)
    top = side != 75 if top is None else top
    if top:
        return make(weights=None)
    base = make(weights=None, include_top=False, input_shape=(side, side, 3))
    if name == "InceptionV3":
        return keras.Model(base.input, base.get_layer("mixed7").output)
    return base


def pictures(batch, side):
    return np.random.default_rng(0).random((batch, side, side, 3), dtype=np.float32)


def fine_tuned(name, side):
    base = network(name, side, top=False)
    trained = False
    for layer in base.layers:
        layer.trainable = trained and not isinstance(layer, L.BatchNormalization)
        trained = trained or layer.name == FROM[name]
    y = L.Dense(1, activation="sigmoid")(L.GlobalAveragePooling2D()(base.output))
    model = keras.Model(base.input, y)
    model.compile(optimizer=keras.optimizers.Adam(1e-5), loss="binary_crossentropy")
    return model


def forward(name, batch, side):
    """The faster of predict_on_batch and a tf.function."""
    model = network(name, side)
    x = pictures(batch, side)
    call = tf.function(lambda t: model(t, training=False))
    held = tf.constant(x)
    ways = [lambda: model.predict_on_batch(x), lambda: call(held).numpy()]
    return quickest(ways)


def quickest(ways):
    for way in ways:
        timed(way, 2)
    best = min(ways, key=lambda way: min(timed(way, 1) for _ in range(3)))
    return lambda reps: timed(best, reps)


def tune(name, batch, side):
    model = fine_tuned(name, side)
    x = pictures(batch, side)
    y = (np.arange(batch) % 2).astype(np.float32).reshape(-1, 1)
    return quickest([lambda: model.train_on_batch(x, y)])


def first_forward(name, batch, side):
    x = pictures(batch, side)

    def run(reps):
        keras.backend.clear_session()
        model = network(name, side)
        return timed(lambda: model.predict_on_batch(x), 1)

    return run


def first_tune(name, batch, side):
    x = pictures(batch, side)
    y = (np.arange(batch) % 2).astype(np.float32).reshape(-1, 1)

    def run(reps):
        keras.backend.clear_session()
        model = fine_tuned(name, side)
        return timed(lambda: model.train_on_batch(x, y), 1)

    return run


def dcgan_models():
    make = dict(padding="same", use_bias=False)
    generator = keras.Sequential([
        L.Input((100,)), L.Dense(7 * 7 * 128, use_bias=False), L.BatchNormalization(), L.LeakyReLU(), L.Reshape((7, 7, 128)),
        L.Conv2DTranspose(64, 5, strides=1, **make), L.BatchNormalization(), L.LeakyReLU(),
        L.Conv2DTranspose(32, 5, strides=2, **make), L.BatchNormalization(), L.LeakyReLU(),
        L.Conv2DTranspose(1, 5, strides=2, activation="tanh", **make),
    ])
    discriminator = keras.Sequential([
        L.Input((28, 28, 1)), L.Conv2D(32, 5, strides=2, padding="same"), L.LeakyReLU(), L.Dropout(0.3),
        L.Conv2D(64, 5, strides=2, padding="same"), L.LeakyReLU(), L.Dropout(0.3), L.Flatten(), L.Dense(1),
    ])
    return generator, discriminator


def dcgan(batch):
    generator, discriminator = dcgan_models()
    entropy = keras.losses.BinaryCrossentropy(from_logits=True)
    first, second = keras.optimizers.Adam(1e-4), keras.optimizers.Adam(1e-4)
    real = tf.constant(np.random.default_rng(0).random((batch, 28, 28, 1), dtype=np.float32))

    @tf.function
    def step(pictures):
        noise = tf.random.normal((batch, 100))
        with tf.GradientTape() as tape_g, tf.GradientTape() as tape_d:
            fake = generator(noise, training=True)
            on_real = discriminator(pictures, training=True)
            on_fake = discriminator(fake, training=True)
            loss_g = entropy(tf.ones_like(on_fake), on_fake)
            loss_d = entropy(tf.ones_like(on_real), on_real) + entropy(tf.zeros_like(on_fake), on_fake)
        grads_g = tape_g.gradient(loss_g, generator.trainable_variables)
        grads_d = tape_d.gradient(loss_d, discriminator.trainable_variables)
        first.apply_gradients(zip(grads_g, generator.trainable_variables))
        second.apply_gradients(zip(grads_d, discriminator.trainable_variables))
        return loss_g, loss_d

    return quickest([lambda: [float(loss) for loss in step(real)]])


def prepare(case):
    words = case.split()
    kind = {"first": first_forward, "tune": tune, "first-tune": first_tune}.get(words[0])
    if words[0] == "dcgan":
        return dcgan(int(words[1]))
    name, batch, side = words if kind is None else words[1:]
    return (kind or forward)(name, int(batch), int(side))


def parameters(case):
    words = case.split()
    if words[0] == "dcgan":
        return sum(model.count_params() for model in dcgan_models())
    if words[0] == "tune":
        model = fine_tuned(words[1], int(words[3]))
        return int(sum(np.prod(w.shape) for w in model.trainable_weights))
    return network(words[0], int(words[2])).count_params()


def memory(case):
    prepare(case)(5)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


serve({"keras": keras.__version__, "tensorflow": tf.__version__}, prepare, {"parameters": parameters, "memory": memory})
