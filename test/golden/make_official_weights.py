"""Which files keras.applications fetches: place, address, MD5 as Keras's own source has it (nothing is fetched here), and the
size that Keras's legacy HDF5 layout gives for the network's weights. Prints the rows of
src/keras/applications/weights/official.ts.

    build/oracle/bin/python test/golden/make_official_weights.py
"""

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")

import h5py
import keras
from keras.src.legacy.saving import legacy_h5_format
from keras.src.utils import file_utils

SIDES = (128, 160, 192, 224)


class Asked(Exception):
    """What a network asked for instead of getting it."""


def get_file(fname=None, origin=None, file_hash=None, md5_hash=None, **_):
    raise Asked(fname, origin, file_hash or md5_hash)


file_utils.get_file = get_file


def calls():
    """Bundle, network, arguments."""
    apps = keras.applications
    for bundle, network in [
        ("vgg16", apps.VGG16),
        ("vgg19", apps.VGG19),
        ("inception-v3", apps.InceptionV3),
        ("inception-resnet-v2", apps.InceptionResNetV2),
        ("resnet50", apps.ResNet50),
        ("resnet101", apps.ResNet101),
        ("resnet152", apps.ResNet152),
        ("resnet50-v2", apps.ResNet50V2),
        ("resnet101-v2", apps.ResNet101V2),
        ("resnet152-v2", apps.ResNet152V2),
        ("xception", apps.Xception),
        ("densenet121", apps.DenseNet121),
        ("densenet169", apps.DenseNet169),
        ("densenet201", apps.DenseNet201),
        ("nasnet-mobile", apps.NASNetMobile),
        ("efficientnet-b0", apps.EfficientNetB0),
        ("convnext-tiny", apps.ConvNeXtTiny),
    ]:
        yield bundle, network, {}
    for alpha in (0.25, 0.5, 0.75, 1.0):
        for side in SIDES:
            yield "mobilenet", apps.MobileNet, {"alpha": alpha, "input_shape": (side, side, 3)}
    for alpha in (0.35, 0.5, 0.75, 1.0, 1.3, 1.4):
        for side in (96, *SIDES):
            yield "mobilenet-v2", apps.MobileNetV2, {"alpha": alpha, "input_shape": (side, side, 3)}
    for bundle, network in [("mobilenet-v3-small", apps.MobileNetV3Small), ("mobilenet-v3-large", apps.MobileNetV3Large)]:
        for alpha in (0.75, 1.0):
            yield bundle, network, {"alpha": alpha}
        yield bundle, network, {"minimalistic": True}


def size_of(model):
    with h5py.File("size", "w", driver="core", backing_store=False) as file:
        legacy_h5_format.save_weights_to_hdf5_group(file, model)
        file.flush()
        return file.id.get_filesize()


seen = {}
for bundle, network, arguments in calls():
    for include_top in (True, False):
        try:
            network(weights="imagenet", include_top=include_top, **arguments)
            raise RuntimeError(f"{bundle} asked for nothing")
        except Asked as asked:
            fname, origin, file_hash = asked.args
        # Width and top alone decide the size, not the side of the pictures.
        key = (bundle, include_top, tuple((k, v) for k, v in arguments.items() if k != "input_shape"))
        if key not in seen:
            keras.backend.clear_session()
            seen[key] = size_of(network(weights=None, include_top=include_top, **arguments))
        print(f"{bundle}\t{origin}\t{fname}\t{file_hash}\t{seen[key]}", flush=True)
