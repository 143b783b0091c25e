// Stands in for the instructions of tensor_core.cuh: see there for what they do.
//
// Copies that run behind come in every other thread at once, in the others as late as they may: so both a missing wait and a place that
// is overwritten while it is read show in the results, or to races.cpp.
#pragma once

#include "emulation.h"

namespace emulation {
struct Copy {
    float *to;
    float values[4];
    int numbers;
};

constexpr int COPYING_THREADS = 256;
constexpr int MOST_GROUPS = 8;
constexpr int MOST_COPIES = 64; // of a group

// What one thread has under way. Plain memory: races.cpp watches it too.
struct Copies {
    uint64_t launch;
    uint32_t block;
    int first, groups; // that are ended; the one after them is open
    int counts[MOST_GROUPS];
    Copy copies[MOST_GROUPS][MOST_COPIES];
};
inline Copies copiesOfThreads[COPYING_THREADS];

inline Copies &copies() {
    if (now.thread >= COPYING_THREADS) {
        fail("no thread %u can copy", now.thread);
    }
    Copies &mine = copiesOfThreads[now.thread];
    if (mine.launch != now.launch || mine.block != now.block) {
        mine.launch = now.launch;
        mine.block = now.block;
        mine.first = 0;
        mine.groups = 0;
        mine.counts[0] = 0;
    }
    return mine;
}

inline void arrive(const Copy &copy) {
    for (int i = 0; i < copy.numbers; i++) {
        copy.to[i] = copy.values[i];
    }
}

inline void copyBehind(float *shared, const float *from, int numbers, int bytes) {
    if (bytes % 4 != 0 || bytes < 0 || bytes > 4 * numbers || reinterpret_cast<uintptr_t>(shared) % (4 * numbers) != 0
        || (bytes > 0 && reinterpret_cast<uintptr_t>(from) % (4 * numbers) != 0)) {
        fail("a copy of %d of %d bytes from %p to %p", bytes, 4 * numbers, static_cast<const void *>(from), static_cast<void *>(shared));
    }
    Copy copy = {shared, {}, numbers};
    for (int i = 0; i < bytes / 4; i++) {
        copy.values[i] = from[i];
    }
    if (now.thread % 2 == 0) {
        arrive(copy);
    } else {
        Copies &mine = copies();
        int open = (mine.first + mine.groups) % MOST_GROUPS;
        if (mine.counts[open] == MOST_COPIES) {
            fail("more than %d copies in a group", MOST_COPIES);
        }
        mine.copies[open][mine.counts[open]++] = copy;
    }
}
} // namespace emulation

inline void copyQuad(float *shared, const float *from, int bytes) { emulation::copyBehind(shared, from, 4, bytes); }
inline void copyNumber(float *shared, const float *from, int bytes) { emulation::copyBehind(shared, from, 1, bytes); }

inline void endCopies() {
    emulation::Copies &mine = emulation::copies();
    if (++mine.groups == emulation::MOST_GROUPS) {
        emulation::fail("more than %d groups of copies", emulation::MOST_GROUPS);
    }
    mine.counts[(mine.first + mine.groups) % emulation::MOST_GROUPS] = 0;
}

template <int PENDING> inline void awaitCopies() {
    emulation::Copies &mine = emulation::copies();
    for (; mine.groups > PENDING; mine.groups--) {
        for (int i = 0; i < mine.counts[mine.first]; i++) {
            emulation::arrive(mine.copies[mine.first][i]);
        }
        mine.first = (mine.first + 1) % emulation::MOST_GROUPS;
    }
}

// Half of what is dropped is added to the magnitude, the rest cut off: ties go away from zero. Infinity and NaN stay.
inline unsigned tf32(float x) {
    unsigned bits = __float_as_uint(x);
    return (bits & 0x7F800000) == 0x7F800000 ? bits : (bits + 0x1000) & 0xFFFFE000;
}

inline void multiplyAdd(float &c0, float &c1, float &c2, float &c3, unsigned a0, unsigned a1, unsigned a2, unsigned a3, unsigned b0,
                        unsigned b1) {
    struct Given {
        unsigned a[4], b[2];
    };
    emulation::Exchanged<Given> all(0xFFFFFFFF, Given{{a0, a1, a2, a3}, {b0, b1}});
    int group = int(emulation::lane()) / 4;
    int place = int(emulation::lane()) % 4;
    float *c[4] = {&c0, &c1, &c2, &c3};
    for (int i = 0; i < 4; i++) {
        int low = i / 2;               // row group, or group + 8
        int column = 2 * place + i % 2;
        float sum = *c[i];
        for (int k = 0; k < 8; k++) {
            unsigned a = all.of(unsigned(4 * group + k % 4)).a[low + k / 4 * 2];
            unsigned b = all.of(unsigned(4 * column + k % 4)).b[k / 4];
            if ((a | b) & 0x1FFF) {
                if ((a & 0x7F800000) != 0x7F800000 && (b & 0x7F800000) != 0x7F800000) {
                    emulation::fail("a factor is not rounded to tf32");
                }
            }
            sum += __uint_as_float(a) * __uint_as_float(b);
        }
        *c[i] = sum;
    }
}
