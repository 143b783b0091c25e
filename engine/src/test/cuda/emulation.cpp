// The grid, its blocks and their fibres. See emulation.h.
#include "emulation.h"

#include <algorithm>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <string>
#include <sys/mman.h>
#include <vector>
#ifndef __x86_64__
#include <ucontext.h>
#endif

emulation::Now emulation::now;
uint3 threadIdx;
uint3 blockIdx;
dim3 blockDim;
dim3 gridDim;

namespace {
constexpr size_t STACK = 256 << 10;
constexpr size_t GUARD = 4096; // below each stack, so that an overflow does not go unnoticed
constexpr int LARGEST_BLOCK = 1024;

#ifdef __x86_64__
// Six registers and the stack pointer are all that a call must keep; swapcontext would make two system calls besides.
typedef void *Context;
extern "C" void thresherSwitch(void **from, void *to);
asm(R"(
.text
.hidden thresherSwitch
.globl thresherSwitch
.type thresherSwitch, @function
thresherSwitch:
    pushq %rbp
    pushq %rbx
    pushq %r12
    pushq %r13
    pushq %r14
    pushq %r15
    movq %rsp, (%rdi)
    movq %rsi, %rsp
    popq %r15
    popq %r14
    popq %r13
    popq %r12
    popq %rbx
    popq %rbp
    ret
.size thresherSwitch, .-thresherSwitch
)");
void switchTo(Context &from, Context &to) { thresherSwitch(&from, to); }
void prepare(Context &context, char *stack, void (*entry)()) {
    void **top = reinterpret_cast<void **>(stack + STACK);
    *--top = nullptr; // an entry's stack is 8 bytes off a multiple of 16
    *--top = reinterpret_cast<void *>(entry);
    for (int i = 0; i < 6; i++) {
        *--top = nullptr;
    }
    context = top;
}
#else
typedef ucontext_t Context;
void switchTo(Context &from, Context &to) { swapcontext(&from, &to); }
void prepare(Context &context, char *stack, void (*entry)()) {
    getcontext(&context);
    context.uc_stack.ss_sp = stack;
    context.uc_stack.ss_size = STACK;
    context.uc_link = nullptr;
    makecontext(&context, entry, 0);
}
#endif

struct Fibre {
    Context context;
    char *stack = nullptr;
};

struct Thread {
    uint3 index;
    Fibre *fibre; // null before it begins and after it ends
};

struct Warp {
    unsigned alive;
    unsigned arrived;
    unsigned mask;
    unsigned present[2];
    unsigned generation;
    int line;
    uint64_t given[2][32 * emulation::WORDS];
};

struct Block {
    int threads;
    int alive;
    int arrived;
    int votes;
    int result;
    const char *file;
    int line;
    Thread thread[LARGEST_BLOCK];
    Warp warp[LARGEST_BLOCK / 32];
};

std::mutex oneAtATime;
Block block;
Context scheduler;
std::vector<Fibre *> idle;
std::vector<int> turn;  // threads that go on one by one
size_t at;              // in turn
std::vector<int> ready; // those that go on after them
std::vector<int> atBarrier;
std::vector<int> atExchange[LARGEST_BLOCK / 32];
int current;
uint64_t seed;
uint64_t drawn;
std::string failure;
emulation::Kernel kernel;
const void *arguments;
std::vector<uint64_t> shared;

uint64_t draw() { // SplitMix64
    uint64_t z = drawn += 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

template <typename T> void mix(std::vector<T> &all) {
    for (size_t i = all.size(); seed != 0 && i > 1; i--) {
        std::swap(all[i - 1], all[draw() % i]);
    }
}

void release(std::vector<int> &waiting) {
    ready.insert(ready.end(), waiting.begin(), waiting.end());
    waiting.clear();
}

void completeBarrier() {
    if (block.arrived > 0 && block.arrived == block.alive) {
        block.result = block.votes;
        emulation::now.barrier++;
        block.arrived = 0;
        block.votes = 0;
        release(atBarrier);
    }
}

void completeExchange(int number) {
    Warp &warp = block.warp[number];
    if (warp.arrived != 0 && warp.arrived == (warp.mask & warp.alive)) {
        warp.present[warp.generation & 1] = warp.arrived;
        warp.arrived = 0;
        warp.generation++;
        release(atExchange[number]);
    }
}

// Which thread goes on, as `current`; -1 where none can.
int next() {
    if (at == turn.size()) {
        turn.swap(ready);
        ready.clear();
        at = 0;
        mix(turn);
        if (turn.empty()) {
            return -1;
        }
    }
    current = turn[at++];
    threadIdx = block.thread[current].index;
    emulation::now.thread = unsigned(current);
    emulation::now.exchange = block.warp[current / 32].generation;
    return current;
}

Context &contextOf(int thread);

// Runs one thread of a block after another, for ever.
void fibreEntry() {
    for (;;) {
        kernel(arguments);
        Thread &ended = block.thread[current];
        Fibre *own = ended.fibre;
        ended.fibre = nullptr;
        block.alive--;
        block.warp[current / 32].alive &= ~(1u << current % 32);
        completeExchange(current / 32);
        completeBarrier();
        int following = next();
        if (following >= 0 && block.thread[following].fibre == nullptr) {
            block.thread[following].fibre = own; // without a barrier one fibre runs a whole block
            continue;
        }
        idle.push_back(own);
        switchTo(own->context, following < 0 ? scheduler : contextOf(following));
    }
}

Fibre *fibre() {
    if (!idle.empty()) {
        Fibre *last = idle.back();
        idle.pop_back();
        return last;
    }
    Fibre *made = new Fibre();
    void *memory = mmap(nullptr, STACK + GUARD, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (memory == MAP_FAILED || mprotect(memory, GUARD, PROT_NONE) != 0) {
        perror("no stack for a fibre");
        abort();
    }
    made->stack = static_cast<char *>(memory) + GUARD;
    prepare(made->context, made->stack, fibreEntry);
    return made;
}

Context &contextOf(int thread) {
    if (block.thread[thread].fibre == nullptr) {
        block.thread[thread].fibre = fibre();
    }
    emulation::now.stack = block.thread[thread].fibre->stack;
    return block.thread[thread].fibre->context;
}

// Lets the others go on until this thread is released.
void wait() {
    int waiting = current;
    int following = next();
    if (following != waiting) {
        switchTo(block.thread[waiting].fibre->context, following < 0 ? scheduler : contextOf(following));
    }
}

void begin() {
    block.threads = int(blockDim.x * blockDim.y * blockDim.z);
    block.alive = block.threads;
    block.arrived = 0;
    block.votes = 0;
    turn.clear();
    at = 0;
    ready.clear();
    atBarrier.clear();
    for (int number = 0; number * 32 < block.threads; number++) {
        int lanes = std::min(32, block.threads - number * 32);
        Warp &warp = block.warp[number];
        warp.alive = lanes == 32 ? 0xFFFFFFFFu : (1u << lanes) - 1;
        warp.arrived = 0;
        warp.generation = 0;
        atExchange[number].clear();
    }
    for (int i = 0; i < block.threads; i++) {
        block.thread[i] = {{i % blockDim.x, i / blockDim.x % blockDim.y, i / (blockDim.x * blockDim.y)}, nullptr};
        ready.push_back(i);
    }
}

void run() {
    begin();
    switchTo(scheduler, contextOf(next()));
    if (block.alive > 0 && failure.empty()) {
        failure = "threads of a block wait for ever: not all of them reach a barrier or an exchange of lanes";
    }
    for (int i = 0; i < block.threads && !failure.empty(); i++) { // those that were left in the middle begin anew
        Fibre *left = block.thread[i].fibre;
        if (left != nullptr) {
            prepare(left->context, left->stack, fibreEntry);
            idle.push_back(left);
        }
    }
}
} // namespace

namespace emulation {
const char *launch(Kernel ofGrid, const void *args, dim3 grid, dim3 ofBlock, size_t sharedBytes) {
    std::lock_guard<std::mutex> guard(oneAtATime);
    static std::string last;
    failure.clear();
    uint64_t threads = uint64_t(ofBlock.x) * ofBlock.y * ofBlock.z;
    bool fits = threads >= 1 && threads <= LARGEST_BLOCK && ofBlock.z <= 64 && grid.x >= 1 && grid.y >= 1 && grid.z >= 1
            && grid.x <= 0x7FFFFFFF && grid.y <= 65535 && grid.z <= 65535 && sharedBytes <= (99 << 10);
    if (!fits) {
        return "a grid, block or shared memory of impossible size";
    }
    kernel = ofGrid;
    arguments = args;
    gridDim = grid;
    blockDim = ofBlock;
    shared.resize((sharedBytes + 15) / 16 * 2 + 2);
    now.launch++;
    now.block = 0;
    now.stackBytes = STACK;
    now.shared = static_cast<const char *>(dynamicShared());
    now.sharedBytes = sharedBytes;
    uint64_t blocks = uint64_t(grid.x) * grid.y * grid.z;
    std::vector<uint64_t> order;
    if (seed != 0) {
        for (uint64_t b = 0; b < blocks; b++) {
            order.push_back(b);
        }
        mix(order);
    }
    for (uint64_t b = 0; b < blocks && failure.empty(); b++) {
        now.block++;
        now.barrier = 0;
        now.atomics = 0;
        uint64_t place = seed != 0 ? order[b] : b;
        blockIdx = {unsigned(place % grid.x), unsigned(place / grid.x % grid.y), unsigned(place / (uint64_t(grid.x) * grid.y))};
        if (seed != 0) {
            memset(shared.data(), 0xFF, shared.size() * 8); // what nobody wrote is not a number
        }
        run();
    }
    now.block = 0;
    last = failure;
    return last.empty() ? nullptr : last.c_str();
}

void shuffle(uint64_t newSeed) {
    seed = newSeed;
    drawn = newSeed;
}

void *dynamicShared() { return reinterpret_cast<void *>((reinterpret_cast<uintptr_t>(shared.data()) + 15) & ~uintptr_t(15)); }

int barrier(bool predicate, const char *file, int line) {
    if (block.arrived > 0 && (line != block.line || (file != block.file && strcmp(file, block.file) != 0))) {
        fail("threads of a block wait at different barriers: %s:%d and %s:%d", block.file, block.line, file, line);
    }
    block.file = file;
    block.line = line;
    block.arrived++;
    block.votes += predicate;
    atBarrier.push_back(current);
    completeBarrier();
    wait();
    return block.result;
}

const uint64_t *exchange(unsigned mask, const uint64_t *mine, int words, unsigned *present, const char *file, int line) {
    int number = current / 32;
    unsigned lane = current % 32;
    Warp &warp = block.warp[number];
    if (!(mask >> lane & 1)) {
        fail("%s:%d: lane %u is not in the mask %08x that it names", file, line, lane, mask);
    }
    if (warp.arrived != 0 && (mask != warp.mask || line != warp.line)) {
        fail("%s:%d: lanes of a warp exchange at different lines (%d) or with different masks (%08x, %08x)", file, line, warp.line,
                warp.mask, mask);
    }
    warp.mask = mask;
    warp.line = line;
    unsigned generation = warp.generation;
    uint64_t *given = warp.given[generation & 1];
    for (int i = 0; i < words; i++) {
        given[lane * WORDS + i] = mine[i];
    }
    warp.arrived |= 1u << lane;
    if (warp.arrived == (mask & warp.alive)) {
        completeExchange(number); // the last to come goes on at once
        now.exchange = warp.generation;
    } else {
        atExchange[number].push_back(current);
        wait();
    }
    *present = warp.present[generation & 1];
    return given;
}

void fail(const char *format, ...) {
    char text[512];
    va_list list;
    va_start(list, format);
    vsnprintf(text, sizeof text, format, list);
    va_end(list);
    failure = text;
    switchTo(block.thread[current].fibre->context, scheduler);
    abort(); // a fibre that failed does not go on
}
} // namespace emulation
