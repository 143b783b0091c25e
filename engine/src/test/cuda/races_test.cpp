// What races.cpp must find, and what it must let pass. Ends with 0 and one line where all is well.
#include "reduce.cuh"

#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

struct TestArgs { double *values; double *sums; unsigned *ticket; int mistake; };

// Sums by blocks and by the last of them, as kernels do it; each mistake leaves something out.
KERNEL(sums, TestArgs) {
    __shared__ double tile[64];
    tile[threadIdx.x] = a.values[blockIdx.x * 64 + threadIdx.x];
    if (a.mistake != 1) {
        __syncthreads();
    }
    double sum = blockSum(tile[threadIdx.x ^ 1]);
    if (a.mistake == 2) {
        tile[threadIdx.x ^ 2] = sum; // a later write is behind the barriers of the sum
        sum += tile[threadIdx.x]; // read without one
    }
    if (threadIdx.x == 0) {
        a.sums[a.mistake == 3 ? 0 : blockIdx.x] = sum; // all blocks to one place
    }
    if (a.mistake == 4 ? blockIdx.x != gridDim.x - 1 : !lastBlock(a.ticket)) {
        return;
    }
    double all = threadIdx.x < gridDim.x ? a.sums[threadIdx.x] : 0; // without a ticket: what others may not have written
    all = blockSum(all);
    if (threadIdx.x == 0) {
        a.values[0] = all;
    }
}

KERNEL(warps, TestArgs) { // lanes of a warp pass words on: in order with an exchange between, else not
    __shared__ double word[32];
    word[threadIdx.x] = threadIdx.x;
    if (a.mistake == 0) {
        __syncwarp();
    }
    a.sums[threadIdx.x] = word[31 - threadIdx.x];
}

struct CopyArgs { const float *from; float *to; };

KERNEL(copyQuad, CopyArgs) { *reinterpret_cast<float4 *>(a.to) = *reinterpret_cast<const float4 *>(a.from); }

static std::string copied(const float *from, float *to) {
    CopyArgs args{from, to};
    const char *error = emulation::launch(copyQuad__emulated, &args, dim3(1), dim3(1), 0);
    return error ? error : "";
}

int main() {
    alignas(16) float from[8] = {1, 2, 3, 4, 5, 6, 7, 8};
    alignas(16) float to[8];
    if (!copied(from + 4, to).empty() || to[3] != 8 || copied(from + 1, to).find("no multiple") == std::string::npos
            || copied(from, to + 2).find("no multiple") == std::string::npos) {
        puts("a quad that is not aligned passes");
        return 1;
    }
    std::vector<double> values(256, 1), sums(256);
    unsigned ticket = 0;
    for (int seed = 0; seed < 4; seed++) {
        emulation::shuffle(seed);
        for (int mistake = 0; mistake <= 4; mistake++) {
            ticket = 0;
            values.assign(256, 1);
            TestArgs args{values.data(), sums.data(), &ticket, mistake};
            for (auto kernel : {sums__emulated, warps__emulated}) {
                bool ofWarps = kernel == warps__emulated;
                const char *error = emulation::launch(kernel, &args, dim3(ofWarps ? 1 : 4), dim3(ofWarps ? 32 : 64), 0);
                if (ofWarps && mistake > 1) {
                    continue;
                }
                // the last block in order sees what it should not only where it runs last: shuffled, it finds nothing written yet
                bool expected = mistake > 0 && !(mistake == 4 && seed > 0);
                if (mistake == 4 && seed > 0) {
                    continue;
                }
                if ((error != nullptr) != expected || (error && std::string(error).find("race") == std::string::npos)) {
                    printf("%s, mistake %d, seed %d: %s\n", ofWarps ? "warps" : "sums", mistake, seed, error ? error : "no race found");
                    return 1;
                }
            }
        }
    }
    puts("races are found");
}
