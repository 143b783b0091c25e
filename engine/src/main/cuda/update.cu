// The optimisers. Nothing is written where a loss of the run was not finite.
#include "quads.cuh"

struct SgdArgs {
    const int *guard;
    float *p;
    const float *g;
    float *v;
    long long entries;
    float learningRate;
    float momentum;
    float weightDecay;
    int nesterov;
};

// g' = g + decay p; v = momentum v + g'; p -= rate v, or with Nesterov's momentum rate (g' + momentum v).
__device__ __forceinline__ void sgdEntry(const SgdArgs &a, float &p, float g, float &v) {
    float decayed = g + a.weightDecay * p;
    v = a.momentum * v + decayed;
    p -= a.learningRate * (a.nesterov ? decayed + a.momentum * v : v);
}

KERNEL(sgd, SgdArgs) {
    if (*a.guard != 0) {
        return;
    }
    onQuads(a.entries, [&](long long from) {
        Quad p = load(a.p + from);
        Quad g = load(a.g + from);
        Quad v = load(a.v + from);
        for (int k = 0; k < 4; k++) {
            sgdEntry(a, p.at[k], g.at[k], v.at[k]);
        }
        store(a.v + from, v);
        store(a.p + from, p);
    }, [&](long long i) { sgdEntry(a, a.p[i], a.g[i], a.v[i]); });
}

struct AdamArgs {
    const int *guard;
    float *p;
    const float *g;
    float *m;
    float *v;
    long long entries;
    float step; // rate / (1 - beta1^k)
    float root; // 1 / sqrt(1 - beta2^k)
    float beta1;
    float beta2;
    float epsilon;
    float weightDecay;
};

__device__ __forceinline__ void adamEntry(const AdamArgs &a, float &p, float g, float &m, float &v) {
    float decayed = g + a.weightDecay * p;
    m = a.beta1 * m + (1 - a.beta1) * decayed;
    v = a.beta2 * v + (1 - a.beta2) * decayed * decayed;
    p -= a.step * m / (sqrtf(v) * a.root + a.epsilon);
}

KERNEL(adam, AdamArgs) {
    if (*a.guard != 0) {
        return;
    }
    onQuads(a.entries, [&](long long from) {
        Quad p = load(a.p + from);
        Quad g = load(a.g + from);
        Quad m = load(a.m + from);
        Quad v = load(a.v + from);
        for (int k = 0; k < 4; k++) {
            adamEntry(a, p.at[k], g.at[k], m.at[k], v.at[k]);
        }
        store(a.m + from, m);
        store(a.v + from, v);
        store(a.p + from, p);
    }, [&](long long i) { adamEntry(a, a.p[i], a.g[i], a.m[i], a.v[i]); });
}
