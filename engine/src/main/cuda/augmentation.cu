// Images of bytes, one after the other, become a batch: scaled or cropped, flipped, normalised, batch innermost, padding zero. What is drawn comes from
// the host, and the bits are those of ByteExamples and Bilinear in dev.thresher.datasets, which do the same on a processor.
#include "kernels.cuh"

constexpr int PART = 5; // PackedImages.PART: top, left, height, width, whether mirrored
constexpr int BITS = 22; // of the weights of a scaling

struct ImagesArgs {
    const unsigned char *pixels; // [n][C][H][W]
    const float *values;         // [C][256]: what becomes of each byte
    const int *parts;            // [n][PART]; null for images as they are
    const int4 *weights;         // [n][H + W]: of the lines of a scaling: first line of the source, weights of it and the next two
    float *to;                   // [C][H][W][stride]
    int channels, height, width, columns, stride;
};

// Calls byteOf(example, its channel's pixels, y, x) for every value of the batch. A block has 32 examples and turns of 8 values that follow each other,
// so that the bytes of a line come from the cache but once.
template <typename ByteOf> __device__ __forceinline__ void images(const ImagesArgs &a, ByteOf byteOf) {
    int n = blockIdx.x * blockDim.x + threadIdx.x;
    if (n >= a.stride) {
        return;
    }
    int plane = a.height * a.width;
    int features = a.channels * plane;
    for (int f = blockIdx.y * blockDim.y + threadIdx.y; f < features; f += gridDim.y * blockDim.y) {
        float value = 0.0f;
        if (n < a.columns) {
            int channel = f / plane;
            int y = (f - channel * plane) / a.width;
            int x = f - channel * plane - y * a.width;
            value = a.values[channel * 256 + byteOf(n, a.pixels + (long long) n * features + channel * plane, y, x)];
        }
        a.to[(long long) f * a.stride + n] = value;
    }
}

KERNEL(croppedImages, ImagesArgs) {
    images(a, [&](int n, const unsigned char *from, int y, int x) -> int {
        if (a.parts != nullptr) {
            const int *part = a.parts + n * PART;
            y += part[0];
            x = (part[4] ? a.width - 1 - x : x) + part[1];
        }
        return y >= 0 && y < a.height && x >= 0 && x < a.width ? from[y * a.width + x] : 0;
    });
}

struct ScalingArgs {
    const int *parts; // [n][PART], no part larger than an image
    int4 *weights;    // as in ImagesArgs
    int count, height, width;
};

// Bilinear's arithmetic in double, each operation rounded on its own. Where an image grows, two lines of the source make one of the target; three, where
// rounding has it so.
KERNEL(scalingWeights, ScalingArgs) {
    int sides = a.height + a.width;
    int id = blockIdx.x * blockDim.x + threadIdx.x;
    if (id >= a.count * sides) {
        return;
    }
    int n = id / sides;
    int at = id - n * sides;
    bool across = at >= a.height;
    const int *part = a.parts + n * PART;
    int source = part[across ? 3 : 2];
    int target = across ? a.width : a.height;
    int i = across ? at - a.height : at;
    i = across && part[4] ? target - 1 - i : i;
    double centre = __dmul_rn(i + 0.5, __ddiv_rn(source, target));
    int low = max(0, int(__dadd_rn(__dadd_rn(centre, -1.0), 0.5)));
    int high = min(source, int(__dadd_rn(__dadd_rn(centre, 1.0), 0.5)));
    double triangle[3];
    double sum = 0;
    for (int k = 0; k < 3; k++) {
        triangle[k] = low + k < high ? max(0.0, __dadd_rn(1.0, -fabs(__dadd_rn(__dadd_rn(low + k, -centre), 0.5)))) : 0.0;
        sum = __dadd_rn(sum, triangle[k]);
    }
    int weight[3];
    for (int k = 0; k < 3; k++) {
        weight[k] = int(__dadd_rn(0.5, __dmul_rn(__ddiv_rn(triangle[k], sum), double(1 << BITS))));
    }
    a.weights[id] = make_int4(low, weight[0], weight[1], weight[2]);
}

// A byte of three with these weights, of which those that are 0 may lie beyond the end.
template <typename At> __device__ __forceinline__ int scaled(int4 line, At at) {
    int sum = 1 << (BITS - 1);
    sum += line.y == 0 ? 0 : at(line.x) * line.y;
    sum += line.z == 0 ? 0 : at(line.x + 1) * line.z;
    sum += line.w == 0 ? 0 : at(line.x + 2) * line.w;
    return min(255, sum >> BITS);
}

KERNEL(scaledImages, ImagesArgs) {
    images(a, [&](int n, const unsigned char *from, int y, int x) -> int {
        const int *part = a.parts + n * PART;
        const int4 *weights = a.weights + n * (a.height + a.width);
        int4 across = weights[a.height + x];
        return scaled(weights[y], [&](int row) {
            const unsigned char *line = from + (part[0] + row) * a.width + part[1];
            return scaled(across, [&](int column) { return int(line[column]); });
        });
    });
}
