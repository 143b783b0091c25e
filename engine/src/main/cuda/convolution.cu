// Convolutions as their equations stand, for windows of more taps than the tables of the tiled ones have room for: a thread an entry of Y or
// dX, a block an entry of dP.
#include "reduce.cuh"

struct PlainConvolutionArgs {
    const float *p;    // of a weight's gradient: dY
    const float *bias; // or null
    const float *in;   // X, or dY
    float *out;        // Y, dX or dP
    int filters, channels, height, width, kernelHeight, kernelWidth, strideHeight, strideWidth, padHeight, padWidth, outHeight, outWidth;
    int stride, columns;
};

// Y_o(p) = Σ_z P_oz X_z(p) + bias_o
KERNEL_BOUNDS(plainConvolution, PlainConvolutionArgs, 256) {
    long long entry = (long long) blockIdx.x * 256 + threadIdx.x;
    int positions = a.outHeight * a.outWidth;
    if (entry >= (long long) a.filters * positions * a.stride) {
        return;
    }
    int n = int(entry % a.stride);
    int position = int(entry / a.stride % positions);
    int filter = int(entry / a.stride / positions);
    const float *p = a.p + (long long) filter * a.channels * a.kernelHeight * a.kernelWidth;
    float sum = 0;
    for (int c = 0; c < a.channels; c++) {
        for (int i = 0; i < a.kernelHeight; i++) {
            for (int j = 0; j < a.kernelWidth; j++, p++) {
                int y = position / a.outWidth * a.strideHeight + i - a.padHeight;
                int x = position % a.outWidth * a.strideWidth + j - a.padWidth;
                if (y >= 0 && y < a.height && x >= 0 && x < a.width) {
                    sum = fmaf(*p, a.in[((long long) (c * a.height + y) * a.width + x) * a.stride + n], sum);
                }
            }
        }
    }
    a.out[entry] = sum + (a.bias == nullptr ? 0.0f : a.bias[filter]);
}

// dX_c(q) = Σ_o Σ_tap P_oz dY_o(source(q, tap))
KERNEL_BOUNDS(plainConvolutionInputGradient, PlainConvolutionArgs, 256) {
    long long entry = (long long) blockIdx.x * 256 + threadIdx.x;
    if (entry >= (long long) a.channels * a.height * a.width * a.stride) {
        return;
    }
    int n = int(entry % a.stride);
    int row = int(entry / a.stride);
    int c = row / (a.height * a.width);
    int y = row / a.width % a.height;
    int x = row % a.width;
    float sum = 0;
    for (int o = 0; o < a.filters; o++) {
        const float *p = a.p + (long long) (o * a.channels + c) * a.kernelHeight * a.kernelWidth;
        for (int i = 0; i < a.kernelHeight; i++) {
            for (int j = 0; j < a.kernelWidth; j++, p++) {
                int down = y + a.padHeight - i;
                int right = x + a.padWidth - j;
                bool read = down >= 0 && right >= 0 && down % a.strideHeight == 0 && right % a.strideWidth == 0
                            && down / a.strideHeight < a.outHeight && right / a.strideWidth < a.outWidth;
                if (read) {
                    int position = (o * a.outHeight + down / a.strideHeight) * a.outWidth + right / a.strideWidth;
                    sum = fmaf(*p, a.in[(long long) position * a.stride + n], sum);
                }
            }
        }
    }
    a.out[entry] = sum;
}

// dP_oz = Σ_p Σ_n dY_o(p)_n X_z(p)_n, in double
KERNEL_BOUNDS(plainConvolutionWeightGradient, PlainConvolutionArgs, 256) {
    int taps = a.kernelHeight * a.kernelWidth;
    int z = int(blockIdx.x) % (a.channels * taps);
    int o = int(blockIdx.x) / (a.channels * taps);
    int c = z / taps;
    int i = z % taps / a.kernelWidth;
    int j = z % taps % a.kernelWidth;
    double sum = 0;
    for (int at = int(threadIdx.x); at < a.outHeight * a.outWidth * a.stride; at += 256) {
        int n = at % a.stride;
        int position = at / a.stride;
        int y = position / a.outWidth * a.strideHeight + i - a.padHeight;
        int x = position % a.outWidth * a.strideWidth + j - a.padWidth;
        if (n < a.columns && y >= 0 && y < a.height && x >= 0 && x < a.width) {
            sum += double(a.p[((long long) o * a.outHeight * a.outWidth + position) * a.stride + n])
                   * a.in[((long long) (c * a.height + y) * a.width + x) * a.stride + n];
        }
    }
    sum = blockSum(sum);
    if (threadIdx.x == 0) {
        a.out[blockIdx.x] = float(sum);
    }
}
