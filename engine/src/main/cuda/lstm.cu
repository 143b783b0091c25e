// The gates of LSTM cells, a time step at a time; the products are those of linear layers. Gates are i, f, u and o, one below the other.
#include "quads.cuh"
#include "reduce.cuh"

struct GatesArgs {
    float *gates;             // [4h, n] of this step: before their functions, and after
    const float *cellsBefore; // [h, n] of the step before; null at the first
    float *cells;
    float *hidden;
    int units;
    int columns;
    int stride;
};

__device__ __forceinline__ float sigmoid(float x) { return 1 / (1 + expf(-x)); }

// i, f, o = sigmoid, u = tanh; c = f c before + i u; h = o tanh(c). Padding becomes zero.
KERNEL(lstmGates, GatesArgs) {
    unsigned quads = unsigned(a.stride) / 4;
    int unit = int(threadOfGrid() / quads);
    if (unit >= a.units) {
        return;
    }
    int n = int(threadOfGrid() % quads) * 4;
    long long at = (long long) unit * a.stride + n;
    long long gate = (long long) a.units * a.stride;
    Quad i = load(a.gates + at);
    Quad f = load(a.gates + gate + at);
    Quad u = load(a.gates + 2 * gate + at);
    Quad o = load(a.gates + 3 * gate + at);
    Quad before = {{0, 0, 0, 0}};
    if (a.cellsBefore != nullptr) {
        before = load(a.cellsBefore + at);
    }
    Quad c;
    Quad h;
    for (int k = 0; k < 4; k++) {
        bool inside = n + k < a.columns;
        i.at[k] = inside ? sigmoid(i.at[k]) : 0;
        f.at[k] = inside ? sigmoid(f.at[k]) : 0;
        u.at[k] = inside ? tanhf(u.at[k]) : 0;
        o.at[k] = inside ? sigmoid(o.at[k]) : 0;
        c.at[k] = inside ? f.at[k] * before.at[k] + i.at[k] * u.at[k] : 0;
        h.at[k] = inside ? o.at[k] * tanhf(c.at[k]) : 0;
    }
    store(a.gates + at, i);
    store(a.gates + gate + at, f);
    store(a.gates + 2 * gate + at, u);
    store(a.gates + 3 * gate + at, o);
    store(a.cells + at, c);
    store(a.hidden + at, h);
}

struct GatesGradientArgs {
    float *gates;             // [4h, n] of this step: after their functions; becomes the gradient before them
    const float *cellsBefore; // null at the first step
    const float *cells;
    const float *dHidden;     // of this step, without what comes from the step after
    const float *dHiddenAfter; // what comes from it; null at the last step
    float *dCells;            // [h, n]: from the step after; becomes that of the step before. Not read at the last step
    int units;
    int columns;
    int stride;
};

KERNEL(lstmGatesGradient, GatesGradientArgs) {
    unsigned quads = unsigned(a.stride) / 4;
    int unit = int(threadOfGrid() / quads);
    if (unit >= a.units) {
        return;
    }
    int n = int(threadOfGrid() % quads) * 4;
    long long at = (long long) unit * a.stride + n;
    long long gate = (long long) a.units * a.stride;
    Quad i = load(a.gates + at);
    Quad f = load(a.gates + gate + at);
    Quad u = load(a.gates + 2 * gate + at);
    Quad o = load(a.gates + 3 * gate + at);
    Quad c = load(a.cells + at);
    Quad dh = load(a.dHidden + at);
    Quad before = {{0, 0, 0, 0}};
    Quad dc = {{0, 0, 0, 0}};
    if (a.cellsBefore != nullptr) {
        before = load(a.cellsBefore + at);
    }
    if (a.dHiddenAfter != nullptr) {
        Quad after = load(a.dHiddenAfter + at);
        dc = load(a.dCells + at);
        for (int k = 0; k < 4; k++) {
            dh.at[k] += after.at[k];
        }
    }
    for (int k = 0; k < 4; k++) {
        bool inside = n + k < a.columns;
        float squashed = tanhf(c.at[k]);
        float own = dc.at[k] + dh.at[k] * o.at[k] * (1 - squashed * squashed);
        float di = own * u.at[k] * i.at[k] * (1 - i.at[k]);
        float df = own * before.at[k] * f.at[k] * (1 - f.at[k]);
        float du = own * i.at[k] * (1 - u.at[k] * u.at[k]);
        float dO = dh.at[k] * squashed * o.at[k] * (1 - o.at[k]);
        dc.at[k] = inside ? own * f.at[k] : 0;
        i.at[k] = inside ? di : 0;
        f.at[k] = inside ? df : 0;
        u.at[k] = inside ? du : 0;
        o.at[k] = inside ? dO : 0;
    }
    store(a.gates + at, i);
    store(a.gates + gate + at, f);
    store(a.gates + 2 * gate + at, u);
    store(a.gates + 3 * gate + at, o);
    store(a.dCells + at, dc);
}

struct BiasGradientArgs {
    const float *gates; // gradients before the functions, [steps, 4h, n]
    float *dBias;
    int steps;
    int columns;
    int stride;
};

// A block a row: its sum over steps and examples.
KERNEL_BOUNDS(lstmBiasGradient, BiasGradientArgs, 128) {
    double sum = 0;
    for (int step = 0; step < a.steps; step++) {
        const float *row = a.gates + ((long long) step * gridDim.x + blockIdx.x) * a.stride;
        for (int n = int(threadIdx.x); n < a.columns; n += int(blockDim.x)) {
            sum += row[n];
        }
    }
    sum = blockSum(sum);
    if (threadIdx.x == 0) {
        a.dBias[blockIdx.x] = float(sum);
    }
}
