// What the emulation must do, and what it must refuse. Ends with 0 and one line where all is well.
#include "kernels.cuh"

#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

struct TestArgs { const float *in; float *out; int *counts; int n; };

KERNEL(reversed, TestArgs) { // through shared memory
    __shared__ float tile[256];
    int i = blockIdx.x * 256 + threadIdx.x;
    tile[255 - threadIdx.x] = a.in[i];
    __syncthreads();
    a.out[i] = tile[threadIdx.x];
}

KERNEL(warpSums, TestArgs) {
    float sum = a.in[blockIdx.x * blockDim.x + threadIdx.x];
    for (int bits = 16; bits > 0; bits /= 2) {
        sum += __shfl_xor_sync(0xFFFFFFFF, sum, bits);
    }
    unsigned odd = __ballot_sync(0xFFFFFFFF, threadIdx.x & 1);
    if (threadIdx.x % 32 == 0) {
        a.out[(blockIdx.x * blockDim.x + threadIdx.x) / 32] = sum;
        atomicAdd(a.counts, __popc(odd));
    }
}

KERNEL(dynamic, TestArgs) {
    DYNAMIC_SHARED(float, values);
    values[threadIdx.x] = float(threadIdx.x);
    int many = __syncthreads_count(threadIdx.x < 5);
    a.out[threadIdx.x] = values[(threadIdx.x + 1) % blockDim.x] + float(many);
}

KERNEL(earlyReturn, TestArgs) { // threads that ended are not waited for
    if (int(threadIdx.x) >= a.n) {
        return;
    }
    __syncthreads();
    a.out[threadIdx.x] = 1;
}

KERNEL(race, TestArgs) {
    __shared__ float last;
    last = float(threadIdx.x);
    __syncthreads();
    a.out[0] = last;
}

KERNEL(divergent, TestArgs) {
    (void) a;
    if (threadIdx.x % 2 == 0) {
        __syncthreads();
    } else {
        __syncthreads();
    }
}

KERNEL(lonely, TestArgs) {
    (void) a;
    if (threadIdx.x == 0) {
        __syncwarp();
    } else {
        __syncthreads();
    }
}

static void check(bool holds, const char *what) {
    if (!holds) {
        printf("emulation: %s\n", what);
        exit(1);
    }
}

static std::string run(emulation::Kernel kernel, const TestArgs &args, int grid, int block, int shared = 0) {
    const char *error = emulation::launch(kernel, &args, dim3(grid), dim3(block), shared);
    return error ? error : "";
}

int main() {
    std::vector<float> in(1024), out(1024);
    for (int i = 0; i < 1024; i++) {
        in[i] = float(i);
    }
    int counts = 0;
    TestArgs args{in.data(), out.data(), &counts, 3};
    float first = -1;
    bool differs = false;
    for (int seed = 0; seed < 6; seed++) {
        emulation::shuffle(seed);
        check(run(reversed__emulated, args, 4, 256).empty() && out[0] == 255 && out[255] == 0 && out[256] == 511, "a tile is turned round");
        counts = 0;
        check(run(warpSums__emulated, args, 4, 256).empty() && out[0] == 496 && out[31] == 496 + 31 * 1024 && counts == 16 * 32, "lanes exchange");
        check(run(dynamic__emulated, args, 1, 40, 160).empty() && out[0] == 6 && out[39] == 5, "dynamic shared memory and votes");
        check(run(earlyReturn__emulated, args, 1, 64).empty() && out[2] == 1, "some threads end early");
        check(run(race__emulated, args, 1, 64).empty(), "a race runs");
        differs |= first >= 0 && out[0] != first;
        first = out[0];
        check(run(divergent__emulated, args, 1, 32).find("different barriers") != std::string::npos, "barriers in two branches are refused");
        check(run(lonely__emulated, args, 1, 32).find("for ever") != std::string::npos, "who waits for ever is found");
        check(!run(reversed__emulated, args, 0, 256).empty(), "no grid of nothing");
    }
    check(differs, "seeds show a race");
    puts("the emulation holds");
}
