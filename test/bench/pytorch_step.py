"""The full training step of test/bench in PyTorch, eager, on one thread.

Written as fast as it reasonably goes: LSMs of one shape are stacked and go through batched matrix
products, the first layer is linear in (observation, decisions), so that the decisions' part is one
table (kept for the target network, which stands still), activations are in place, blocks of joint
decisions fit a processor's cache, gradients come from autograd, Adam is PyTorch's own fused one.

Reads one JSON request a line from stdin and answers each with one line on stdout.
"""

import json
import sys
import time

try:
    import torch
except ImportError:
    print(json.dumps({"error": "no module torch"}), flush=True)
    sys.exit(0)

torch.set_num_threads(1)
torch.set_num_interop_threads(1)

# Most numbers in a block of the widest layer: 1 MB in single precision, the fastest of 2^15 to 2^21.
BLOCK = 1 << 18


def activation_of(name):
    """The activation for training, and in place for the maxima with the factor left to the weights."""
    if name == "relu":
        return torch.relu, torch.relu_, 1.0

    def value(x):
        return 0.5 * x * (1 + x * torch.rsqrt(1 + x * x))

    one = torch.ones(1)

    def twice_in_place(x):
        return x.addcmul_(x, torch.addcmul(one, x, x).rsqrt_().mul_(x))

    return value, twice_in_place, 0.5


class Group:
    """LSMs of one shape: A of them."""

    def __init__(self, members, layout, weights, rate):
        agents = layout["agents"]
        first = agents[members[0]]
        self.members = members
        self.levels = first["levels"]
        self.scales = torch.tensor(first["decisionScales"])
        self.observed = layout["observationSize"]
        self.value_scale = layout["valueScale"]
        self.value, self.value_in_place, self.scale = activation_of(layout["activation"])
        self.widest = max(layer["outputs"] for layer in first["layers"])
        axes = [torch.arange(count) * scale for count, scale in zip(self.levels, self.scales)]
        self.joint = torch.cartesian_prod(*axes).reshape(-1, len(self.levels))
        self.online = []
        for depth, layer in enumerate(first["layers"]):
            inputs, outputs = layer["inputs"], layer["outputs"]
            rows, biases = [], []
            for member in members:
                place = agents[member]["layers"][depth]
                start, end = place["weightsOffset"], place["biasesOffset"]
                rows.append(torch.tensor(weights[start:end]).reshape(inputs, outputs))
                biases.append(torch.tensor(weights[end : end + outputs]).reshape(1, outputs))
            self.online += [torch.stack(rows).requires_grad_(), torch.stack(biases).requires_grad_()]
        self.target = self.prepared([each.detach().clone() for each in self.online])
        self.optimizer = torch.optim.Adam(self.online, lr=rate, eps=1e-7, fused=True)

    def prepared(self, parameters):
        """What the maxima need of a network: the decisions' part of the first layer is a table."""
        first, biases, *rest = parameters
        table = torch.matmul(self.joint, first[:, self.observed :])
        scaled = [each * self.scale if i % 2 == 0 else each for i, each in enumerate(rest)]
        return first[:, : self.observed], biases, table, scaled

    def maxima(self, network, observations):
        """Largest values and where they are (A x R), over all joint decisions."""
        observed, biases, table, rest = network
        shifts = torch.baddbmm(biases, observations, observed)
        agents, rows, units = shifts.shape
        count = table.shape[1]
        decisions = min(count, max(1, BLOCK // (agents * self.widest)))
        samples = max(1, BLOCK // (agents * self.widest * decisions))
        values, places = [], []
        for row in range(0, rows, samples):
            shift = shifts[:, row : row + samples, None]
            best = None
            for start in range(0, count, decisions):
                part = table[:, None, start : start + decisions]
                x = (shift + part).reshape(agents, -1, units)
                for i in range(0, len(rest), 2):
                    x = torch.baddbmm(rest[i + 1], self.value_in_place(x), rest[i])
                found = x.reshape(agents, shift.shape[1], -1).max(2)
                if best is None:
                    best = found.values, found.indices
                else:
                    better = found.values > best[0]
                    best = (
                        torch.where(better, found.values, best[0]),
                        torch.where(better, found.indices + start, best[1]),
                    )
            values.append(best[0])
            places.append(best[1])
        return torch.cat(values, 1), torch.cat(places, 1)

    def take(self, batches, observations):
        """Minibatches as they come out of a replay memory."""
        mine = [batches[member] for member in self.members]
        size = mine[0]["size"]
        rows = lambda name: torch.tensor([each[name] for each in mine]).reshape(len(mine), size, -1)
        self.inputs = torch.cat([rows("observations"), rows("decisions") * self.scales], 2)
        self.rewards = rows("rewards").squeeze(2) / self.value_scale
        self.next = rows("nextObservations")
        own = torch.tensor(observations).reshape(-1, 1, self.observed)
        self.observations = own[self.members]

    @torch.no_grad()
    def act(self):
        _, places = self.maxima(self.prepared(self.online), self.observations)
        return places.squeeze(1) // (self.joint.shape[0] // self.levels[0])

    @torch.no_grad()
    def targets(self, discount):
        return self.rewards + discount * self.maxima(self.target, self.next)[0]

    def update(self, discount, clip):
        y = self.targets(discount)
        x = self.inputs
        for i in range(0, len(self.online), 2):
            x = torch.baddbmm(self.online[i + 1], x, self.online[i])
            if i + 2 < len(self.online):
                x = self.value(x)
        losses = 0.5 * (x.squeeze(2) - y).square().mean(1)
        self.optimizer.zero_grad()
        losses.sum().backward()
        with torch.no_grad():
            gradients = [each.grad for each in self.online]
            norms = torch.stack([each.square().sum((1, 2)) for each in gradients]).sum(0).sqrt()
            factors = (clip / norms).clamp(max=1).reshape(-1, 1, 1)
            torch._foreach_mul_(gradients, [factors] * len(gradients))
        self.optimizer.step()
        return y, losses.detach()


class Bench:
    def start(self, request):
        layout, settings = request["layout"], request["settings"]
        shapes = {}
        for index, agent in enumerate(layout["agents"]):
            shapes.setdefault(tuple(agent["levels"]), []).append(index)
        self.groups = [
            Group(members, layout, request["weights"], settings["learningRate"])
            for members in shapes.values()
        ]
        for group in self.groups:
            group.take(request["batches"], request["observations"])
        self.layout, self.settings = layout, settings
        return {}

    def once(self):
        discount, clip = self.settings["discount"], self.settings["gradientClip"]
        levels = [group.act().tolist() for group in self.groups]
        return levels, [group.update(discount, clip) for group in self.groups]

    def step(self, _):
        """One step and all that it computed, in the order of the LSMs."""
        levels, updates = self.once()
        count = len(self.layout["agents"])
        answer = {"levels": [0] * count, "targets": [0] * count, "losses": [0] * count}
        weights = [0.0] * self.layout["length"]
        for group, own, (y, losses) in zip(self.groups, levels, updates):
            for row, member in enumerate(group.members):
                answer["levels"][member] = own[row]
                answer["targets"][member] = y[row].tolist()
                answer["losses"][member] = losses[row].item()
                places = self.layout["agents"][member]["layers"]
                for depth, place in enumerate(places):
                    for i, offset in enumerate(("weightsOffset", "biasesOffset")):
                        numbers = group.online[2 * depth + i][row].flatten().tolist()
                        weights[place[offset] : place[offset] + len(numbers)] = numbers
        return {**answer, "weights": weights}

    def time(self, request):
        """Processor time of this process, or wall time where that is less."""
        processor, wall = time.process_time(), time.perf_counter()
        for _ in range(request["count"]):
            self.once()
        spent = min(time.process_time() - processor, time.perf_counter() - wall)
        return {"milliseconds": 1000 * spent}


def main():
    bench = Bench()
    version = f"PyTorch {torch.__version__}, Python {sys.version.split()[0]}"
    print(json.dumps({"version": version}), flush=True)
    for line in sys.stdin:
        request = json.loads(line)
        print(json.dumps(getattr(bench, request["do"])(request)), flush=True)


main()
