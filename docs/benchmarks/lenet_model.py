"""LeNet-300-100 in eager PyTorch: dense, and masked by Dynamic Sparse Training (vector thresholds)."""

import math

import torch
from torch import nn
from torch.nn import functional as F

SIZES = (784, 300, 100, 10)
RESET_RATIO = 0.01  # a layer that keeps this fraction of its weights, or less, starts again at t = 0


def long_tailed_indexed(q):
    """H(q), written at boolean indices: the form that the published implementation's users run."""
    a = q.abs()
    h = 2 - 4 * a
    h[(a > 0.4) & (a <= 1)] = 0.4
    h[a > 1] = 0.0
    return h


def long_tailed_where(q):
    """H(q) without a boolean index: the same values, in fewer passes over q."""
    a = q.abs()
    return torch.where(a <= 0.4, 2 - 4 * a, (a <= 1).to(q.dtype) * 0.4)


ESTIMATORS = {"indexed": long_tailed_indexed, "where": long_tailed_where}


class UnitStep(torch.autograd.Function):
    """S(q) = 1 where q > 0, else 0; its gradient is replaced by H(q)."""

    @staticmethod
    def forward(ctx, q, estimator):
        ctx.save_for_backward(q)
        ctx.estimator = estimator
        return (q > 0).to(q.dtype)

    @staticmethod
    def backward(ctx, gradient):
        (q,) = ctx.saved_tensors
        return gradient * ctx.estimator(q), None


class MaskedLinear(nn.Module):
    """Y = X (W * M)^T + b with M = S(|W| - t): weight [out, in], bias [out], threshold [out]."""

    def __init__(self, inputs, outputs, estimator):
        super().__init__()
        bound = 1 / math.sqrt(inputs)
        self.weight = nn.Parameter(torch.empty(outputs, inputs).uniform_(-bound, bound))
        self.bias = nn.Parameter(torch.empty(outputs).uniform_(-bound, bound))
        self.threshold = nn.Parameter(torch.zeros(outputs))
        self.estimator = estimator
        self.remaining = torch.ones(())  # the ratio that the latest forward product used
        self.resets = 0

    def mask(self):
        return UnitStep.apply(self.weight.abs() - self.threshold.view(-1, 1), self.estimator)

    def forward(self, x):
        mask = self.mask()
        ratio = mask.sum() / mask.numel()
        if ratio.item() <= RESET_RATIO:
            with torch.no_grad():
                self.threshold.zero_()
            self.resets += 1
            mask = self.mask()
            ratio = mask.sum() / mask.numel()
        self.remaining = ratio.detach()
        return F.linear(x, self.weight * mask, self.bias)

    def thresholds(self):
        return [self.threshold]

    def ratios(self):
        return [self.remaining]

    def keep(self, fraction):
        """Sets each row's threshold between two magnitudes, so that `fraction` of the row remains."""
        outputs, inputs = self.weight.shape
        kept = round(fraction * inputs)
        if kept / inputs <= RESET_RATIO:
            raise ValueError(f"a remaining ratio of {fraction} keeps {kept} of {inputs} inputs: the reset rule would act")
        with torch.no_grad():
            if kept == inputs:
                self.threshold.zero_()
            else:
                rows = self.weight.abs().sort(dim=1).values
                self.threshold.copy_((rows[:, inputs - kept - 1] + rows[:, inputs - kept]) / 2)


class LeNet(nn.Module):
    """784-300-100-10 with ReLU between; `linear` makes a layer from its inputs and outputs."""

    def __init__(self, linear):
        super().__init__()
        self.fc1, self.fc2, self.fc3 = (linear(i, o) for i, o in zip(SIZES, SIZES[1:]))

    def forward(self, x):
        x = x.view(-1, SIZES[0])
        return self.fc3(F.relu(self.fc2(F.relu(self.fc1(x)))))

    def layers(self):
        return (self.fc1, self.fc2, self.fc3)

    def masked_layers(self):
        return [layer for layer in self.layers() if isinstance(layer, MaskedLinear)]

    def model_remaining(self):
        """Kept weights of all masked layers over all their weights (biases not counted)."""
        masked = self.masked_layers()
        kept = sum(layer.remaining.item() * layer.weight.numel() for layer in masked)
        return kept / sum(layer.weight.numel() for layer in masked)


def masked_lenet(estimator="indexed"):
    return LeNet(lambda inputs, outputs: MaskedLinear(inputs, outputs, ESTIMATORS[estimator]))


def dense_lenet():
    return LeNet(nn.Linear)


def total_loss(model, images, labels, alpha):
    """Cross entropy (mean over the batch) + alpha * sum over all thresholds of exp(-t)."""
    loss = F.cross_entropy(model(images), labels)
    for layer in model.masked_layers():
        loss = loss + alpha * torch.exp(-layer.threshold).sum()
    return loss


def train_step(model, optimiser, images, labels, alpha):
    """One step; returns its total loss, taken before the update."""
    optimiser.zero_grad()
    loss = total_loss(model, images, labels, alpha)
    loss.backward()
    optimiser.step()
    return loss
