// Products and convolutions on tensor cores: factors rounded to tf32, sums in fp32. For GPUs from Ampere on (sm_80).
#include "products.cuh"
#include "tensor_core.cuh"

// A tile of C of ROWS × COLUMNS, a warp having TALL × WIDE of it in blocks of 16 × 8; STAGES tiles of the depth are in shared memory or on
// their way to it.
//
// Blocks of 16 × 8 need not be neighbouring rows and columns, nor k neighbouring depths, as long as A and B agree: so everything is read
// from shared memory in quads, each bank once.
// * Across the depth ([16][width], see across()): with group = lane / 4, row (column) 4 · group + e + 32 · g of the warp's is number e of quad
//   group + 8 · g. Columns 2 · place and 2 · place + 1 of the sums of four blocks then are eight neighbours, which are written at once.
// * Along the depth ([width][16]): row (column) group + 8 · s; a quad has the depths 4 · place … 4 · place + 3, two for each of the two
//   multiplications of a tile. Where one operand lies so, the other takes the depths in the same order.
template <int ROWS_, int COLUMNS_, int TALL, int WIDE, int STAGES> struct Tf32Tile {
    static constexpr int ROWS = ROWS_, COLUMNS = COLUMNS_, DEPTH = 16;
    static constexpr int WARPS_WIDE = COLUMNS / WIDE;
    static constexpr int THREADS = 32 * (ROWS / TALL) * WARPS_WIDE;
    static constexpr int SUMS = TALL * WIDE / 32;
    static constexpr int STAGE = DEPTH * (ROWS + COLUMNS);
    static constexpr int SHARED_BYTES = 4 * STAGE * STAGES;

    static __device__ __forceinline__ int group() { return int(threadIdx.x) % 32 / 4; }
    static __device__ __forceinline__ int place() { return int(threadIdx.x) % 4; }
    static __device__ __forceinline__ int top() { return int(threadIdx.x) / 32 / WARPS_WIDE * TALL; }
    static __device__ __forceinline__ int left() { return int(threadIdx.x) / 32 % WARPS_WIDE * WIDE; }

    template <int WIDTH, typename Operand> static __device__ __forceinline__ void copy(Operand &from, int tile, float *to) {
        constexpr int CHUNKS = WIDTH * DEPTH / 4 / THREADS;
        from.begin(tile, DEPTH);
#pragma unroll
        for (int i = 0; i < CHUNKS; i++) {
            int id = int(threadIdx.x) + i * THREADS;
            int line = Operand::ALONG_DEPTH ? id / (DEPTH / 4) : id % (WIDTH / 4) * 4;
            int k = Operand::ALONG_DEPTH ? id % (DEPTH / 4) * 4 : id / (WIDTH / 4);
            float *at = to + (Operand::ALONG_DEPTH ? line * DEPTH + k : across<WIDTH>(k, line / 4));
            if (from.aligned()) {
                Chunk chunk = from.chunk(line, k);
                copyQuad(at, chunk.from == nullptr ? from.anywhere() : chunk.from, chunk.from == nullptr ? 0 : min(4, chunk.numbers) * 4);
            } else {
#pragma unroll
                for (int e = 0; e < 4; e++) {
                    const float *entry = Operand::ALONG_DEPTH ? from.entry(line, k + e) : from.entry(line + e, k);
                    copyNumber(at + e, entry == nullptr ? from.anywhere() : entry, entry == nullptr ? 0 : 4);
                }
            }
        }
    }

    template <typename A, typename B> static __device__ __forceinline__ void multiply(A a, B b, int first, int end, float (&sums)[SUMS]) {
        DYNAMIC_SHARED(float, shared);
        int coming = first;
#pragma unroll
        for (int stage = 0; stage < STAGES - 1; stage++, coming++) {
            if (coming < end) {
                copy<ROWS>(a, coming, shared + stage * STAGE);
                copy<COLUMNS>(b, coming, shared + stage * STAGE + DEPTH * ROWS);
            }
            endCopies();
        }
        int read = 0;
        int written = STAGES - 1;
        for (int tile = first; tile < end; tile++, coming++) {
            awaitCopies<STAGES - 2>();
            __syncthreads(); // all have read what the next copies overwrite
            if (coming < end) {
                copy<ROWS>(a, coming, shared + written * STAGE);
                copy<COLUMNS>(b, coming, shared + written * STAGE + DEPTH * ROWS);
            }
            endCopies();
            add<A::ALONG_DEPTH, B::ALONG_DEPTH>(shared + read * STAGE, shared + read * STAGE + DEPTH * ROWS, sums);
            read = read + 1 == STAGES ? 0 : read + 1;
            written = written + 1 == STAGES ? 0 : written + 1;
        }
        awaitCopies<0>();
    }

    // One operand of a tile of the depth, as tensor cores take it.
    template <int WIDTH, int OF_WARP, bool ALONG, bool PAIRS> struct Fragments {
        unsigned at[OF_WARP / 8][ALONG ? 4 : 2];

        __device__ __forceinline__ void load(const float *from, int firstOfWarp, int step) {
            if (ALONG) {
                if (step == 0) {
#pragma unroll
                    for (int s = 0; s < OF_WARP / 8; s++) {
                        float4 quad = *reinterpret_cast<const float4 *>(from + (firstOfWarp + group() + 8 * s) * DEPTH + 4 * place());
                        at[s][0] = tf32(quad.x);
                        at[s][1] = tf32(quad.y);
                        at[s][ALONG ? 2 : 0] = tf32(quad.z);
                        at[s][ALONG ? 3 : 1] = tf32(quad.w);
                    }
                }
            } else {
#pragma unroll
                for (int half = 0; half < 2; half++) {
                    int k = PAIRS ? 4 * place() + 2 * step + half : 8 * step + 4 * half + place();
#pragma unroll
                    for (int g = 0; g < OF_WARP / 32; g++) {
                        float4 quad = *reinterpret_cast<const float4 *>(from + across<WIDTH>(k, firstOfWarp / 4 + group() + 8 * g));
                        at[4 * g][half] = tf32(quad.x);
                        at[4 * g + 1][half] = tf32(quad.y);
                        at[4 * g + 2][half] = tf32(quad.z);
                        at[4 * g + 3][half] = tf32(quad.w);
                    }
                }
            }
        }

        __device__ __forceinline__ unsigned of(int s, int step, int half) const { return at[s][ALONG ? 2 * step + half : half]; }
    };

    template <bool ALONG_A, bool ALONG_B> static __device__ __forceinline__ void add(const float *a, const float *b, float (&sums)[SUMS]) {
        constexpr bool PAIRS = ALONG_A || ALONG_B;
        Fragments<ROWS, TALL, ALONG_A, PAIRS> ofA;
        Fragments<COLUMNS, WIDE, ALONG_B, PAIRS> ofB;
#pragma unroll
        for (int step = 0; step < 2; step++) {
            ofA.load(a, top(), step);
            ofB.load(b, left(), step);
#pragma unroll
            for (int i = 0; i < TALL / 16; i++) {
#pragma unroll
                for (int j = 0; j < WIDE / 8; j++) {
                    float *c = sums + (i * (WIDE / 8) + j) * 4;
                    multiplyAdd(c[0], c[1], c[2], c[3], ofA.of(2 * i, step, 0), ofA.of(2 * i + 1, step, 0), ofA.of(2 * i, step, 1),
                                ofA.of(2 * i + 1, step, 1), ofB.of(j, step, 0), ofB.of(j, step, 1));
                }
            }
        }
    }

    // Calls use(row, column, sums) for all that this thread has: four neighbouring sums, or two where B lies along the depth.
    template <bool ALONG_A, bool ALONG_B, typename Use> static __device__ __forceinline__ void rows(float (&sums)[SUMS], Use use) {
#pragma unroll
        for (int s = 0; s < TALL / 8; s++) {
            int row = top() + (ALONG_A ? group() + 8 * s : 4 * group() + s % 4 + s / 4 * 32);
            const float *of = sums + s / 2 * (WIDE / 8) * 4 + s % 2 * 2;
            if constexpr (ALONG_B) {
#pragma unroll
                for (int j = 0; j < WIDE / 8; j++) {
                    float values[2] = {of[4 * j], of[4 * j + 1]};
                    use(row, left() + 8 * j + 2 * place(), values);
                }
            } else {
#pragma unroll
                for (int j = 0; j < WIDE / 8; j += 4) {
#pragma unroll
                    for (int odd = 0; odd < 2; odd++) {
                        float values[4] = {of[4 * j + odd], of[4 * j + 4 + odd], of[4 * j + 8 + odd], of[4 * j + 12 + odd]};
                        use(row, left() + 8 * j + 8 * place() + 4 * odd, values);
                    }
                }
            }
        }
    }
};

#define TF32_PRODUCTS(name, Tile)                                                                                     \
    KERNEL_BOUNDS(tf32Forward##name, TapArgs, (Tile::THREADS)) { tapProduct<Tile, false>(a); }                         \
    KERNEL_BOUNDS(tf32Backward##name, TapArgs, (Tile::THREADS)) { tapProduct<Tile, true>(a); }                         \
    KERNEL_BOUNDS(tf32Gradient##name, GradientArgs, (Tile::THREADS)) { weightGradient<Tile>(a); }

using Large = Tf32Tile<128, 128, 64, 64, 4>;
using Wide = Tf32Tile<64, 128, 32, 64, 4>;
using Middle = Tf32Tile<64, 64, 32, 32, 4>;
using Small = Tf32Tile<32, 32, 32, 32, 4>;
TF32_PRODUCTS(128x128, Large)
TF32_PRODUCTS(64x128, Wide)
TF32_PRODUCTS(64x64, Middle)
TF32_PRODUCTS(32x32, Small)
