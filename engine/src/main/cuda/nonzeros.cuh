// The non-zeros of P as its products read them. Where a list has its entries, and whether it is used at all, is known on the device
// alone: whoever launches a product launches both ways, and one of them returns at once.
#pragma once

#include "kernels.cuh"

constexpr int TAP_BITS = 6; // of an entry's place: the channel (backward: the filter), and then the tap, of fewer than 64

// Whether P has so few non-zeros that they alone are multiplied: the same answer in every kernel of a product.
__device__ __forceinline__ bool overNonZeros(const int *kept, int limit) { return kept != nullptr && *kept <= limit; }
