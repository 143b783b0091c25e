// The random bits of dev.thresher.datasets.Randomness: a pure function of seed, purpose, epoch and index.
#pragma once

#include "kernels.cuh"

enum Purpose { INITIAL_WEIGHT, SHUFFLE, AUGMENTATION, DROPOUT, SYNTHESIS };

__device__ __forceinline__ unsigned long long mixed(unsigned long long z) {
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
    return z ^ (z >> 31);
}

// What seed, purpose and epoch contribute: the same for all indices.
__device__ __forceinline__ unsigned long long streamOf(unsigned long long seed, Purpose purpose, unsigned long long epoch) {
    unsigned long long h = mixed(seed + 0x9E3779B97F4A7C15ull);
    h = mixed(h ^ (purpose + 1ull) * 0xD1B54A32D192ED03ull);
    return mixed(h ^ (epoch + 1) * 0xABC98388FB8FAC03ull);
}

__device__ __forceinline__ unsigned long long bitsOf(unsigned long long stream, unsigned long long index) {
    return mixed(stream ^ (index + 1) * 0x8CB92BA72F3D8DD7ull);
}
