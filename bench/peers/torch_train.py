"""PyTorch for the train bench: PEER_THREADS says how many threads. Both memory layouts are tried, the faster one is used."""
import os

import torch
import torch.nn as nn
import torch.nn.functional as F

from models_data import pictures, samples, serve, timed
from torch_networks import NETWORKS

torch.set_num_threads(int(os.environ["PEER_THREADS"]))
torch.manual_seed(0)
LAYOUTS = (torch.contiguous_format, torch.channels_last)


def fashion():
    return nn.Sequential(
        nn.Conv2d(1, 64, 3, padding=1), nn.MaxPool2d(2, 2),
        nn.Conv2d(64, 32, 3, padding=1), nn.MaxPool2d(2, 2),
        nn.Conv2d(32, 16, 3, padding=1), nn.Flatten(),
        nn.Linear(784, 256), nn.ReLU(), nn.Linear(256, 128), nn.ReLU(), nn.Linear(128, 10),
    )


def mnist():
    return nn.Sequential(
        nn.Conv2d(1, 32, 3), nn.ReLU(), nn.Conv2d(32, 64, 3), nn.ReLU(),
        nn.MaxPool2d(2), nn.Dropout(0.25), nn.Flatten(),
        nn.Linear(9216, 128), nn.ReLU(), nn.Dropout(0.5), nn.Linear(128, 10),
    )


def tensors(n, layout):
    x, y = pictures(n)
    x = torch.from_numpy(x).permute(0, 3, 1, 2).contiguous()
    return x.to(memory_format=layout), torch.from_numpy(y).long()


def stepper(name, batch, layout):
    model = {"fashion": fashion, "mnist": mnist}[name]().to(memory_format=layout)
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
    x, y = tensors(batch, layout)

    def step():
        optimizer.zero_grad(set_to_none=True)
        loss = F.cross_entropy(model(x), y)
        loss.backward()
        optimizer.step()
        return loss.item()

    return step


def network_stepper(name, batch, layout):
    build, loss_of = NETWORKS[name]
    model = build().to(memory_format=layout)
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)

    def moved(array):
        array = torch.from_numpy(array)
        return array.permute(0, 3, 1, 2).contiguous(memory_format=layout) if array.ndim == 4 else array

    x, y = map(moved, samples(name, batch))
    y = y.long() if y.dtype == torch.int32 else y

    def step():
        optimizer.zero_grad(set_to_none=True)
        loss = loss_of(model(x), y)
        loss.backward()
        optimizer.step()
        return loss.item()

    return step


def predictor(name, batch, layout):
    model = {"fashion": fashion, "mnist": mnist}[name]().to(memory_format=layout).eval()
    x, _ = tensors(10_000, layout)

    def predict():
        with torch.inference_mode():
            for i in range(0, len(x), batch):
                model(x[i : i + batch]).softmax(1)

    return predict


def prepare(case):
    name, what, *rest = case.split()
    if what == "step":
        make = network_stepper if name in NETWORKS else stepper
        ways = [make(name, int(rest[0][1:]), layout) for layout in LAYOUTS]
        tries = 3
    elif what == "predict":
        ways = [predictor(name, batch, layout) for batch in (32, 256) for layout in LAYOUTS]
        tries = 1
    else:
        raise NotImplementedError("PyTorch has no fit")
    for way in ways:
        timed(way, tries)
    best = min(ways, key=lambda way: timed(way, tries))
    return lambda reps: timed(best, reps)


def trained(name):
    return sum(weight.numel() for weight in NETWORKS[name][0]().parameters())


serve({"torch": torch.__version__}, prepare, {"trained": trained})
