#!/usr/bin/python3
"""Times LeNet-300-100 in eager PyTorch, masked by Dynamic Sparse Training and dense: steps, whole epochs, memory.

Debian: apt-get install --no-install-recommends python3-torch libopenblas0-pthread
"""

import argparse
import json
import os
import platform
import resource
import statistics
import sys
import time

LEARNING_RATE, MOMENTUM, ALPHA = 0.01, 0.9, 5e-4


def parse():
    p = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    p.add_argument("--threads", type=positive, default=2, help="threads of PyTorch and of OpenBLAS (2)")
    p.add_argument("--batch", type=positive, default=64, help="examples a step (64)")
    p.add_argument("--warmup", type=positive, default=50, help="steps before the timed ones, in every repeat (50)")
    p.add_argument("--steps", type=positive, default=300, help="timed steps in every repeat (300)")
    p.add_argument("--repeats", type=positive, default=5, help="repeats, the models taking turns (5)")
    p.add_argument("--remaining", type=ratios, default=[1.0], help="remaining ratios, such as 1.0,0.1,0.03 (1.0)")
    p.add_argument("--estimator", choices=("indexed", "where"), default="indexed",
                   help="how the step estimator H is written: at boolean indices as the published implementation does (default), or by torch.where")
    p.add_argument("--epochs", type=positive, help="also time this many whole epochs on MNIST, evaluation included")
    p.add_argument("--loader", choices=("memory", "dataloader"), default="memory",
                   help="batches for --epochs: indexed from one tensor (default), or by torch's DataLoader")
    p.add_argument("--normalize", action="store_true", help="take out MNIST's mean and deviation in --epochs")
    p.add_argument("--data", metavar="DIR", default=os.environ.get("THRESHER_DATA"), help="folder with MNIST's IDX files, or with mnist/ ($THRESHER_DATA)")
    p.add_argument("--check", metavar="FILE", help="only compare with a golden trajectory (safetensors); exit 1 if out of tolerance")
    p.add_argument("--json", action="store_true", help="also print one JSON object as the last line")
    args = p.parse_args()
    if args.epochs and not args.data:
        p.error("--epochs needs MNIST: name its folder with --data or THRESHER_DATA")
    return args


def positive(text):
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError(f"{text}: at least 1")
    return value


def ratios(text):
    values = [float(part) for part in text.split(",")]
    for value in values:
        if not 0.01 < value <= 1:
            raise argparse.ArgumentTypeError(f"{value}: a remaining ratio lies above 0.01 (where the reset rule acts) and at most at 1")
    return values


def time_steps(model, batches, warmup, steps):
    """Milliseconds of each timed step. The learning rate is 0: the same arithmetic, but the density stays as set."""
    optimiser = torch.optim.SGD(model.parameters(), lr=0.0, momentum=MOMENTUM)
    times = []
    for step in range(warmup + steps):
        images, labels = batches[step % len(batches)]
        start = time.perf_counter()
        lenet_model.train_step(model, optimiser, images, labels, ALPHA)
        times.append((time.perf_counter() - start) * 1e3)
    return times[warmup:]


def bench_steps(args):
    """Every model once a repeat, in turn, so that a busy machine slows all of them alike."""
    models = {"dense": lenet_model.dense_lenet()}
    for remaining in args.remaining:
        model = lenet_model.masked_lenet(args.estimator)
        for layer in model.layers():
            layer.keep(remaining)
        models[f"masked {remaining:g}"] = model
    batches = [(torch.rand(args.batch, 784), torch.randint(10, (args.batch,))) for _ in range(16)]
    rounds = {name: [] for name in models}
    for _ in range(args.repeats):
        for name, model in models.items():
            rounds[name].append(time_steps(model, batches, args.warmup, args.steps))
    results = {}
    for name, times in rounds.items():
        medians = [statistics.median(t) for t in times]
        results[name] = {
            "step_ms_median": statistics.median(medians),
            "step_ms_min": min(medians),
            "step_ms_max": max(medians),
            "step_ms_mean": statistics.fmean(ms for t in times for ms in t),
        }
        masked = models[name].masked_layers()
        if masked:
            results[name]["model_remaining"] = models[name].model_remaining()
            results[name]["resets"] = sum(layer.resets for layer in masked)
    return results


def bench_epochs(args, name, model, train, test):
    """Trains with the optimiser of the MNIST experiments; seconds of each epoch, its evaluation included."""
    optimiser = torch.optim.SGD(model.parameters(), lr=LEARNING_RATE, momentum=MOMENTUM)
    seconds = []
    for epoch in range(1, args.epochs + 1):
        start = time.perf_counter()
        model.train()
        for images, labels in batches_of(args, *train, shuffle=True):
            lenet_model.train_step(model, optimiser, images, labels, ALPHA)
        model.eval()
        with torch.no_grad():
            correct = sum((model(x).argmax(1) == y).sum().item() for x, y in batches_of(args, *test, shuffle=False))
        seconds.append(time.perf_counter() - start)
        accuracy = correct / len(test[1])
        remaining = model.model_remaining() if model.masked_layers() else 1.0
        print(f"{name} epoch {epoch}: {seconds[-1]:.2f} s, test accuracy {accuracy:.2%}, remaining {remaining:.2%}", flush=True)
    return {
        "epoch_seconds_median": statistics.median(seconds),
        "epoch_seconds_min": min(seconds),
        "epoch_seconds_max": max(seconds),
        "test_accuracy_last": accuracy,
        "model_remaining": remaining,
    }


def batches_of(args, images, labels, shuffle):
    if args.loader == "dataloader":
        data = torch.utils.data.TensorDataset(images, labels)
        yield from torch.utils.data.DataLoader(data, batch_size=args.batch, shuffle=shuffle)
        return
    order = torch.randperm(len(labels)) if shuffle else torch.arange(len(labels))
    for part in order.split(args.batch):
        yield images[part], labels[part]


def main():
    args = parse()
    torch.set_num_threads(args.threads)
    torch.manual_seed(1)
    if args.check:
        deviations, beyond = golden_check.check(args.check, args.estimator)
        for name, value in deviations.items():
            print(f"{name:12} {value:.3g}" if isinstance(value, float) else f"{name:12} {value}")
        print(f"out of tolerance: {', '.join(beyond)}" if beyond else "within tolerance")
        if args.json:
            print(json.dumps({"check": args.check, **deviations, "beyond": beyond}))
        return 1 if beyond else 0

    machine = {"cpu": cpu_model(), "cores": os.cpu_count(), "python": platform.python_version(), "torch": torch.__version__, **blas(),
               "threads": torch.get_num_threads(), "batch": args.batch, "estimator": args.estimator, "load_before": os.getloadavg()[0]}
    for name, value in machine.items():
        print(f"{name:12} {value}")
    if args.epochs:  # read first: a wrong folder shows before minutes of timing
        train, test = (read_mnist(args.data, part, args.normalize) for part in ("train", "t10k"))
    results = bench_steps(args)
    print(f"\n{'ms a step':16}{'median':>9}{'lowest':>9}{'highest':>9}{'mean':>9}   medians of {args.repeats} repeats of {args.steps} steps")
    for name, r in results.items():
        print(f"{name:16}{r['step_ms_median']:9.3f}{r['step_ms_min']:9.3f}{r['step_ms_max']:9.3f}{r['step_ms_mean']:9.3f}")
    epochs = {}
    if args.epochs:
        print()
        for name, model in (("dense", lenet_model.dense_lenet()), ("masked", lenet_model.masked_lenet(args.estimator))):
            epochs[name] = bench_epochs(args, name, model, train, test)
    machine["load_after"] = os.getloadavg()[0]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024  # Linux tells KiB
    print(f"\npeak memory {peak:.0f} MiB, load average {machine['load_before']:.2f} before and {machine['load_after']:.2f} after")
    if args.json:
        first = results[f"masked {args.remaining[0]:g}"]
        print(json.dumps({"step_ms_median": first["step_ms_median"], "dense_step_ms_median": results["dense"]["step_ms_median"],
                          "steps": results, "epochs": epochs, "peak_memory_mib": peak, "machine": machine}))
    return 0


def cpu_model():
    with open("/proc/cpuinfo", encoding="ascii", errors="replace") as lines:
        return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.processor())


if __name__ == "__main__":
    threads = str(parse().threads)
    # OpenBLAS and OpenMP read these once, when torch loads them
    os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = threads
    try:
        import torch
    except ImportError as e:
        print(f"{sys.argv[0]}: {e}; on Debian: apt-get install --no-install-recommends python3-torch libopenblas0-pthread, then run with /usr/bin/python3", file=sys.stderr)
        sys.exit(2)
    import golden_check
    import lenet_model
    from lenet_files import FileError, read_mnist
    from openblas import blas, prefer_known_kernels

    prefer_known_kernels()
    try:
        sys.exit(main())
    except (FileError, ValueError) as e:
        print(f"{sys.argv[0]}: {e}", file=sys.stderr)
        sys.exit(2)
