// Lists the non-zeros of a matrix P [filters][channels][taps] row by row, or channel by channel for the product with its transpose: what a
// row of the product sums is a line here. Lines are cut in pieces, a warp each: they are counted, the counts are added up, and then each
// piece is written where it belongs. So the list is in order, whoever comes first.
#include "nonzeros.cuh"
#include "reduce.cuh"
#include "tiles.cuh"

constexpr int OF_LANE = 8;
constexpr int PIECE = 32 * OF_LANE;
constexpr int THREADS = 256;

struct NonZerosArgs {
    const float *p;
    int *starts;      // [lines · pieces + 1]: where each piece begins in the list; the last is how many there are
    int2 *list;       // room for `capacity`
    unsigned *ticket; // 0 before and after
    int lines, length, pieces;
    int lineStep, outerStep; // floats from a line to the next, and from the taps of a channel (filter) to those of the next
    int taps;
    unsigned tapsMagic;
    int capacity;
};

// The entries of a piece that a lane has: every 32nd.
struct Piece {
    int line, first;

    __device__ __forceinline__ Piece(const NonZerosArgs &a, int number) {
        line = number / a.pieces;
        first = (number - line * a.pieces) * PIECE + int(threadIdx.x) % 32;
    }

    __device__ __forceinline__ void load(const NonZerosArgs &a, float (&values)[OF_LANE]) const {
        const float *from = a.p + (long long) line * a.lineStep;
#pragma unroll
        for (int i = 0; i < OF_LANE; i++) {
            int at = first + 32 * i;
            int outer = quotient(at, a.tapsMagic);
            values[i] = at < a.length ? from[(long long) outer * a.outerStep + (at - outer * a.taps)] : 0.0f;
        }
    }
};

// Counts the non-zeros of each piece; the block that is done last makes starts of the counts.
KERNEL_BOUNDS(countNonZeros, NonZerosArgs, THREADS) {
    __shared__ int before[THREADS];
    int pieces = a.lines * a.pieces;
    int number = int(blockIdx.x) * (THREADS / 32) + int(threadIdx.x) / 32;
    if (number < pieces) { // the same in all lanes of a warp
        float values[OF_LANE];
        Piece(a, number).load(a, values);
        int count = 0;
#pragma unroll
        for (int i = 0; i < OF_LANE; i++) {
            count += __popc(__ballot_sync(ALL_LANES, values[i] != 0));
        }
        if (threadIdx.x % 32 == 0) {
            a.starts[number] = count;
        }
    }
    if (!lastBlock(a.ticket)) {
        return;
    }
    int each = (pieces + THREADS - 1) / THREADS;
    int from = min(pieces, int(threadIdx.x) * each);
    int to = min(pieces, from + each);
    int sum = 0;
    for (int i = from; i < to; i++) {
        sum += __ldcg(a.starts + i);
    }
    before[threadIdx.x] = sum;
    __syncthreads();
    for (int by = 1; by < THREADS; by *= 2) {
        int more = int(threadIdx.x) >= by ? before[threadIdx.x - by] : 0;
        __syncthreads(); // all have read
        before[threadIdx.x] += more;
        __syncthreads();
    }
    int start = before[threadIdx.x] - sum;
    for (int i = from; i < to; i++) {
        int count = __ldcg(a.starts + i);
        a.starts[i] = start;
        start += count;
    }
    if (threadIdx.x == THREADS - 1) {
        a.starts[pieces] = start;
    }
}

// Writes the list, where it has room for all.
KERNEL_BOUNDS(listNonZeros, NonZerosArgs, THREADS) {
    int pieces = a.lines * a.pieces;
    int number = int(blockIdx.x) * (THREADS / 32) + int(threadIdx.x) / 32;
    if (number >= pieces || a.starts[pieces] > a.capacity) {
        return;
    }
    Piece piece(a, number);
    float values[OF_LANE];
    piece.load(a, values);
    int2 *to = a.list + a.starts[number];
    unsigned before = (1u << threadIdx.x % 32) - 1;
#pragma unroll
    for (int i = 0; i < OF_LANE; i++) {
        bool keep = values[i] != 0;
        unsigned kept = __ballot_sync(ALL_LANES, keep);
        if (keep) {
            int at = piece.first + 32 * i;
            int outer = quotient(at, a.tapsMagic);
            to[__popc(kept & before)] = make_int2(__float_as_int(values[i]), outer << TAP_BITS | (at - outer * a.taps));
        }
        to += __popc(kept);
    }
}
