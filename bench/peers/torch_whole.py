"""PyTorch for the benches of whole networks. PEER_THREADS: how many threads. Both memory layouts are tried, the faster one is used."""
import os
import resource

import torch
import torch.nn.functional as F

from models_data import serve, timed
from torch_whole_nets import dcgan, fine_tuned, network

torch.set_num_threads(int(os.environ["PEER_THREADS"]))
torch.manual_seed(0)
LAYOUTS = (torch.contiguous_format, torch.channels_last)


def quickest(ways):
    for way in ways:
        timed(way, 2)
    best = min(ways, key=lambda way: min(timed(way, 1) for _ in range(3)))
    return lambda reps: timed(best, reps)


def forward(name, batch, side):
    def way(layout):
        model = network(name, side).eval().to(memory_format=layout)
        x = torch.rand(batch, 3, side, side).to(memory_format=layout)

        def run():
            with torch.inference_mode():
                return model(x).numpy()

        return run

    return quickest([way(layout) for layout in LAYOUTS])


def tune(name, batch, side):
    def way(layout):
        model = fine_tuned(name, side).to(memory_format=layout)
        x = torch.rand(batch, 3, side, side).to(memory_format=layout)
        y = (torch.arange(batch) % 2).float().reshape(-1, 1)
        optimizer = torch.optim.Adam([p for p in model.parameters() if p.requires_grad], lr=1e-5)

        def step():
            optimizer.zero_grad(set_to_none=True)
            loss = F.binary_cross_entropy_with_logits(model(x), y)
            loss.backward()
            optimizer.step()
            return loss.item()

        return step

    return quickest([way(layout) for layout in LAYOUTS])


def loop(batch):
    def way(layout):
        generator, discriminator = (model.to(memory_format=layout) for model in dcgan())
        first = torch.optim.Adam(generator.parameters(), lr=1e-4)
        second = torch.optim.Adam(discriminator.parameters(), lr=1e-4)
        real = torch.rand(batch, 1, 28, 28).to(memory_format=layout)
        entropy = F.binary_cross_entropy_with_logits

        def step():
            fake = generator(torch.randn(batch, 100))
            on_fake = discriminator(fake)
            loss_g = entropy(on_fake, torch.ones_like(on_fake))
            on_real = discriminator(real)
            loss_d = entropy(on_real, torch.ones_like(on_real)) + entropy(on_fake, torch.zeros_like(on_fake))
            grads_g = torch.autograd.grad(loss_g, list(generator.parameters()), retain_graph=True)
            grads_d = torch.autograd.grad(loss_d, list(discriminator.parameters()))
            for model, grads, optimizer in ((generator, grads_g, first), (discriminator, grads_d, second)):
                for parameter, gradient in zip(model.parameters(), grads):
                    parameter.grad = gradient
                optimizer.step()
            return loss_g.item(), loss_d.item()

        return step

    return quickest([way(layout) for layout in LAYOUTS])


def prepare(case):
    words = case.split()
    if words[0] == "dcgan":
        return loop(int(words[1]))
    if words[0] == "tune":
        return tune(words[1], int(words[2]), int(words[3]))
    return forward(words[0], int(words[1]), int(words[2]))


def count(model):
    """Weights and running statistics, as Keras counts them."""
    running = [b for n, b in model.named_buffers() if n.endswith(("running_mean", "running_var"))]
    return sum(t.numel() for t in [*model.parameters(), *running])


def parameters(case):
    words = case.split()
    if words[0] == "dcgan":
        return sum(count(model) for model in dcgan())
    if words[0] == "tune":
        return sum(p.numel() for p in fine_tuned(words[1], int(words[3])).parameters() if p.requires_grad)
    return count(network(words[0], int(words[2])))


def memory(case):
    prepare(case)(5)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


serve({"torch": torch.__version__}, prepare, {"parameters": parameters, "memory": memory})
