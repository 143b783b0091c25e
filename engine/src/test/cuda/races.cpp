// Finds races in kernels that were compiled with -fsanitize=thread: the compiler calls what stands at the end of this file at every access
// to memory. See emulation.h. Each word of four bytes remembers who wrote it and who read it last in this launch. Two accesses are in order
// where a barrier of the block is between them; or an exchange of the warp that both threads belong to; or, of two blocks, an atomic
// operation of the first after its access and one of the second before its own (fences go with them, which is not checked).
// Besides, a type that is read or written at once must lie at a multiple of its size, as a GPU demands.
#include "emulation.h"

#include <vector>

extern "C" EMULATED_HIDDEN char __bss_start;
extern "C" EMULATED_HIDDEN char _end;

namespace {
constexpr uint32_t NOBODY = 0xFFFFFFFF;
constexpr uint32_t MANY = 0xFFFFFFFE; // of one block, between the same barriers

struct Access {
    uint32_t block;
    uint32_t barrier;
    uint32_t thread;
    uint32_t exchange;
    uint32_t atomics;
};

struct Word {
    uintptr_t address; // over 4
    uint64_t launch;
    Access write;
    Access read;
};

std::vector<Word> table(1 << 16);
size_t used;
uint64_t launch;
uint32_t blocksDone;
std::vector<uint32_t> atomicsOf; // of each block of this launch, as far as it is known

Word *find(std::vector<Word> &in, uintptr_t address) {
    size_t mask = in.size() - 1;
    size_t at = (address * 0x9E3779B97F4A7C15u >> 20) & mask;
    while (in[at].launch == launch && in[at].address != address) {
        at = (at + 1) & mask;
    }
    return &in[at];
}

void grow() {
    std::vector<Word> larger(table.size() * 2);
    for (const Word &word : table) {
        if (word.launch == launch) {
            *find(larger, word.address) = word;
        }
    }
    table.swap(larger);
}

// Atomic operations that a block has done: all of them once it is over.
uint32_t atomics(uint32_t block) { return block < atomicsOf.size() ? atomicsOf[block] : 0; }

bool ordered(const Access &before) {
    const emulation::Now &now = emulation::now;
    if (before.thread == NOBODY) {
        return true;
    }
    if (before.block != now.block) {
        return atomics(before.block) > before.atomics && now.atomics > 0;
    }
    if (before.barrier != now.barrier || before.thread == now.thread) {
        return true;
    }
    return before.thread != MANY && before.thread / 32 == now.thread / 32 && before.exchange < now.exchange;
}

Access here() {
    const emulation::Now &now = emulation::now;
    return {now.block, now.barrier, now.thread, now.exchange, now.atomics};
}

bool within(uintptr_t address, const char *from, size_t bytes) {
    return address - reinterpret_cast<uintptr_t>(from) < bytes;
}

void report(const char *what, const Access &before, uintptr_t address) {
    const emulation::Now &now = emulation::now;
    emulation::fail("a race: thread %u of block %u %s word %zx, thread %d of block %u did so before, and nothing is between", now.thread, now.block,
            what, size_t(address), before.thread == MANY ? -1 : int(before.thread), before.block);
}

void access(uintptr_t first, size_t bytes, bool writes) {
    const emulation::Now &now = emulation::now;
    if (now.block == 0 || within(first, now.stack, now.stackBytes)) {
        return; // a thread's own
    }
    bool shared = within(first, &__bss_start, size_t(&_end - &__bss_start)) || within(first, now.shared, now.sharedBytes);
    if (launch != now.launch) {
        launch = now.launch;
        used = 0;
        blocksDone = 0;
        atomicsOf.assign(1, 0);
    }
    if (atomicsOf.size() <= now.block) {
        atomicsOf.resize(now.block + 1, 0);
    }
    atomicsOf[now.block] = now.atomics;
    for (uintptr_t address = first / 4; address * 4 < first + bytes; address++) {
        Word *word = find(table, address);
        if (word->launch != launch || (shared && word->write.block != now.block && word->read.block != now.block)) {
            used += word->launch != launch;
            *word = {address, launch, {0, 0, NOBODY, 0, 0}, {0, 0, NOBODY, 0, 0}};
            if (used * 2 > table.size()) {
                grow();
                word = find(table, address);
            }
        }
        bool known = !shared || word->write.block == now.block;
        if (known && !ordered(word->write)) {
            report(writes ? "writes" : "reads", word->write, address * 4);
        }
        if (writes) {
            bool read = !shared || word->read.block == now.block;
            if (read && !ordered(word->read)) {
                report("writes what was read:", word->read, address * 4);
            }
            word->write = here();
        } else {
            bool together = word->read.thread != NOBODY && word->read.block == now.block && word->read.barrier == now.barrier
                    && word->read.thread != now.thread;
            word->read = here();
            if (together) {
                word->read.thread = MANY;
            }
        }
    }
}
} // namespace

// The compiler tells by the type which accesses are aligned, or should be.
static void aligned(uintptr_t first, size_t bytes, bool writes) {
    if (emulation::now.block != 0 && first % bytes != 0) {
        emulation::fail("thread %u of block %u %s %zu bytes at %zx, which is no multiple", emulation::now.thread, emulation::now.block,
                writes ? "writes" : "reads", bytes, size_t(first));
    }
    access(first, bytes, writes);
}

#define AT(at) reinterpret_cast<uintptr_t>(at)
#define BYTES(n)                                                                   \
    void __tsan_read##n(void *at) { aligned(AT(at), n, false); }                   \
    void __tsan_write##n(void *at) { aligned(AT(at), n, true); }                   \
    void __tsan_unaligned_read##n(void *at) { access(AT(at), n, false); }          \
    void __tsan_unaligned_write##n(void *at) { access(AT(at), n, true); }          \
    void __tsan_volatile_read##n(void *at) { access(AT(at), n, false); }           \
    void __tsan_volatile_write##n(void *at) { access(AT(at), n, true); }

extern "C" {
BYTES(1)
BYTES(2)
BYTES(4)
BYTES(8)
BYTES(16)
void __tsan_read_range(void *at, size_t bytes) { access(AT(at), bytes, false); }
void __tsan_write_range(void *at, size_t bytes) { access(AT(at), bytes, true); }
void __tsan_func_entry(void *) {}
void __tsan_func_exit() {}
void __tsan_init() {}
}
