#include "kernels.cuh"
struct NaiveArgs {
    const float *p, *bias;
    const float *x;
    float *y;
    int filters, channels, height, width, kernelHeight, kernelWidth, strideHeight, strideWidth, padHeight, padWidth, outHeight, outWidth;
    int stride, columns, accumulate;
};
KERNEL(naive_forward, NaiveArgs) {
    int n = blockIdx.x * blockDim.x + threadIdx.x;
    int positions = a.outHeight * a.outWidth;
    int row = blockIdx.y + gridDim.y * blockIdx.z;
    if (n >= a.stride || row >= a.filters * positions) return;
    int o = row / positions, p = row % positions;
    float sum = a.accumulate ? a.y[(long long) row * a.stride + n] : a.bias ? a.bias[o] : 0.0f;
    for (int c = 0, z = 0; c < a.channels; c++)
        for (int i = 0; i < a.kernelHeight; i++)
            for (int j = 0; j < a.kernelWidth; j++, z++) {
                int iy = p / a.outWidth * a.strideHeight + i - a.padHeight, ix = p % a.outWidth * a.strideWidth + j - a.padWidth;
                if (iy >= 0 && iy < a.height && ix >= 0 && ix < a.width)
                    sum = fmaf(a.p[(long long) o * a.channels * a.kernelHeight * a.kernelWidth + z], a.x[((long long) (c * a.height + iy) * a.width + ix) * a.stride + n], sum);
            }
    a.y[(long long) row * a.stride + n] = n < a.columns ? sum : 0.0f;
}
// x is dY, y is dX
KERNEL(naive_input, NaiveArgs) {
    int n = blockIdx.x * blockDim.x + threadIdx.x;
    int row = blockIdx.y + gridDim.y * blockIdx.z;
    if (n >= a.stride || row >= a.channels * a.height * a.width) return;
    int c = row / (a.height * a.width), y = row / a.width % a.height, x = row % a.width;
    float sum = 0;
    for (int o = 0; o < a.filters; o++)
        for (int i = 0; i < a.kernelHeight; i++)
            for (int j = 0; j < a.kernelWidth; j++) {
                int oy = y + a.padHeight - i, ox = x + a.padWidth - j;
                if (oy < 0 || ox < 0 || oy % a.strideHeight || ox % a.strideWidth) continue;
                oy /= a.strideHeight, ox /= a.strideWidth;
                if (oy < a.outHeight && ox < a.outWidth)
                    sum = fmaf(a.p[(((long long) o * a.channels + c) * a.kernelHeight + i) * a.kernelWidth + j],
                               a.x[(((long long) o * a.outHeight + oy) * a.outWidth + ox) * a.stride + n], sum);
            }
    a.y[(long long) row * a.stride + n] = n < a.columns ? sum : 0.0f;
}
// p is dY, x is X, y is dP; accumulate adds
KERNEL(naive_weight, NaiveArgs) {
    int z = blockIdx.x * blockDim.x + threadIdx.x, o = blockIdx.y;
    int size = a.channels * a.kernelHeight * a.kernelWidth;
    if (z >= size) return;
    int c = z / (a.kernelHeight * a.kernelWidth), i = z / a.kernelWidth % a.kernelHeight, j = z % a.kernelWidth;
    double sum = a.accumulate ? a.y[(long long) o * size + z] : 0.0;
    for (int oy = 0; oy < a.outHeight; oy++)
        for (int ox = 0; ox < a.outWidth; ox++) {
            int iy = oy * a.strideHeight + i - a.padHeight, ix = ox * a.strideWidth + j - a.padWidth;
            if (iy < 0 || iy >= a.height || ix < 0 || ix >= a.width) continue;
            const float *d = a.p + (((long long) o * a.outHeight + oy) * a.outWidth + ox) * a.stride;
            const float *v = a.x + ((long long) (c * a.height + iy) * a.width + ix) * a.stride;
            float part = 0;
            for (int n = 0; n < a.columns; n++) part = fmaf(d[n], v[n], part);
            sum += part;
        }
    a.y[(long long) o * size + z] = (float) sum;
}
struct SumsArgs { const float *dy; float *sums; int channels, rows, columns, stride; };
KERNEL(naive_sums, SumsArgs) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= a.channels) return;
    double sum = 0;
    for (int r = 0; r < a.rows; r++) for (int n = 0; n < a.columns; n++) sum += a.dy[((long long) i * a.rows + r) * a.stride + n];
    a.sums[i] = (float) sum;
}
