// Products and convolutions in fp32: blocked tiles in shared memory, registers for the sums, the next tile on its way meanwhile.
#include "products.cuh"
#include "reduce.cuh"

// A tile of C of ROWS × COLUMNS, a thread having TALL × WIDE of it in groups of 4 × 4. A warp is 4 × 8 threads, so that what it reads of A
// is 64 bytes and of B 128. Every sum is one chain of fused multiply-adds in the order of the depth.
template <int ROWS_, int COLUMNS_, int TALL, int WIDE, int DEPTH_> struct Fp32Tile {
    static constexpr int ROWS = ROWS_, COLUMNS = COLUMNS_, DEPTH = DEPTH_;
    static constexpr int THREADS = ROWS / TALL * (COLUMNS / WIDE);
    static constexpr int SUMS = TALL * WIDE;
    static constexpr int GROUPS_TALL = TALL / 4, GROUPS_WIDE = WIDE / 4;
    static constexpr int WARPS_WIDE = COLUMNS / WIDE / 8;

    // An operand's next tile, on its way from memory to shared memory.
    template <int WIDTH, bool ALONG> struct Coming {
        static constexpr int CHUNKS = WIDTH * DEPTH / 4 / THREADS;
        float4 chunks[CHUNKS];

        static __device__ __forceinline__ int line(int i) {
            int id = int(threadIdx.x) + i * THREADS;
            return ALONG ? id / (DEPTH / 4) : id % (WIDTH / 4) * 4;
        }
        static __device__ __forceinline__ int depth(int i) {
            int id = int(threadIdx.x) + i * THREADS;
            return ALONG ? id % (DEPTH / 4) * 4 : id / (WIDTH / 4);
        }

        template <typename Operand> __device__ __forceinline__ void get(Operand &from, int tile) {
            from.begin(tile, DEPTH);
            if (from.aligned()) {
#pragma unroll
                for (int i = 0; i < CHUNKS; i++) {
                    chunks[i] = fetch(from.chunk(line(i), depth(i)));
                }
                return;
            }
#pragma unroll
            for (int i = 0; i < CHUNKS; i++) {
                float *to = reinterpret_cast<float *>(&chunks[i]);
#pragma unroll
                for (int e = 0; e < 4; e++) {
                    const float *entry = ALONG ? from.entry(line(i), depth(i) + e) : from.entry(line(i) + e, depth(i));
                    to[e] = entry == nullptr ? 0.0f : *entry;
                }
            }
        }

        __device__ __forceinline__ void put(float *to) const {
#pragma unroll
            for (int i = 0; i < CHUNKS; i++) {
                int l = line(i);
                int k = depth(i);
                if (ALONG) {
                    const float *from = reinterpret_cast<const float *>(&chunks[i]);
#pragma unroll
                    for (int e = 0; e < 4; e++) {
                        to[across<WIDTH>(k + e, l / 4) + l % 4] = from[e];
                    }
                } else {
                    *reinterpret_cast<float4 *>(to + across<WIDTH>(k, l / 4)) = chunks[i];
                }
            }
        }
    };

    static __device__ __forceinline__ int down() { return int(threadIdx.x) / 32 / WARPS_WIDE * 4 + int(threadIdx.x) % 32 / 8; }
    static __device__ __forceinline__ int right() { return int(threadIdx.x) / 32 % WARPS_WIDE * 8 + int(threadIdx.x) % 8; }

    template <typename A, typename B> static __device__ __forceinline__ void multiply(A a, B b, int tile, int end, float (&sums)[SUMS]) {
        __shared__ __align__(16) float shared[2][DEPTH * (ROWS + COLUMNS)];
        if (tile >= end) {
            return;
        }
        Coming<ROWS, A::ALONG_DEPTH> comingA;
        Coming<COLUMNS, B::ALONG_DEPTH> comingB;
        comingA.get(a, tile);
        comingB.get(b, tile);
        int now = 0;
        while (true) {
            comingA.put(shared[now]);
            comingB.put(shared[now] + DEPTH * ROWS);
            __syncthreads(); // the other half is read no more: what the next turn writes there was read before this barrier
            tile++;
            if (tile < end) {
                comingA.get(a, tile);
                comingB.get(b, tile);
            }
            add(shared[now], shared[now] + DEPTH * ROWS, sums);
            if (tile >= end) {
                return;
            }
            now ^= 1;
        }
    }

    static __device__ __forceinline__ void add(const float *a, const float *b, float (&sums)[SUMS]) {
#pragma unroll
        for (int k = 0; k < DEPTH; k++) {
            float4 ofA[GROUPS_TALL], ofB[GROUPS_WIDE];
#pragma unroll
            for (int g = 0; g < GROUPS_TALL; g++) {
                ofA[g] = *reinterpret_cast<const float4 *>(a + across<ROWS>(k, g * (ROWS / GROUPS_TALL / 4) + down()));
            }
#pragma unroll
            for (int g = 0; g < GROUPS_WIDE; g++) {
                ofB[g] = *reinterpret_cast<const float4 *>(b + across<COLUMNS>(k, g * (COLUMNS / GROUPS_WIDE / 4) + right()));
            }
#pragma unroll
            for (int i = 0; i < TALL; i++) {
                float4 quad = ofA[i / 4];
                float factor = i % 4 == 0 ? quad.x : i % 4 == 1 ? quad.y : i % 4 == 2 ? quad.z : quad.w;
#pragma unroll
                for (int g = 0; g < GROUPS_WIDE; g++) {
                    float *to = sums + i * WIDE + g * 4;
                    to[0] = fmaf(factor, ofB[g].x, to[0]);
                    to[1] = fmaf(factor, ofB[g].y, to[1]);
                    to[2] = fmaf(factor, ofB[g].z, to[2]);
                    to[3] = fmaf(factor, ofB[g].w, to[3]);
                }
            }
        }
    }

    // Calls use(row, column, four sums) for all that this thread has.
    template <bool, bool, typename Use> static __device__ __forceinline__ void rows(float (&sums)[SUMS], Use use) {
#pragma unroll
        for (int i = 0; i < TALL; i++) {
#pragma unroll
            for (int g = 0; g < GROUPS_WIDE; g++) {
                float values[4] = {sums[i * WIDE + g * 4], sums[i * WIDE + g * 4 + 1], sums[i * WIDE + g * 4 + 2], sums[i * WIDE + g * 4 + 3]};
                use(i / 4 * (ROWS / GROUPS_TALL) + down() * 4 + i % 4, g * (COLUMNS / GROUPS_WIDE) + right() * 4, values);
            }
        }
    }
};

#define FP32_PRODUCTS(name, Tile)                                                                                     \
    KERNEL_BOUNDS(fp32Forward##name, TapArgs, (Tile::THREADS)) { tapProduct<Tile, false>(a); }                         \
    KERNEL_BOUNDS(fp32Backward##name, TapArgs, (Tile::THREADS)) { tapProduct<Tile, true>(a); }                         \
    KERNEL_BOUNDS(fp32Gradient##name, GradientArgs, (Tile::THREADS)) { weightGradient<Tile>(a); }

using Wide = Fp32Tile<64, 128, 8, 8, 8>;
using Middle = Fp32Tile<64, 64, 8, 4, 16>;
using Small = Fp32Tile<32, 32, 4, 4, 16>;
FP32_PRODUCTS(64x128, Wide)
FP32_PRODUCTS(64x64, Middle)
FP32_PRODUCTS(32x32, Small)

struct PackArgs {
    const float *p;  // [filters][channels][taps]
    float *packed;   // [taps][filters][channels]
    const int *kept; // as in TapArgs
    int filters, channels, taps, limit;
};

// A filter a block in y, 64 channels in x.
KERNEL_BOUNDS(packFilters, PackArgs, 128) {
    __shared__ float of[64 * MOST_TAPS];
    if (overNonZeros(a.kept, a.limit)) {
        return;
    }
    int first = int(blockIdx.x) * 64;
    int channels = min(64, a.channels - first);
    int filter = int(blockIdx.y);
    const float *from = a.p + ((long long) filter * a.channels + first) * a.taps;
    for (int i = int(threadIdx.x); i < channels * a.taps; i += 128) {
        of[i] = from[i];
    }
    __syncthreads();
    for (int i = int(threadIdx.x); i < channels * a.taps; i += 128) {
        int tap = i / channels;
        int channel = i - tap * channels;
        a.packed[((long long) tap * a.filters + filter) * a.channels + first + channel] = of[channel * a.taps + tap];
    }
}

struct ChannelSumsArgs {
    const float *dy;
    float *sums;
    int rows; // of a channel
    int columns, stride;
};

// sums_i = Σ dY over the rows of channel i and the batch, in double: a block a channel.
KERNEL_BOUNDS(channelSums, ChannelSumsArgs, 256) {
    const float *from = a.dy + (long long) blockIdx.x * a.rows * a.stride;
    double sum = 0;
    for (int row = int(threadIdx.x) / 32; row < a.rows; row += 256 / 32) {
        for (int n = int(threadIdx.x) % 32; n < a.columns; n += 32) {
            sum += from[(long long) row * a.stride + n];
        }
    }
    sum = blockSum(sum);
    if (threadIdx.x == 0) {
        a.sums[blockIdx.x] = float(sum);
    }
}
