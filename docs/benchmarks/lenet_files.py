"""Readers of the two file formats that the benchmark needs: IDX (plain or gzip) and safetensors."""

import gzip
import json
import struct
from pathlib import Path

import torch

DTYPES = {"F32": torch.float32, "I64": torch.int64}


class FileError(Exception):
    """A file that cannot be used: one line that names it."""


def read_idx(folder, name):
    """The unsigned bytes of `folder/name` or `folder/name.gz`, in the shape that its header tells."""
    paths = [Path(folder) / sub / (name + end) for sub in ("", "mnist") for end in ("", ".gz")]
    path = next((p for p in paths if p.is_file()), None)
    if path is None:
        raise FileError(f"{folder}: no {name} or {name}.gz, here or in mnist/; name the folder of MNIST with --data")
    try:
        with (gzip.open if path.suffix == ".gz" else open)(path, "rb") as stream:
            raw = bytearray(stream.read())
    except (OSError, EOFError) as e:
        raise FileError(f"{path}: {e}") from e
    if len(raw) < 4 or raw[:3] != b"\0\0\x08" or len(raw) < 4 + 4 * raw[3]:
        raise FileError(f"{path}: not an IDX file of unsigned bytes")
    shape = struct.unpack_from(f">{raw[3]}I", raw, 4)
    start = 4 + 4 * raw[3]
    count = 1
    for size in shape:
        count *= size
    if len(raw) - start != count or count == 0:
        raise FileError(f"{path}: header tells {count} values, file holds {len(raw) - start}")
    return torch.frombuffer(raw, dtype=torch.uint8, offset=start).view(shape)


def read_mnist(folder, part, normalise):
    """Images [N, 784] as float in [0, 1] (or with mean 0.1307 and deviation 0.3081 taken out) and labels [N]."""
    images = read_idx(folder, f"{part}-images-idx3-ubyte")
    labels = read_idx(folder, f"{part}-labels-idx1-ubyte").long()
    if len(images) != len(labels) or images[0].numel() != 784:
        raise FileError(f"{folder}: {part} holds {len(images)} images {tuple(images.shape[1:])} and {len(labels)} labels")
    images = images.view(-1, 784).float() / 255
    return ((images - 0.1307) / 0.3081 if normalise else images), labels


def read_safetensors(path):
    """All tensors of a safetensors file by name, and its metadata (strings)."""
    try:
        raw = bytearray(Path(path).read_bytes())
        (length,) = struct.unpack_from("<Q", raw)
        header = json.loads(raw[8 : 8 + length])
        metadata = header.pop("__metadata__", {})
        tensors = {name: read_tensor(raw, 8 + length, entry) for name, entry in header.items()}
    except OSError as e:
        raise FileError(f"{path}: {e.strerror}") from e
    except (ValueError, KeyError, RuntimeError, struct.error) as e:
        raise FileError(f"{path}: not a safetensors file of F32 and I64 tensors ({e})") from e
    return tensors, metadata


def read_tensor(raw, start, entry):
    begin, end = entry["data_offsets"]
    dtype = DTYPES[entry["dtype"]]
    count = (end - begin) // torch.empty((), dtype=dtype).element_size()
    return torch.frombuffer(raw, dtype=dtype, count=count, offset=start + begin).view(entry["shape"])
