// Operations without a sum on whole tensors, padding included.
#include "quads.cuh"

struct PairArgs {
    const float *x;
    const float *y;
    float *to;
    long long entries;
};

template <typename Operation> __device__ __forceinline__ void map(const PairArgs &a, Operation operation) {
    onQuads(a.entries, [&](long long from) {
        Quad x = load(a.x + from);
        Quad y = load(a.y + from);
        Quad to;
        for (int k = 0; k < 4; k++) {
            to.at[k] = operation(x.at[k], y.at[k]);
        }
        store(a.to + from, to);
    }, [&](long long i) { a.to[i] = operation(a.x[i], a.y[i]); });
}

struct ReluArgs {
    const float *x;
    float *y;
    long long entries;
};

__device__ __forceinline__ float rectified(float x) { return x <= 0 ? 0.0f : x; } // NaN stays

KERNEL(relu, ReluArgs) {
    onQuads(a.entries, [&](long long from) {
        Quad x = load(a.x + from);
        for (int k = 0; k < 4; k++) {
            x.at[k] = rectified(x.at[k]);
        }
        store(a.y + from, x);
    }, [&](long long i) { a.y[i] = rectified(a.x[i]); });
}

// x is Y, y is dY
KERNEL(reluGradient, PairArgs) {
    map(a, [](float y, float dy) { return y > 0 ? dy : 0.0f; });
}

KERNEL(add, PairArgs) {
    map(a, [](float x, float y) { return x + y; });
}

struct SpreadRowsArgs {
    const float *of; // [rows]
    float *to;       // [steps][rows][stride], a multiple of four numbers wide
    long long entries;
    int rows, stride;
};

// Each row of every step becomes one number: the bias of what a library's product is added to.
KERNEL(spreadRows, SpreadRowsArgs) {
    onQuads(a.entries, [&](long long from) {
        float value = a.of[from / a.stride % a.rows];
        store(a.to + from, Quad{{value, value, value, value}});
    }, [&](long long i) { a.to[i] = a.of[i / a.stride % a.rows]; });
}
