// The instructions of GPUs from Ampere on (sm_80) that tf32.cu is made of. Under emulation tensor_core.h of the tests stands in for them.
#pragma once

#include "kernels.cuh"

#ifdef THRESHER_EMULATION

#include "tensor_core.h"

#else

// The nearest number with 10 bits of mantissa, ties away from zero.
__device__ __forceinline__ unsigned tf32(float x) {
    unsigned rounded;
    asm("cvt.rna.tf32.f32 %0, %1;" : "=r"(rounded) : "f"(x));
    return rounded;
}

// C += A B for A [16 × 8], B [8 × 8], C [16 × 8], spread over a warp. With group = lane / 4 and place = lane % 4 a lane has
// a0, a1 at rows group, group + 8 of column place, a2, a3 the same of column place + 4; b0, b1 at rows place, place + 4 of column group;
// c0, c1 at columns 2 · place, 2 · place + 1 of row group, c2, c3 the same of row group + 8.
__device__ __forceinline__ void multiplyAdd(float &c0, float &c1, float &c2, float &c3, unsigned a0, unsigned a1, unsigned a2, unsigned a3,
                                            unsigned b0, unsigned b1) {
    asm("mma.sync.aligned.m16n8k8.row.col.f32.tf32.tf32.f32 {%0, %1, %2, %3}, {%4, %5, %6, %7}, {%8, %9}, {%0, %1, %2, %3};"
        : "+f"(c0), "+f"(c1), "+f"(c2), "+f"(c3)
        : "r"(a0), "r"(a1), "r"(a2), "r"(a3), "r"(b0), "r"(b1));
}

// Copies `bytes` of 16 bytes to shared memory behind this thread, the rest becoming zero; both at multiples of 16 bytes.
__device__ __forceinline__ void copyQuad(float *shared, const float *from, int bytes) {
    asm volatile("cp.async.cg.shared.global [%0], [%1], 16, %2;" ::"r"(unsigned(__cvta_generic_to_shared(shared))), "l"(from), "r"(bytes)
                 : "memory");
}

// The same for one number.
__device__ __forceinline__ void copyNumber(float *shared, const float *from, int bytes) {
    asm volatile("cp.async.ca.shared.global [%0], [%1], 4, %2;" ::"r"(unsigned(__cvta_generic_to_shared(shared))), "l"(from), "r"(bytes)
                 : "memory");
}

// Ends a group of this thread's copies.
__device__ __forceinline__ void endCopies() { asm volatile("cp.async.commit_group;" ::: "memory"); }

// Waits until all groups but the last PENDING are there.
template <int PENDING> __device__ __forceinline__ void awaitCopies() { asm volatile("cp.async.wait_group %0;" ::"n"(PENDING) : "memory"); }

#endif
