"""The networks of bench/student-networks.ts in Keras: name -> (model, loss)."""
import keras
from keras import layers as L


def picture():
    return keras.Input((32, 32, 3))


def classes(x):
    return L.Dense(10, "softmax")(x)


def norm(x):
    return L.ReLU()(L.BatchNormalization()(x))


def plain():
    x = picture()
    y = L.MaxPooling2D(2)(L.Conv2D(32, 3, activation="relu")(x))
    y = L.MaxPooling2D(2)(L.Conv2D(64, 3, activation="relu")(y))
    y = L.Conv2D(64, 3, activation="relu")(y)
    return keras.Model(x, classes(L.Dense(64, "relu")(L.Flatten()(y))))


def pairs():
    x = y = picture()
    for filters in (32, 64, 128):
        for _ in range(2):
            y = norm(L.Conv2D(filters, 3, padding="same")(y))
        y = L.MaxPooling2D(2)(y)
    return keras.Model(x, classes(L.Dense(128, "relu")(L.Flatten()(y))))


def resnet20():
    def conv(y, filters, size, strides):
        return L.BatchNormalization()(L.Conv2D(filters, size, strides, padding="same", use_bias=False)(y))

    x = picture()
    y = L.ReLU()(conv(x, 16, 3, 1))
    for stage, filters in enumerate((16, 32, 64)):
        for block in range(3):
            strides = 2 if stage > 0 and block == 0 else 1
            straight = conv(y, filters, 1, 2) if strides == 2 else y
            y = L.ReLU()(L.Add()([conv(L.ReLU()(conv(y, filters, 3, strides)), filters, 3, 1), straight]))
    return keras.Model(x, classes(L.GlobalAveragePooling2D()(y)))


def separable():
    x = picture()
    y = norm(L.Conv2D(32, 3, padding="same", use_bias=False)(x))
    for filters, strides in ((64, 1), (128, 2), (128, 1), (256, 2), (256, 1)):
        y = norm(L.DepthwiseConv2D(3, strides, padding="same", use_bias=False)(y))
        y = norm(L.Conv2D(filters, 1, padding="same", use_bias=False)(y))
    return keras.Model(x, classes(L.GlobalAveragePooling2D()(y)))


def unet():
    def double(y, filters):
        for _ in range(2):
            y = L.Conv2D(filters, 3, padding="same", activation="relu")(y)
        return y

    x = picture()
    first = double(x, 16)
    second = double(L.MaxPooling2D(2)(first), 32)
    y = double(L.MaxPooling2D(2)(second), 64)
    y = double(L.Concatenate()([L.Conv2DTranspose(32, 2, 2)(y), second]), 32)
    y = double(L.Concatenate()([L.Conv2DTranspose(16, 2, 2)(y), first]), 16)
    return keras.Model(x, L.Conv2D(1, 1, activation="sigmoid")(y))


def leaky():
    x = y = picture()
    for filters in (16, 32, 64):
        y = L.AveragePooling2D(2)(L.LeakyReLU(0.1)(L.Conv2D(filters, 5, padding="same")(y)))
    return keras.Model(x, classes(L.LeakyReLU(0.1)(L.Dense(128)(L.Flatten()(y)))))


def autoencoder():
    x = y = keras.Input((3072,))
    for units in (512, 128, 512, 3072):
        y = L.Dense(units, "sigmoid")(y)
    return keras.Model(x, y)


NETWORKS = {
    "plain": (plain, keras.losses.SparseCategoricalCrossentropy),
    "pairs": (pairs, keras.losses.SparseCategoricalCrossentropy),
    "resnet20": (resnet20, keras.losses.SparseCategoricalCrossentropy),
    "separable": (separable, keras.losses.SparseCategoricalCrossentropy),
    "unet": (unet, keras.losses.BinaryCrossentropy),
    "leaky": (leaky, keras.losses.SparseCategoricalCrossentropy),
    "autoencoder": (autoencoder, keras.losses.MeanSquaredError),
}
