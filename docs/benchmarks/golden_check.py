"""Compares the PyTorch reference with a golden trajectory: losses, ratios, gradients of step 1 and final state."""

import torch

import networks
from lenet_files import FileError, read_safetensors

GRADIENT, EARLY_LOSS, LATE_LOSS, RATIO = 1e-4, 1e-4, 1e-3, 0.005
EARLY_STEPS = 8  # the golden files' README speaks of "the first steps"; these are taken as the first


def check(path, estimator):
    """Runs the file's steps from its initial state; returns (deviations by name, list of what is out of tolerance)."""
    tensors, meta = read_safetensors(path)
    try:
        steps, batch, alpha = int(meta["steps"]), int(meta["batch"]), float(meta["alpha"])
        model = networks.build(meta["case"].removesuffix("-reset"), True, estimator)
        rate, decay = float(meta["lr"]), float(meta["weight_decay"])
        optimiser = (torch.optim.Adam(model.parameters(), lr=rate, weight_decay=decay) if meta.get("optimizer") == "adam"
                     else torch.optim.SGD(model.parameters(), lr=rate, momentum=float(meta["momentum"]), weight_decay=decay))
        model.load_state_dict({name: tensors[f"init.{name}"].view(value.shape) for name, value in model.state_dict().items()})
        golden_loss, golden_ratio = tensors["loss"].double(), tensors["ratio"].double()
        images, labels = tensors["images"], tensors["labels"].view(steps, batch)
        images = images.view(steps, batch, *images.shape[1:])
    except (KeyError, ValueError, RuntimeError) as e:
        raise FileError(f"{path}: not a golden trajectory of a known network ({str(e).splitlines()[0]})") from e

    loss, ratio, deviations = [], [], {}
    for step in range(steps):
        loss.append(networks.train_step(model, optimiser, images[step], labels[step], alpha).item())
        ratio.append([r.item() for layer in networks.masked_layers(model) for r in layer.ratios()])
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
    return {"steps": steps, **deviations}, beyond


def largest_relative(values, tensors, prefix):
    """Largest |difference| over the largest entry of its tensor, over all tensors.

    A tensor of next to nothing (the gradient of a bias before a batch norm is rounding alone) is measured by the others.
    """
    floor = 1e-2 * max(tensors[prefix + name].abs().max().item() for name in values)
    return max(((value.detach() - tensors[prefix + name].view(value.shape)).abs().max() / max(floor, tensors[prefix + name].abs().max().item())).item()
               for name, value in values.items())
