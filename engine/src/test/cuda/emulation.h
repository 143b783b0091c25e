// CUDA C for a C++ compiler: enough of it to run the kernels in main/cuda on a machine without a GPU.
//
// A thread of a block is a fibre; it runs until a barrier or a warp's exchange, so what is between two barriers runs as a whole, and a
// missing barrier shows only where the order of threads matters. With a seed the orders of blocks and threads are shuffled: different
// seeds that give different results have found a race. Barriers that not all threads reach, or that threads reach at different lines,
// lanes that name different masks, and threads that wait for ever end the launch with an error.
//
// Kernels compiled with -fsanitize=thread (and linked without it) tell races.cpp of every access to memory: two threads that touch the same
// word with nothing between that puts one before the other, one of them writing, end the launch too.
//
//     g++ -x c++ -std=c++17 -O2 -march=native -ffp-contract=off -fPIC -fvisibility=hidden -shared -I test/cuda main/cuda/*.cu test/cuda/emulation.cpp
//
// One launch runs at a time, on the host thread that asks for it: shared memory is plain static memory.
#pragma once

#include <math.h>
#include <cstddef>
#include <cstdint>
#include <cstring>

#define THRESHER_EMULATION 1
#define __global__
#define __device__
#define __host__
#define __constant__ static const
#define __shared__ static
#define __forceinline__ inline
#define __noinline__ __attribute__((noinline))
#define __launch_bounds__(...)
#define __align__(n) __attribute__((aligned(n)))

struct uint3 { unsigned x, y, z; };
struct dim3 {
    unsigned x, y, z;
    dim3(unsigned x = 1, unsigned y = 1, unsigned z = 1) : x(x), y(y), z(z) {}
};

#define EMULATED_VECTOR(type, name)                                                                          \
    struct __align__(2 * sizeof(type)) name##2 { type x, y; };                                               \
    struct name##3 { type x, y, z; };                                                                        \
    struct __align__(sizeof(type) >= 8 ? 16 : 4 * sizeof(type)) name##4 { type x, y, z, w; };                \
    inline name##2 make_##name##2(type x, type y) { return {x, y}; }                                         \
    inline name##3 make_##name##3(type x, type y, type z) { return {x, y, z}; }                              \
    inline name##4 make_##name##4(type x, type y, type z, type w) { return {x, y, z, w}; }
EMULATED_VECTOR(float, float)
EMULATED_VECTOR(int, int)
EMULATED_VECTOR(double, double)
struct __align__(8) uint2 { unsigned x, y; };
struct __align__(16) uint4 { unsigned x, y, z, w; };
inline uint2 make_uint2(unsigned x, unsigned y) { return {x, y}; }
inline uint4 make_uint4(unsigned x, unsigned y, unsigned z, unsigned w) { return {x, y, z, w}; }
struct __align__(4) uchar4 { unsigned char x, y, z, w; };

#define EMULATED_HIDDEN __attribute__((visibility("hidden")))
extern EMULATED_HIDDEN uint3 threadIdx;
extern EMULATED_HIDDEN uint3 blockIdx;
extern EMULATED_HIDDEN dim3 blockDim;
extern EMULATED_HIDDEN dim3 gridDim;
constexpr int warpSize = 32;

namespace emulation {
typedef void (*Kernel)(const void *args);

// Runs a grid to its end. Null, or what went wrong: then the rest of the grid did not run.
const char *launch(Kernel kernel, const void *args, dim3 grid, dim3 block, size_t sharedBytes);

// Shuffles blocks and threads from now on, each launch otherwise; 0 puts them in order again.
void shuffle(uint64_t seed);

void *dynamicShared();

constexpr int WORDS = 16; // that a lane can give to an exchange, 8 bytes each

// Waits for all threads of the block that have not ended; the number of those that came with `true`.
int barrier(bool predicate, const char *file, int line);

// Waits for the lanes of `mask` that have not ended, each of which gives `words` words; answers with all that was given, WORDS words a
// lane, which stays until the next but one exchange. `present` gets the lanes that took part.
const uint64_t *exchange(unsigned mask, const uint64_t *mine, int words, unsigned *present, const char *file, int line);

// Ends the launch with an error.
[[noreturn]] void fail(const char *format, ...) __attribute__((format(printf, 1, 2)));

// Where the grid is: what races.cpp tells by what comes before what.
struct Now {
    uint64_t launch;  // from 1
    uint32_t block;   // from 1, as they run
    uint32_t barrier; // how many this block has passed
    uint32_t thread;
    uint32_t exchange; // how many this thread's warp has passed
    uint32_t atomics;  // how many this block has done
    const char *stack; // of this thread
    size_t stackBytes;
    const char *shared; // dynamic
    size_t sharedBytes;
};
extern EMULATED_HIDDEN Now now;

inline unsigned lane() { return (threadIdx.x + blockDim.x * (threadIdx.y + blockDim.y * threadIdx.z)) % warpSize; }

// What all lanes of a warp gave: `of(lane)`. For tensor-core instructions and the like.
template <typename T> class Exchanged {
    static_assert(sizeof(T) <= WORDS * 8, "too much for one exchange");
    const uint64_t *all;

public:
    unsigned present;
    Exchanged(unsigned mask, const T &mine, const char *file = __builtin_FILE(), int line = __builtin_LINE()) {
        uint64_t words[WORDS] = {};
        memcpy(words, &mine, sizeof(T));
        all = exchange(mask, words, int((sizeof(T) + 7) / 8), &present, file, line);
    }
    T of(unsigned lane) const {
        T value;
        memcpy(&value, all + lane * WORDS, sizeof(T));
        return value;
    }
};

template <typename T> inline T shuffled(unsigned mask, T value, unsigned from, const char *file, int line) {
    Exchanged<T> all(mask, value, file, line);
    if (!(all.present >> from & 1)) {
        fail("%s:%d: lane %u reads lane %u, which takes no part", file, line, lane(), from);
    }
    return all.of(from);
}
} // namespace emulation

inline void __syncthreads(const char *file = __builtin_FILE(), int line = __builtin_LINE()) { emulation::barrier(false, file, line); }
inline int __syncthreads_count(int predicate, const char *file = __builtin_FILE(), int line = __builtin_LINE()) {
    return emulation::barrier(predicate != 0, file, line);
}
inline int __syncthreads_or(int predicate, const char *file = __builtin_FILE(), int line = __builtin_LINE()) {
    return emulation::barrier(predicate != 0, file, line) != 0;
}
inline void __syncwarp(unsigned mask = 0xFFFFFFFF, const char *file = __builtin_FILE(), int line = __builtin_LINE()) {
    unsigned present;
    emulation::exchange(mask, nullptr, 0, &present, file, line);
}
inline void __threadfence() {}
inline void __threadfence_system() {}

template <typename T>
inline T __shfl_sync(unsigned mask, T value, int from, int width = 32, const char *file = __builtin_FILE(), int line = __builtin_LINE()) {
    unsigned lane = emulation::lane();
    return emulation::shuffled(mask, value, (lane & ~(width - 1)) | (from & (width - 1)), file, line);
}
template <typename T>
inline T __shfl_xor_sync(unsigned mask, T value, int bits, int width = 32, const char *file = __builtin_FILE(), int line = __builtin_LINE()) {
    unsigned lane = emulation::lane();
    unsigned from = lane ^ bits;
    return emulation::shuffled(mask, value, (from & ~(width - 1)) > (lane & ~(width - 1)) ? lane : from, file, line);
}
template <typename T>
inline T __shfl_down_sync(unsigned mask, T value, unsigned by, int width = 32, const char *file = __builtin_FILE(), int line = __builtin_LINE()) {
    unsigned lane = emulation::lane();
    return emulation::shuffled(mask, value, (lane & (width - 1)) + by < unsigned(width) ? lane + by : lane, file, line);
}
template <typename T>
inline T __shfl_up_sync(unsigned mask, T value, unsigned by, int width = 32, const char *file = __builtin_FILE(), int line = __builtin_LINE()) {
    unsigned lane = emulation::lane();
    return emulation::shuffled(mask, value, (lane & (width - 1)) >= by ? lane - by : lane, file, line);
}
inline unsigned __ballot_sync(unsigned mask, int predicate, const char *file = __builtin_FILE(), int line = __builtin_LINE()) {
    emulation::Exchanged<int> all(mask, predicate != 0, file, line);
    unsigned votes = 0;
    for (unsigned lane = 0; lane < 32; lane++) {
        votes |= (all.present >> lane & 1) && all.of(lane) ? 1u << lane : 0;
    }
    return votes;
}
inline int __any_sync(unsigned mask, int predicate, const char *file = __builtin_FILE(), int line = __builtin_LINE()) {
    return __ballot_sync(mask, predicate, file, line) != 0;
}
inline int __all_sync(unsigned mask, int predicate, const char *file = __builtin_FILE(), int line = __builtin_LINE()) {
    return __ballot_sync(mask, !predicate, file, line) == 0;
}

// Whole numbers only: sums of floats must not depend on who comes first.
#define EMULATED_ATOMIC(T, name, result)                                           \
    __attribute__((no_sanitize("thread"))) inline T name(T *at, T value) {           \
        T old = *at;                                                               \
        emulation::now.atomics++;                                                  \
        *at = result;                                                              \
        return old;                                                                \
    }
#define EMULATED_ATOMICS(T)                                                         \
    EMULATED_ATOMIC(T, atomicAdd, old + value)                                      \
    EMULATED_ATOMIC(T, atomicMax, old < value ? value : old)                        \
    EMULATED_ATOMIC(T, atomicMin, old < value ? old : value)                        \
    EMULATED_ATOMIC(T, atomicOr, old | value)                                       \
    EMULATED_ATOMIC(T, atomicExch, value)
EMULATED_ATOMICS(int)
EMULATED_ATOMICS(unsigned)
EMULATED_ATOMICS(unsigned long long)

#define EMULATED_MINMAX(T)                                \
    inline T min(T a, T b) { return b < a ? b : a; }      \
    inline T max(T a, T b) { return a < b ? b : a; }
EMULATED_MINMAX(int)
EMULATED_MINMAX(unsigned)
EMULATED_MINMAX(long long)
EMULATED_MINMAX(unsigned long long)
inline float min(float a, float b) { return fminf(a, b); }
inline float max(float a, float b) { return fmaxf(a, b); }
inline double min(double a, double b) { return fmin(a, b); }
inline double max(double a, double b) { return fmax(a, b); }

template <typename To, typename From> inline To emulatedBits(From from) {
    static_assert(sizeof(To) == sizeof(From), "as many bits");
    To to;
    memcpy(&to, &from, sizeof(To));
    return to;
}
inline int __float_as_int(float x) { return emulatedBits<int>(x); }
inline unsigned __float_as_uint(float x) { return emulatedBits<unsigned>(x); }
inline float __int_as_float(int x) { return emulatedBits<float>(x); }
inline float __uint_as_float(unsigned x) { return emulatedBits<float>(x); }
inline long long __double_as_longlong(double x) { return emulatedBits<long long>(x); }
inline double __longlong_as_double(long long x) { return emulatedBits<double>(x); }
template <typename T> inline T __ldg(const T *at) { return *at; }
template <typename T> inline T __ldcg(const T *at) { return *at; }

inline int __popc(unsigned x) { return __builtin_popcount(x); }
inline int __popcll(unsigned long long x) { return __builtin_popcountll(x); }
inline int __ffs(int x) { return __builtin_ffs(x); }
inline int __clz(int x) { return x == 0 ? 32 : __builtin_clz(unsigned(x)); }
inline unsigned __umulhi(unsigned a, unsigned b) { return unsigned((uint64_t(a) * b) >> 32); }
inline unsigned long long __umul64hi(unsigned long long a, unsigned long long b) {
    return (unsigned long long) ((static_cast<unsigned __int128>(a) * b) >> 64);
}

inline float rsqrtf(float x) { return 1 / sqrtf(x); }
inline float __expf(float x) { return expf(x); }
inline float __logf(float x) { return logf(x); }
inline float __fdividef(float a, float b) { return a / b; }
inline float __fmaf_rn(float a, float b, float c) { return fmaf(a, b, c); }
// never contracted to a fused operation
inline float __fmul_rn(float a, float b) { return a * b; }
inline float __fadd_rn(float a, float b) { return a + b; }
inline float __fsub_rn(float a, float b) { return a - b; }
inline float __fdiv_rn(float a, float b) { return a / b; }
inline float __fsqrt_rn(float a) { return sqrtf(a); }
inline double __dmul_rn(double a, double b) { return a * b; }
inline double __dadd_rn(double a, double b) { return a + b; }
inline double __ddiv_rn(double a, double b) { return a / b; }
inline int __float2int_rn(float x) { return int(rintf(x)); }
inline float __saturatef(float x) { return x < 0 ? 0 : x > 1 ? 1 : x; }
