"""Which BLAS PyTorch loaded, and better kernels where it did not know the processor."""

import ctypes
import os
import sys


def prefer_known_kernels():
    """Starts the script again with better kernels where OpenBLAS did not know the processor.

    An OpenBLAS older than the processor falls back to SSE3 kernels ("Prescott"), two to three times slower than what
    PyTorch can do there. An OPENBLAS_CORETYPE that is already set is left alone, also one set to Prescott.
    """
    if "OPENBLAS_CORETYPE" in os.environ or not blas()["blas"].endswith("kernels Prescott"):
        return
    with open("/proc/cpuinfo", encoding="ascii", errors="replace") as lines:
        flags = next((set(line.split()) for line in lines if line.startswith("flags")), set())
    kernels = "SkylakeX" if {"avx512f", "avx512bw", "avx512dq", "avx512vl"} <= flags else "Haswell" if {"avx2", "fma"} <= flags else None
    if kernels:
        print(f"OpenBLAS does not know this processor: starting again with OPENBLAS_CORETYPE={kernels}", file=sys.stderr, flush=True)
        os.environ["OPENBLAS_CORETYPE"] = kernels
        os.execv(sys.executable, [sys.executable, *sys.argv])


def blas():
    """The BLAS that this process really loaded: its name, its own description and its threads."""
    with open("/proc/self/maps", encoding="utf-8", errors="replace") as lines:
        paths = sorted({line.split()[-1] for line in lines if "blas" in line.lower() and ".so" in line})
    for path in paths:
        library = ctypes.CDLL(path)
        if hasattr(library, "openblas_get_config"):
            library.openblas_get_config.restype = ctypes.c_char_p
            library.openblas_get_corename.restype = ctypes.c_char_p
            return {"blas": f"{library.openblas_get_config().decode().strip()}, kernels {library.openblas_get_corename().decode()}",
                    "blas_threads": library.openblas_get_num_threads()}
    return {"blas": ", ".join(os.path.basename(p) for p in paths) or "built into torch", "blas_threads": None}
