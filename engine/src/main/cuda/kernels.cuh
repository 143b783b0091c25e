// How a kernel is declared, once for nvcc and once for a C++ compiler over the emulation of the tests.
//
//     struct AddArgs { const float *a, *b; float *sum; long long entries; };
//     KERNEL(add, AddArgs) { ... a.entries ... }
//
// A kernel has one argument, a structure by value: members of 8 bytes first, then those of 4, so that nothing lies between them and Java
// can write them one after the other.
#pragma once

#ifdef __CUDACC__

#define KERNEL(name, Args) extern "C" __global__ void name(const __grid_constant__ Args a)
// At most `threads` threads a block: lets the compiler use more registers.
#define KERNEL_BOUNDS(name, Args, threads) extern "C" __global__ void __launch_bounds__(threads) name(const __grid_constant__ Args a)
// Shared memory whose size the launch gives; one a kernel.
#define DYNAMIC_SHARED(type, name)                          \
    extern __shared__ __align__(16) unsigned char dynamic[]; \
    type *const name = reinterpret_cast<type *>(dynamic)

#else

#include "emulation.h"

// `name__emulated` is what the stub driver of the tests finds by name.
#define KERNEL(name, Args)                                                                                                       \
    static void name(const Args &a);                                                                                             \
    extern "C" __attribute__((visibility("default"))) void name##__emulated(const void *args) { name(*static_cast<const Args *>(args)); } \
    static void name(const Args &a)
#define KERNEL_BOUNDS(name, Args, threads) KERNEL(name, Args)
#define DYNAMIC_SHARED(type, name) type *const name = static_cast<type *>(emulation::dynamicShared())

#endif
