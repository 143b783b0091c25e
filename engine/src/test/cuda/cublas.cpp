// cuBLAS without a GPU, for tests: the functions that Thresher calls, over the driver beside it. It multiplies column by column, sums in another order
// than own kernels, refuses what a real one would, and takes as long as it is told.
#include <cstddef>
#include <cstdint>
#include <cstring>

extern "C" int stub_put(void *stream, void (*run)(const void *), const void *args, size_t bytes, long long takes);
extern "C" long long stub_get(const char *name);
extern "C" void stub_set(const char *name, long long value);

#define API extern "C" __attribute__((visibility("default"))) int

namespace {
enum { SUCCESS = 0, NOT_INITIALIZED = 1, INVALID_VALUE = 7, ARCH_MISMATCH = 8, EXECUTION_FAILED = 13 };

struct Handle {
    void *stream = nullptr;
    void *workspace = nullptr;
    int math = 0, atomics = 1;
};

struct Product {
    int transA, transB, m, n, k;
    float alpha, beta;
    const float *a, *b;
    float *c;
    int lda, ldb, ldc, count;
    long long stepA, stepB, stepC;
    bool tf32;
};

float rounded(float x, bool tf32) {
    if (!tf32) {
        return x;
    }
    uint32_t bits;
    memcpy(&bits, &x, 4);
    bits = (bits + 0x1000) & ~0x1FFFu;
    memcpy(&x, &bits, 4);
    return x;
}

void run(const void *args) {
    const Product &p = *static_cast<const Product *>(args);
    for (int i = 0; i < p.count; i++) {
        for (int column = 0; column < p.n; column++) {
            for (int row = 0; row < p.m; row++) {
                float even = 0, odd = 0; // another order than a single chain
                for (int at = 0; at < p.k; at++) {
                    float a = p.a[i * p.stepA + (p.transA ? (long long) row * p.lda + at : (long long) at * p.lda + row)];
                    float b = p.b[i * p.stepB + (p.transB ? (long long) at * p.ldb + column : (long long) column * p.ldb + at)];
                    (at % 2 ? odd : even) += rounded(a, p.tf32) * rounded(b, p.tf32);
                }
                float *c = p.c + i * p.stepC + (long long) column * p.ldc + row;
                *c = p.alpha * (even + odd) + (p.beta == 0 ? 0 : p.beta * *c);
            }
        }
    }
}

int multiply(Handle *handle, const Product &p) {
    bool fits = p.m > 0 && p.n > 0 && p.k > 0 && p.count > 0 && p.lda >= (p.transA ? p.k : p.m) && p.ldb >= (p.transB ? p.n : p.k) && p.ldc >= p.m;
    if (!handle || !handle->stream || !handle->workspace || handle->atomics || !fits) {
        return INVALID_VALUE;
    }
    if (long long left = stub_get("cublas_fails")) { // the n-th from now on
        stub_set("cublas_fails", left - 1);
        if (left == 1) {
            return EXECUTION_FAILED;
        }
    }
    Product mine = p;
    mine.tf32 = handle->math == 3;
    stub_set("cublas_math", handle->math);
    stub_set("cublas_products", stub_get("cublas_products") + 1);
    return stub_put(handle->stream, run, &mine, sizeof mine, stub_get("cublas_nanos")) == 0 ? SUCCESS : EXECUTION_FAILED;
}
} // namespace

API cublasGetProperty(int which, int *value) {
    long long version = stub_get("cublas_version"); // 120604 is 12.6.4
    version = version == 0 ? 120604 : version;
    *value = int(which == 0 ? version / 10000 : which == 1 ? version / 100 % 100 : version % 100);
    return SUCCESS;
}
API cublasCreate_v2(Handle **handle) {
    if (stub_get("cublas_refuses")) {
        return ARCH_MISMATCH;
    }
    *handle = new Handle;
    stub_set("cublas_handles", stub_get("cublas_handles") + 1);
    return SUCCESS;
}
API cublasDestroy_v2(Handle *handle) {
    delete handle;
    stub_set("cublas_handles", stub_get("cublas_handles") - 1);
    return SUCCESS;
}
API cublasSetStream_v2(Handle *handle, void *stream) {
    handle->stream = stream;
    handle->workspace = nullptr; // as a real one does
    return SUCCESS;
}
#ifndef WITHOUT_WORKSPACE
API cublasSetWorkspace_v2(Handle *handle, void *address, size_t bytes) {
    handle->workspace = bytes >= (4u << 20) && uintptr_t(address) % 256 == 0 ? address : nullptr;
    return handle->workspace ? SUCCESS : INVALID_VALUE;
}
#endif
API cublasSetMathMode(Handle *handle, int mode) { handle->math = mode; return SUCCESS; }
API cublasSetAtomicsMode(Handle *handle, int mode) { handle->atomics = mode; return SUCCESS; }
API cublasSgemm_v2(Handle *handle, int transA, int transB, int m, int n, int k, const float *alpha, const float *a, int lda, const float *b, int ldb,
                   const float *beta, float *c, int ldc) {
    return multiply(handle, {transA, transB, m, n, k, *alpha, *beta, a, b, c, lda, ldb, ldc, 1, 0, 0, 0, false});
}
API cublasSgemmStridedBatched(Handle *handle, int transA, int transB, int m, int n, int k, const float *alpha, const float *a, int lda, long long stepA,
                              const float *b, int ldb, long long stepB, const float *beta, float *c, int ldc, long long stepC, int count) {
    return multiply(handle, {transA, transB, m, n, k, *alpha, *beta, a, b, c, lda, ldb, ldc, count, stepA, stepB, stepC, false});
}
