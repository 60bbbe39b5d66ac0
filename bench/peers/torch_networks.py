"""The networks of bench/student-networks.ts in PyTorch: name -> (module, loss of logits). Softmax and the mask's sigmoid stand in the loss,
which is PyTorch's faster way."""
import torch
import torch.nn as nn
import torch.nn.functional as F


def norm(filters):
    return [nn.BatchNorm2d(filters), nn.ReLU()]


def plain():
    return nn.Sequential(
        nn.Conv2d(3, 32, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(32, 64, 3), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(64, 64, 3), nn.ReLU(), nn.Flatten(), nn.Linear(1024, 64), nn.ReLU(), nn.Linear(64, 10),
    )


def pairs():
    parts, before = [], 3
    for filters in (32, 64, 128):
        parts += [nn.Conv2d(before, filters, 3, padding=1), *norm(filters)]
        parts += [nn.Conv2d(filters, filters, 3, padding=1), *norm(filters), nn.MaxPool2d(2)]
        before = filters
    return nn.Sequential(*parts, nn.Flatten(), nn.Linear(2048, 128), nn.ReLU(), nn.Linear(128, 10))


class Block(nn.Module):
    def __init__(self, before, filters, stride):
        super().__init__()
        self.first = nn.Conv2d(before, filters, 3, stride, 1, bias=False)
        self.first_norm = nn.BatchNorm2d(filters)
        self.second = nn.Conv2d(filters, filters, 3, 1, 1, bias=False)
        self.second_norm = nn.BatchNorm2d(filters)
        self.straight = nn.Identity()
        if stride == 2:
            self.straight = nn.Sequential(nn.Conv2d(before, filters, 1, 2, bias=False), nn.BatchNorm2d(filters))

    def forward(self, x):
        y = F.relu(self.first_norm(self.first(x)))
        return F.relu(self.second_norm(self.second(y)) + self.straight(x))


def resnet20():
    parts, before = [nn.Conv2d(3, 16, 3, 1, 1, bias=False), *norm(16)], 16
    for stage, filters in enumerate((16, 32, 64)):
        for block in range(3):
            parts.append(Block(before, filters, 2 if stage > 0 and block == 0 else 1))
            before = filters
    return nn.Sequential(*parts, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, 10))


def separable():
    parts, before = [nn.Conv2d(3, 32, 3, 1, 1, bias=False), *norm(32)], 32
    for filters, stride in ((64, 1), (128, 2), (128, 1), (256, 2), (256, 1)):
        parts += [nn.Conv2d(before, before, 3, stride, 1, groups=before, bias=False), *norm(before)]
        parts += [nn.Conv2d(before, filters, 1, bias=False), *norm(filters)]
        before = filters
    return nn.Sequential(*parts, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(256, 10))


def double(before, filters):
    return nn.Sequential(
        nn.Conv2d(before, filters, 3, padding=1), nn.ReLU(), nn.Conv2d(filters, filters, 3, padding=1), nn.ReLU()
    )


class UNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.first, self.second, self.bottom = double(3, 16), double(16, 32), double(32, 64)
        self.up_second, self.up_first = nn.ConvTranspose2d(64, 32, 2, 2), nn.ConvTranspose2d(32, 16, 2, 2)
        self.back_second, self.back_first = double(64, 32), double(32, 16)
        self.mask = nn.Conv2d(16, 1, 1)

    def forward(self, x):
        first = self.first(x)
        second = self.second(F.max_pool2d(first, 2))
        y = self.bottom(F.max_pool2d(second, 2))
        y = self.back_second(torch.cat([self.up_second(y), second], 1))
        return self.mask(self.back_first(torch.cat([self.up_first(y), first], 1)))


def leaky():
    parts, before = [], 3
    for filters in (16, 32, 64):
        parts += [nn.Conv2d(before, filters, 5, padding=2), nn.LeakyReLU(0.1), nn.AvgPool2d(2)]
        before = filters
    return nn.Sequential(*parts, nn.Flatten(), nn.Linear(1024, 128), nn.LeakyReLU(0.1), nn.Linear(128, 10))


def autoencoder():
    parts, before = [], 3072
    for units in (512, 128, 512, 3072):
        parts += [nn.Linear(before, units), nn.Sigmoid()]
        before = units
    return nn.Sequential(*parts)


NETWORKS = {
    "plain": (plain, F.cross_entropy),
    "pairs": (pairs, F.cross_entropy),
    "resnet20": (resnet20, F.cross_entropy),
    "separable": (separable, F.cross_entropy),
    "unet": (UNet, F.binary_cross_entropy_with_logits),
    "leaky": (leaky, F.cross_entropy),
    "autoencoder": (autoencoder, F.mse_loss),
}
