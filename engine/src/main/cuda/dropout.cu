// Inverted dropout; what is drawn depends on place and step alone.
#include "quads.cuh"
#include "randomness.cuh"

struct DropoutArgs {
    const float *x;
    float *y;
    long long seed;
    long long step;
    long long places; // the layer's number, times 2^32
    long long least;  // the smallest draw of 53 bits that is kept
    int rows;
    int columns;
    int stride;
    float scale;
};

KERNEL(dropout, DropoutArgs) {
    unsigned quads = unsigned(a.stride) / 4;
    int row = int(threadOfGrid() / quads);
    if (row >= a.rows) {
        return;
    }
    int n = int(threadOfGrid() % quads) * 4;
    long long at = (long long) row * a.stride + n;
    unsigned long long stream = streamOf((unsigned long long) a.seed, DROPOUT, (unsigned long long) a.step);
    unsigned long long place = (unsigned long long) (a.places | row) << 16;
    Quad x = load(a.x + at);
    for (int k = 0; k < 4; k++) {
        bool kept = n + k < a.columns && (long long) (bitsOf(stream, place | (unsigned long long) (n + k)) >> 11) >= a.least;
        x.at[k] = kept ? x.at[k] * a.scale : 0.0f;
    }
    store(a.y + at, x);
}
