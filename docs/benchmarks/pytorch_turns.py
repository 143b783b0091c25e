#!/usr/bin/python3
"""Training steps of a network in eager PyTorch, each timed when a line of standard input asks for it: ITEM SECONDS.

The first line of output names the items: dense, masked-1, masked-0.1, ... The learning rate is 0, so that densities stay.
"""

import argparse
import json
import os
import sys
import time


def parse():
    p = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    p.add_argument("network", help="such as lenet-300-100 or vgg-16")
    p.add_argument("--threads", type=int, default=2)
    p.add_argument("--remaining", default="1,0.1,0.03", help="remaining ratios of the masked items (1,0.1,0.03)")
    p.add_argument("--estimator", choices=("indexed", "where"), default="indexed")
    p.add_argument("--lstm-masks", choices=("step", "batch"), default="step", help="whether an LSTM's masks are made at every time step (default) or once a batch")
    p.add_argument("--device", choices=("cpu", "cuda"), default="cpu")
    p.add_argument("--precision", choices=("fp32", "tf32"), default="fp32", help="of products and convolutions on the GPU (fp32)")
    return p.parse_args()


def main(args):
    torch.set_num_threads(args.threads)
    torch.manual_seed(1)
    if args.device == "cuda":
        if not torch.cuda.is_available():
            sys.exit("pytorch_turns.py: PyTorch finds no GPU")
        torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = args.precision == "tf32"
    finish = torch.cuda.synchronize if args.device == "cuda" else lambda: None
    if args.network not in networks.NETWORKS:
        sys.exit(f"pytorch_turns.py: no network '{args.network}'; known: {', '.join(networks.NETWORKS)}")
    _, shape, batch, optimiser = networks.NETWORKS[args.network]
    images, labels = torch.rand(batch, *shape, device=args.device), torch.arange(batch, device=args.device) % 10
    steps = {}
    for masked in (False, True):
        model = networks.build(args.network, masked, args.estimator, args.lstm_masks).to(args.device)
        decay = 1e-4 if shape == networks.COLOUR else 0.0
        adapt = (torch.optim.Adam(model.parameters(), lr=0.0) if optimiser == "adam"
                 else torch.optim.SGD(model.parameters(), lr=0.0, momentum=0.9, weight_decay=decay))
        steps[masked] = (model, adapt)
    items = ["dense"] + [f"masked-{text}" for text in args.remaining.split(",")]
    where = {"gpu": torch.cuda.get_device_name(), "precision": args.precision} if args.device == "cuda" else blas()
    print(json.dumps({"items": items, "torch": torch.__version__, "threads": torch.get_num_threads(), **where}), flush=True)
    for line in sys.stdin:
        item, seconds = line.split()
        masked = item != "dense"
        model, adapt = steps[masked]
        if masked:
            for layer in networks.masked_layers(model):
                layer.keep(float(item.removeprefix("masked-"))) if hasattr(layer, "keep") else None
        finish()
        start, calls = time.perf_counter(), 0
        while calls == 0 or time.perf_counter() - start < float(seconds):
            networks.train_step(model, adapt, images, labels, 5e-4)
            calls += 1
            if calls % 8 == 0:
                finish()  # the GPU runs behind: without it the queue, not the time, would end the turn
        finish()
        print(json.dumps({"item": item, "calls": calls, "milliseconds": (time.perf_counter() - start) * 1e3 / calls}), flush=True)


if __name__ == "__main__":
    arguments = parse()
    # OpenBLAS and OpenMP read these once, when torch loads them
    os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = str(arguments.threads)
    try:
        import torch
    except ImportError as e:
        sys.exit(f"{sys.argv[0]}: {e}; on Debian: apt-get install --no-install-recommends python3-torch libopenblas0-pthread, then run with /usr/bin/python3")
    import networks
    from openblas import blas, prefer_known_kernels

    prefer_known_kernels()
    main(arguments)
