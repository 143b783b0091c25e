// Softmax cross-entropy over columns. A block takes 32 examples; eight threads share the classes of each.
#include "reduce.cuh"

constexpr int SHARES = 8;

struct SoftmaxArgs {
    int *guard;
    const float *logits;
    const int *labels;
    float *gradient;   // null where none is asked for
    double *blockSums; // room for two a block: losses, right answers
    unsigned *ticket;  // 0
    long long *result; // the sum of losses (a double), right answers, examples
    int classes;
    int columns;
    int stride;
};

KERNEL_BOUNDS(softmaxCrossEntropy, SoftmaxArgs, 32 * SHARES) {
    __shared__ float greatest[SHARES][32];
    __shared__ int places[SHARES][32];
    __shared__ double totals[SHARES][32];
    int lane = int(threadIdx.x);
    int share = int(threadIdx.y);
    int n = int(blockIdx.x) * 32 + lane;
    bool inside = n < a.columns;
    const float *logits = a.logits + n; // rows are padded to whole warps
    float best = -INFINITY;
    int place = a.classes;
    for (int c = share; c < a.classes && inside; c += SHARES) {
        float v = logits[(long long) c * a.stride];
        if (v > best || (place == a.classes && v == best)) {
            best = v;
            place = c;
        }
    }
    greatest[share][lane] = best;
    places[share][lane] = place;
    __syncthreads();
    for (int other = 0; other < SHARES; other++) {
        float v = greatest[other][lane];
        int at = places[other][lane];
        if (v > best || (v == best && at < place)) { // the first of equals
            best = v;
            place = at;
        }
    }
    double total = 0;
    for (int c = share; c < a.classes && inside; c += SHARES) {
        total += expf(logits[(long long) c * a.stride] - best);
    }
    totals[share][lane] = total;
    __syncthreads();
    total = 0;
    for (int other = 0; other < SHARES; other++) {
        total += totals[other][lane];
    }
    int label = inside ? a.labels[n] : 0;
    if (a.gradient != nullptr) {
        for (int c = share; c < a.classes; c += SHARES) {
            long long at = (long long) c * a.stride + n;
            float e = inside ? expf(a.logits[at] - best) : 0;
            a.gradient[at] = inside ? float((e / total - (c == label ? 1 : 0)) / a.columns) : 0.0f;
        }
    }
    double loss = inside && share == 0 ? log(total) - (logits[(long long) label * a.stride] - best) : 0;
    double right = inside && share == 0 && place == label ? 1 : 0;
    loss = blockSum(loss);
    right = blockSum(right);
    if (share == 0 && lane == 0) {
        a.blockSums[2 * blockIdx.x] = loss;
        a.blockSums[2 * blockIdx.x + 1] = right;
    }
    if (!lastBlock(a.ticket)) {
        return;
    }
    loss = 0;
    right = 0;
    for (int block = threadOfBlock(); block < int(gridDim.x); block += 32 * SHARES) {
        loss += __ldcg(a.blockSums + 2 * block);
        right += __ldcg(a.blockSums + 2 * block + 1);
    }
    loss = blockSum(loss);
    right = blockSum(right);
    if (share == 0 && lane == 0) {
        a.result[0] = __double_as_longlong(loss);
        a.result[1] = (long long) right;
        a.result[2] = a.columns;
        if (a.gradient != nullptr && !isfinite(loss)) {
            *a.guard = 1;
        }
    }
}
