"""Compares the PyTorch reference with a golden trajectory: losses, ratios, gradients of step 1 and final state."""

import torch

import lenet_model
from lenet_files import FileError, read_safetensors

GRADIENT, EARLY_LOSS, LATE_LOSS, RATIO = 1e-4, 1e-4, 1e-3, 0.005
EARLY_STEPS = 8  # the golden files' README speaks of "the first steps"; these are taken as the first


def check(path, estimator):
    """Runs the file's steps from its initial state; returns (deviations by name, list of what is out of tolerance)."""
    tensors, meta = read_safetensors(path)
    model = lenet_model.masked_lenet(estimator)
    try:
        steps, batch, alpha = int(meta["steps"]), int(meta["batch"]), float(meta["alpha"])
        optimiser = torch.optim.SGD(
            model.parameters(),
            lr=float(meta["lr"]),
            momentum=float(meta["momentum"]),
            weight_decay=float(meta["weight_decay"]),
        )
        model.load_state_dict({name: tensors[f"init.{name}"] for name in model.state_dict()})
        golden_loss, golden_ratio = tensors["loss"].double(), tensors["ratio"].double()
        images, labels = tensors["images"].view(steps, batch, -1), tensors["labels"].view(steps, batch)
    except (KeyError, ValueError, RuntimeError) as e:
        raise FileError(f"{path}: not a golden trajectory of LeNet-300-100 ({str(e).splitlines()[0]})") from e

    loss, ratio, deviations = [], [], {}
    for step in range(steps):
        loss.append(lenet_model.train_step(model, optimiser, images[step], labels[step], alpha).item())
        ratio.append([layer.remaining.item() for layer in model.layers()])
        if step == 0:
            gradients = {name: p.grad for name, p in model.named_parameters()}
            deviations["gradient"] = largest_relative(gradients, tensors, "grad.")
    relative_loss = ((torch.tensor(loss).double() - golden_loss) / golden_loss).abs()
    deviations["early_loss"] = relative_loss[:EARLY_STEPS].max().item()
    deviations["loss"] = relative_loss.max().item()
    deviations["ratio"] = (torch.tensor(ratio).double() - golden_ratio).abs().max().item()
    deviations["final"] = largest_relative(dict(model.named_parameters()), tensors, "final.")

    limits = {"gradient": GRADIENT, "early_loss": EARLY_LOSS, "loss": LATE_LOSS, "ratio": RATIO}
    # `not <=` and not `>`: a deviation that is not a number is out of tolerance too
    beyond = [name for name, limit in limits.items() if not deviations[name] <= limit]
    return {"steps": steps, "resets": [layer.resets for layer in model.layers()], **deviations}, beyond


def largest_relative(values, tensors, prefix):
    """Largest |difference| over the largest entry of its tensor, over all tensors."""
    worst = 0.0
    for name, value in values.items():
        golden = tensors[prefix + name]
        worst = max(worst, ((value.detach() - golden).abs().max() / golden.abs().max()).item())
    return worst
