"""Small networks with weights in the layout of Keras's official files (legacy HDF5: layer_names, weight_names, layers in the
order of the model), their JSON, an input (pixels, and what they are divided by) and what Keras predicts. Written to test/golden/data/pretrained/.

    build/oracle/bin/python test/golden/make_pretrained.py
"""

import json
import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")

import h5py
import keras
import numpy as np
from keras import layers
from keras.src.legacy.saving import legacy_h5_format

FOLDER = os.path.join(os.path.dirname(__file__), "data", "pretrained")


def inception(classes=10, include_top=True, width=4):
    """Branches whose layers are made in another order than they stand in the model; normalisation without scale."""

    def conv(x, filters, size, name, **options):
        x = layers.Conv2D(filters, size, use_bias=False, padding="same", name=name, **options)(x)
        x = layers.BatchNormalization(scale=False, name=f"{name}_bn")(x)
        return layers.ReLU(name=f"{name}_relu")(x)

    inputs = keras.Input((16, 16, 3), name="pictures")
    x = conv(inputs, width, 3, "stem", strides=2)
    deep = conv(conv(x, width, 1, "b3_1"), width + 1, 3, "b3_2")
    short = conv(x, width - 1, 1, "b1_1")
    pool = conv(layers.AveragePooling2D(3, strides=1, padding="same", name="pool")(x), width, 1, "pool_1")
    x = layers.Concatenate(name="mixed")([short, deep, pool])
    x = layers.SeparableConv2D(width + 2, 3, use_bias=False, name="separable")(x)
    x = layers.GlobalAveragePooling2D(name="mean")(x)
    if include_top:
        x = layers.Dense(classes, activation="softmax", name="predictions")(x)
    return keras.Model(inputs, x, name="inception")


def excitation():
    """Rescaling and a Normalization with its counter, depthwise convolution, squeeze and excitation."""
    inputs = keras.Input((12, 12, 3), name="pictures")
    x = layers.Rescaling(1 / 255, name="rescaling")(inputs)
    x = layers.Normalization(axis=-1, name="normalization")(x)
    x = layers.DepthwiseConv2D(3, use_bias=False, name="dw")(x)
    x = layers.BatchNormalization(name="dw_bn")(x)
    s = layers.GlobalAveragePooling2D(name="squeeze")(x)
    s = layers.Reshape((1, 1, 3), name="reshape")(s)
    s = layers.Conv2D(2, 1, activation="relu", name="reduce")(s)
    s = layers.Conv2D(3, 1, activation="sigmoid", name="expand")(s)
    x = layers.Multiply(name="excite")([x, s])
    x = layers.Flatten(name="flatten")(x)
    x = layers.Dense(5, activation="softmax", name="predictions")(x)
    return keras.Model(inputs, x, name="excitation")


def fill(model, seed):
    stream = np.random.default_rng(seed)
    for weight in model.weights:
        values = stream.uniform(0.5, 1.5, weight.shape) if "variance" in weight.path else stream.normal(0, 0.4, weight.shape)
        if "count" in weight.path:
            values = np.zeros(weight.shape)
        weight.assign(values)
    for layer in model.layers:
        if hasattr(layer, "finalize_state"):
            layer.finalize_state()


def write(name, model, seed):
    fill(model, seed)
    with h5py.File(os.path.join(FOLDER, f"{name}.h5"), "w") as file:
        legacy_h5_format.save_weights_to_hdf5_group(file, model)
    stream = np.random.default_rng(seed + 100)
    pixels = stream.integers(0, 256, (2, *model.input_shape[1:]))
    scale = 1.0 if name == "excitation" else 255.0
    y = model.predict((pixels / scale).astype("float32"), verbose=0)
    return {"config": json.loads(model.to_json()), "pixels": pixels.ravel().tolist(), "scale": scale, "y": y.tolist()}


os.makedirs(FOLDER, exist_ok=True)
cases = {
    "inception": write("inception", inception(), 1),
    "inception_notop": write("inception_notop", inception(include_top=False), 2),
    "inception_7": write("inception_7", inception(classes=7), 3),
    "excitation": write("excitation", excitation(), 4),
}
with open(os.path.join(FOLDER, "cases.json"), "w") as file:
    json.dump(cases, file)
