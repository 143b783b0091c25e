"""The paper's networks in eager PyTorch, dense and masked by Dynamic Sparse Training, written from its equations.

Names of parameters are those of Thresher's files. A maker is called as layer = conv(in, out, kernel, stride, padding) or linear(in, out).
"""

import math

import torch
from torch import nn
from torch.nn import functional as F

from lenet_model import ESTIMATORS, RESET_RATIO, LeNet, UnitStep


class MaskedWeight(nn.Module):
    """W [out, ...] with a threshold a row: P = W * S(|W| - t), and the reset rule."""

    def __init__(self, shape, bias, estimator):
        super().__init__()
        bound = 1 / math.sqrt(math.prod(shape[1:]))
        self.weight = nn.Parameter(torch.empty(shape).uniform_(-bound, bound))
        self.bias = nn.Parameter(torch.empty(shape[0]).uniform_(-bound, bound)) if bias else None
        self.threshold = nn.Parameter(torch.zeros(shape[0]))
        self.estimator = ESTIMATORS[estimator]
        self.remaining = torch.ones(())

    def mask(self):
        t = self.threshold.view(-1, *[1] * (self.weight.dim() - 1))
        return UnitStep.apply(self.weight.abs() - t, self.estimator)

    def masked(self):
        mask = self.mask()
        ratio = mask.sum() / mask.numel()
        if ratio.item() <= RESET_RATIO:
            with torch.no_grad():
                self.threshold.zero_()
            mask = self.mask()
            ratio = mask.sum() / mask.numel()
        self.remaining = ratio.detach()
        return self.weight * mask

    def thresholds(self):
        return [self.threshold]

    def ratios(self):
        return [self.remaining]

    def keep(self, fraction):
        with torch.no_grad():
            self.threshold.copy_(row_thresholds(self.weight.flatten(1), fraction))


def row_thresholds(rows, fraction):
    """What leaves this fraction of every row, but more than the reset rule's share, between two magnitudes."""
    inputs = rows.shape[1]
    kept = min(inputs, max(inputs // 100 + 1, round(fraction * inputs)))
    if kept == inputs:
        return torch.zeros(len(rows))
    ordered = rows.abs().sort(dim=1).values
    return (ordered[:, inputs - kept - 1] + ordered[:, inputs - kept]) / 2


class MaskedLinear(MaskedWeight):
    def __init__(self, inputs, outputs, estimator):
        super().__init__((outputs, inputs), True, estimator)

    def forward(self, x):
        return F.linear(x, self.masked(), self.bias)


class MaskedConv(MaskedWeight):
    def __init__(self, inputs, outputs, kernel, stride, padding, bias, estimator):
        super().__init__((outputs, inputs, kernel, kernel), bias, estimator)
        self.stride, self.padding = stride, padding

    def forward(self, x):
        return F.conv2d(x, self.masked(), self.bias, self.stride, self.padding)


class Makers:
    """Makes layers, masked or dense."""

    def __init__(self, masked, estimator="indexed"):
        self.masked, self.estimator = masked, estimator

    def linear(self, inputs, outputs):
        return MaskedLinear(inputs, outputs, self.estimator) if self.masked else nn.Linear(inputs, outputs)

    def conv(self, inputs, outputs, kernel, stride=1, padding=0, bias=False):
        if self.masked:
            return MaskedConv(inputs, outputs, kernel, stride, padding, bias, self.estimator)
        return nn.Conv2d(inputs, outputs, kernel, stride, padding, bias=bias)


class LeNet5(nn.Module):
    def __init__(self, make):
        super().__init__()
        self.conv1, self.conv2 = make.conv(1, 20, 5, bias=True), make.conv(20, 50, 5, bias=True)
        self.fc1, self.fc2 = make.linear(800, 500), make.linear(500, 10)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv1(x.view(-1, 1, 28, 28))), 2)
        x = F.max_pool2d(F.relu(self.conv2(x)), 2)
        return self.fc2(F.relu(self.fc1(x.flatten(1))))


class Vgg(nn.Module):
    """Convolutions with batch norm by `widths`, where M is a max pool; a 2×2 average pool; 512 neurons with batch norm."""

    def __init__(self, make, widths):
        super().__init__()
        layers, channels = [], 3
        for width in widths:
            if width == "M":
                layers.append(nn.MaxPool2d(2))
                continue
            norm = nn.BatchNorm2d(width)
            nn.init.constant_(norm.weight, 0.5)
            layers += [make.conv(channels, width, 3, 1, 1), norm, nn.ReLU()]
            channels = width
        layers.append(nn.AvgPool2d(2))
        self.feature = nn.Sequential(*layers)
        self.classifier = nn.Sequential(make.linear(channels, 512), nn.BatchNorm1d(512), nn.ReLU(), make.linear(512, 10))

    def forward(self, x):
        return self.classifier(self.feature(x).flatten(1))


class Block(nn.Module):
    def __init__(self, make, inputs, outputs, stride):
        super().__init__()
        self.bn1, self.conv1 = nn.BatchNorm2d(inputs), make.conv(inputs, outputs, 3, stride, 1)
        self.bn2, self.conv2 = nn.BatchNorm2d(outputs), make.conv(outputs, outputs, 3, 1, 1)
        self.convShortcut = None if inputs == outputs else make.conv(inputs, outputs, 1, stride, 0)

    def forward(self, x):
        active = F.relu(self.bn1(x))
        y = self.conv2(F.relu(self.bn2(self.conv1(active))))
        return y + (x if self.convShortcut is None else self.convShortcut(active))


class Group(nn.Module):
    def __init__(self, make, inputs, outputs, stride, blocks):
        super().__init__()
        self.layer = nn.Sequential(*[Block(make, inputs if i == 0 else outputs, outputs, stride if i == 0 else 1) for i in range(blocks)])

    def forward(self, x):
        return self.layer(x)


class WideResNet(nn.Module):
    def __init__(self, make, depth, width):
        super().__init__()
        sizes, blocks = [16, 16 * width, 32 * width, 64 * width], (depth - 4) // 6
        self.conv1 = make.conv(3, 16, 3, 1, 1)
        self.block1, self.block2, self.block3 = (Group(make, sizes[i], sizes[i + 1], 1 if i == 0 else 2, blocks) for i in range(3))
        self.bn1, self.fc = nn.BatchNorm2d(sizes[3]), make.linear(sizes[3], 10)

    def forward(self, x):
        x = self.block3(self.block2(self.block1(self.conv1(x))))
        return self.fc(F.relu(self.bn1(x)).mean((2, 3)))


class MaskedCell(nn.Module):
    """An LSTM cell, each of whose eight matrices [in, hidden] has thresholds of its own; the reset rule applies to none."""

    def __init__(self, inputs, hidden, estimator):
        super().__init__()
        self.estimator, self.hidden = ESTIMATORS[estimator], hidden
        bound = 1 / math.sqrt(hidden)
        for gate in "ifuo":
            for source, size in (("x", inputs), ("h", hidden)):
                setattr(self, f"weight_{source}{gate}", nn.Parameter(torch.empty(size, hidden).uniform_(-bound, bound)))
                setattr(self, f"threshold_{source}{gate}", nn.Parameter(torch.zeros(hidden)))
            setattr(self, f"bias_{gate}", nn.Parameter(torch.zeros(hidden)))
        self.remaining = [torch.ones(())] * 8

    def names(self):
        return [source + gate for gate in "ifuo" for source in "xh"]

    def masked(self):
        """P of every matrix, by name."""
        masks = [UnitStep.apply(getattr(self, "weight_" + n).abs() - getattr(self, "threshold_" + n), self.estimator) for n in self.names()]
        self.remaining = [m.detach().mean() for m in masks]
        return {n: getattr(self, "weight_" + n) * m for n, m in zip(self.names(), masks)}

    def step(self, p, x, h, c):
        def gate(name):
            return x @ p["x" + name] + h @ p["h" + name] + getattr(self, "bias_" + name)

        c = torch.sigmoid(gate("f")) * c + torch.sigmoid(gate("i")) * torch.tanh(gate("u"))
        return torch.sigmoid(gate("o")) * torch.tanh(c), c

    def thresholds(self):
        return [getattr(self, "threshold_" + n) for n in self.names()]

    def ratios(self):
        return self.remaining

    def keep(self, fraction):
        with torch.no_grad():
            for n in self.names():
                getattr(self, "threshold_" + n).copy_(row_thresholds(getattr(self, "weight_" + n).t(), fraction))


class MaskedLstmLayer(nn.Module):
    def __init__(self, inputs, hidden, estimator, masks):
        super().__init__()
        self.cell, self.masks = MaskedCell(inputs, hidden, estimator), masks

    def forward(self, rows):
        h = c = rows[0].new_zeros(len(rows[0]), self.cell.hidden)
        p, outputs = self.cell.masked(), []
        for i, row in enumerate(rows):
            if i > 0 and self.masks == "step":
                p = self.cell.masked()
            h, c = self.cell.step(p, row, h, c)
            outputs.append(h)
        return outputs


class MaskedLstm(nn.Module):
    """Two layers over the rows of an image. `masks`: made at every time step, or once a batch."""

    def __init__(self, hidden, estimator, masks):
        super().__init__()
        self.lstm1, self.lstm2 = MaskedLstmLayer(28, hidden, estimator, masks), MaskedLstmLayer(hidden, hidden, estimator, masks)
        self.fc = nn.Linear(hidden, 10)

    def forward(self, x):
        return self.fc(self.lstm2(self.lstm1(list(x.view(-1, 28, 28).unbind(1))))[-1])


class DenseLstm(nn.Module):
    """The same sizes with PyTorch's own LSTM."""

    def __init__(self, hidden):
        super().__init__()
        self.lstm, self.fc = nn.LSTM(28, hidden, num_layers=2), nn.Linear(hidden, 10)

    def forward(self, x):
        return self.fc(self.lstm(x.view(-1, 28, 28).transpose(0, 1))[0][-1])


VGG_16 = [64, 64, "M", 128, 128, "M", 256, 256, 256, "M", 512, 512, 512, "M", 512, 512, 512]
VGG_TINY = [8, "M", 16, "M", 24, 24, "M", 32, "M", 32]
COLOUR, GREY = (3, 32, 32), (1, 28, 28)
# name: (maker of the network, shape of an image, batch, optimiser)
NETWORKS = {
    "lenet-300-100": (lambda make: LeNet(make.linear), GREY, 64, "sgd"),
    "lenet-5-caffe": (LeNet5, GREY, 64, "sgd"),
    "lstm-a": (128, GREY, 100, "adam"),
    "lstm-b": (256, GREY, 100, "adam"),
    "lstm-16": (16, GREY, 100, "adam"),
    "vgg-16": (lambda make: Vgg(make, VGG_16), COLOUR, 64, "sgd"),
    "vgg-tiny": (lambda make: Vgg(make, VGG_TINY), COLOUR, 64, "sgd"),
    "wrn-16-8": (lambda make: WideResNet(make, 16, 8), COLOUR, 64, "sgd"),
    "wrn-10-1": (lambda make: WideResNet(make, 10, 1), COLOUR, 64, "sgd"),
}


def build(name, masked, estimator="indexed", lstm_masks="step"):
    maker = NETWORKS[name][0]
    if isinstance(maker, int):
        return MaskedLstm(maker, estimator, lstm_masks) if masked else DenseLstm(maker)
    return maker(Makers(masked, estimator))


def masked_layers(model):
    return [m for m in model.modules() if hasattr(m, "thresholds")]


def train_step(model, optimiser, images, labels, alpha):
    """Cross entropy (mean over the batch) + alpha * sum over all thresholds of exp(-t); returns it, taken before the update."""
    optimiser.zero_grad()
    loss = F.cross_entropy(model(images), labels)
    for layer in masked_layers(model):
        for threshold in layer.thresholds():
            loss = loss + alpha * torch.exp(-threshold).sum()
    loss.backward()
    optimiser.step()
    return loss
