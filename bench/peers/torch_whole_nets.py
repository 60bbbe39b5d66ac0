"""The networks of the benches in PyTorch, as Keras builds them: the same layers and numbers of parameters, by hand."""
import torch
import torch.nn as nn


def normal(c, scale=True):
    bn = nn.BatchNorm2d(c, eps=1e-3)
    if not scale:  # InceptionV3's have no gamma
        del bn.weight
        bn.register_buffer("weight", torch.ones(c))
    return bn


def conv_bn(cin, cout, k, stride=1, pad=0, bias=False, act=None, groups=1, scale=True):
    conv = nn.Conv2d(cin, cout, k, stride, pad, groups=groups, bias=bias)
    return nn.Sequential(conv, normal(cout, scale), *([act] if act else []))


def relu():
    return nn.ReLU(inplace=True)


class Join(nn.Module):
    """Several branches of one input, joined along the channels."""

    def __init__(self, *branches):
        super().__init__()
        self.branches = nn.ModuleList(branches)

    def forward(self, x):
        return torch.cat([branch(x) for branch in self.branches], 1)


class Sum(nn.Module):
    """What `inner` computes, added to the input (which `shortcut` may bring to its size)."""

    def __init__(self, inner, shortcut=None, act=None):
        super().__init__()
        self.inner, self.shortcut, self.act = inner, shortcut or nn.Identity(), act or nn.Identity()

    def forward(self, x):
        return self.act(self.inner(x) + self.shortcut(x))


def head(channels):
    return [nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(channels, 1000), nn.Softmax(1)]


def inception():
    """Up to mixed7."""

    def conv(cin, cout, k, stride=1, pad=0):
        return conv_bn(cin, cout, k, stride, pad, act=relu(), scale=False)

    def pooled(cin, cout):
        return nn.Sequential(nn.AvgPool2d(3, 1, 1, count_include_pad=False), conv(cin, cout, 1))

    def module_a(c, pool):
        five = nn.Sequential(conv(c, 48, 1), conv(48, 64, 5, pad=2))
        double = nn.Sequential(conv(c, 64, 1), conv(64, 96, 3, pad=1), conv(96, 96, 3, pad=1))
        return Join(conv(c, 64, 1), five, double, pooled(c, pool))

    def module_b(c, n):
        across, down = dict(k=(1, 7), pad=(0, 3)), dict(k=(7, 1), pad=(3, 0))
        seven = nn.Sequential(conv(c, n, 1), conv(n, n, **across), conv(n, 192, **down))
        double = nn.Sequential(conv(c, n, 1), conv(n, n, **down), conv(n, n, **across), conv(n, n, **down), conv(n, 192, **across))
        return Join(conv(c, 192, 1), seven, double, pooled(c, 192))

    stem = [conv(3, 32, 3, 2), conv(32, 32, 3), conv(32, 64, 3, pad=1), nn.MaxPool2d(3, 2), conv(64, 80, 1), conv(80, 192, 3), nn.MaxPool2d(3, 2)]
    reduce = Join(conv(288, 384, 3, 2), nn.Sequential(conv(288, 64, 1), conv(64, 96, 3, pad=1), conv(96, 96, 3, 2)), nn.MaxPool2d(3, 2))
    return nn.Sequential(*stem, module_a(192, 32), module_a(256, 64), module_a(288, 64), reduce, *[module_b(768, n) for n in (128, 160, 160, 192)])


def vgg16():
    layers, c = [], 3
    for width, times in ((64, 2), (128, 2), (256, 3), (512, 3), (512, 3)):
        for _ in range(times):
            layers += [nn.Conv2d(c, width, 3, padding=1), relu()]
            c = width
        layers.append(nn.MaxPool2d(2))
    return nn.Sequential(*layers)


def mobilenet_v2(top=True):
    def block(cin, cout, stride, expand):
        inner, c = [], cin
        if expand:
            c = 6 * cin
            inner.append(conv_bn(cin, c, 1, act=nn.ReLU6(True)))
        inner += [conv_bn(c, c, 3, stride, 1, groups=c, act=nn.ReLU6(True)), conv_bn(c, cout, 1)]
        inner = nn.Sequential(*inner)
        return Sum(inner) if stride == 1 and cin == cout else inner

    layers, c = [conv_bn(3, 32, 3, 2, 1, act=nn.ReLU6(True))], 32
    for width, times, stride in ((16, 1, 1), (24, 2, 2), (32, 3, 2), (64, 4, 2), (96, 3, 1), (160, 3, 2), (320, 1, 1)):
        for i in range(times):
            layers.append(block(c, width, stride if i == 0 else 1, len(layers) > 1))
            c = width
    layers.append(conv_bn(320, 1280, 1, act=nn.ReLU6(True)))
    return nn.Sequential(*layers, *(head(1280) if top else []))


def resnet50(top=True):
    def block(cin, width, stride, project):
        inner = nn.Sequential(
            conv_bn(cin, width, 1, stride, bias=True, act=relu()), conv_bn(width, width, 3, 1, 1, bias=True, act=relu()),
            conv_bn(width, 4 * width, 1, bias=True),
        )
        return Sum(inner, conv_bn(cin, 4 * width, 1, stride, bias=True) if project else None, relu())

    layers, c = [conv_bn(3, 64, 7, 2, 3, bias=True, act=relu()), nn.MaxPool2d(3, 2, 1)], 64
    for width, times in ((64, 3), (128, 4), (256, 6), (512, 3)):
        for i in range(times):
            layers.append(block(c, width, 2 if i == 0 and width > 64 else 1, i == 0))
            c = 4 * width
    return nn.Sequential(*layers, *(head(2048) if top else []))


def densenet121():
    def step(c):
        inner = nn.Sequential(normal(c), relu(), conv_bn(c, 128, 1, act=relu()), nn.Conv2d(128, 32, 3, padding=1, bias=False))
        return Join(nn.Identity(), inner)

    layers, c = [conv_bn(3, 64, 7, 2, 3, act=relu()), nn.MaxPool2d(3, 2, 1)], 64
    for i, steps in enumerate((6, 12, 24, 16)):
        if i > 0:
            layers.append(nn.Sequential(normal(c), relu(), nn.Conv2d(c, c // 2, 1, bias=False), nn.AvgPool2d(2)))
            c //= 2
        for _ in range(steps):
            layers.append(step(c))
            c += 32
    return nn.Sequential(*layers, normal(c), relu(), *head(c))


# Where fine-tuning begins: the number of the first module of the Sequential that is trained.
FROM = {"InceptionV3": -1, "VGG16": 17, "MobileNetV2": 15, "ResNet50": 15}


def network(name, side, top=None):
    top = side != 75 if top is None else top
    if name == "InceptionV3":
        return inception()
    if name == "VGG16":
        return vgg16()
    if name == "DenseNet121":
        return densenet121()
    return {"MobileNetV2": mobilenet_v2, "ResNet50": resnet50}[name](top)


CHANNELS = {"InceptionV3": 768, "VGG16": 512, "MobileNetV2": 1280, "ResNet50": 2048}


def fine_tuned(name, side):
    """The network with its last blocks to be trained, batch normalization frozen, behind it one number."""
    base = network(name, side, top=False).eval()
    start = FROM[name] % len(base)
    for i, module in enumerate(base):
        for layer in module.modules():
            for parameter in layer.parameters(recurse=False):
                parameter.requires_grad = i >= start and not isinstance(layer, nn.BatchNorm2d)
    return nn.Sequential(base, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(CHANNELS[name], 1))


def wider(cin, cout, stride):
    """Keras's 'same' transposed convolution: doubles (stride 2) or keeps (stride 1) the sides."""
    return nn.ConvTranspose2d(cin, cout, 5, stride, 2, output_padding=stride - 1, bias=False)


def dcgan():
    def leaky():
        return nn.LeakyReLU(0.3, inplace=True)

    generator = nn.Sequential(
        nn.Linear(100, 7 * 7 * 128, bias=False), nn.BatchNorm1d(7 * 7 * 128), leaky(), nn.Unflatten(1, (128, 7, 7)),
        wider(128, 64, 1), nn.BatchNorm2d(64), leaky(), wider(64, 32, 2), nn.BatchNorm2d(32), leaky(), wider(32, 1, 2), nn.Tanh(),
    )
    discriminator = nn.Sequential(
        nn.Conv2d(1, 32, 5, 2, 2), leaky(), nn.Dropout(0.3), nn.Conv2d(32, 64, 5, 2, 2), leaky(), nn.Dropout(0.3),
        nn.Flatten(), nn.Linear(7 * 7 * 64, 1),
    )
    return generator, discriminator
