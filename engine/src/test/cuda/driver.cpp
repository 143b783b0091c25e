// A CUDA driver without a GPU, for tests: the functions that Thresher calls, with the kernels compiled by a C++ compiler beside it.
//
// What is put on a stream runs as late as the rules of CUDA allow: only when somebody waits for it, and then no more than must. So a host
// that reads or overwrites too early, and a stream that does not wait for another, are found. Blocks of memory come full of NaN and with
// a border that is looked at when they are freed. `stub_set` and the variable THRESHER_STUB ("devices=0,driver_version=10020") make it
// refuse, `stub_get` tells what it did.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <dlfcn.h>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "emulation.h"

#define API extern "C" __attribute__((visibility("default"))) int

namespace {
enum { SUCCESS = 0, INVALID_VALUE = 1, OUT_OF_MEMORY = 2, NO_DEVICE = 100, INVALID_DEVICE = 101, INVALID_PTX = 218, INVALID_HANDLE = 400,
       NOT_FOUND = 500, NOT_READY = 600, ILLEGAL_ADDRESS = 700, LAUNCH_FAILED = 719, CAPTURE_UNSUPPORTED = 900, CAPTURE_INVALIDATED = 901 };

std::recursive_mutex lock;
#define LOCKED std::lock_guard<std::recursive_mutex> held(lock)

std::map<std::string, long long> &settings() {
    static std::map<std::string, long long> values = [] {
        std::map<std::string, long long> v = {{"driver_version", 12060}, {"devices", 1}, {"major", 8}, {"minor", 6}, {"multiprocessors", 4},
                                              {"memory", 1LL << 32}, {"lazy", 1}, {"fail_code", LAUNCH_FAILED}, {"kernel_nanos", 1000}};
        const char *given = getenv("THRESHER_STUB");
        for (std::string rest = given ? given : ""; !rest.empty();) {
            size_t comma = rest.find(','), equals = rest.find('=');
            v[rest.substr(0, equals)] = atoll(rest.c_str() + equals + 1);
            rest = comma == std::string::npos ? "" : rest.substr(comma + 1);
        }
        return v;
    }();
    return values;
}
long long &setting(const char *name) { return settings()[name]; }

long long nanos = 0; // of the device, which takes for a kernel what it is told
int lost = SUCCESS; // what every call answers after a kernel has failed, as on a real device
int opened = 0;

constexpr size_t BORDER = 256;
constexpr unsigned char MARK = 0xA5;
std::map<char *, size_t> blocks; // device memory
long long allocated = 0;

bool borderWhole(char *block, size_t size) {
    for (size_t i = 0; i < BORDER; i++) {
        if ((unsigned char) block[size + i] != MARK) {
            fprintf(stderr, "stub driver: something was written %zu bytes behind a block of %zu bytes\n", i, size);
            return false;
        }
    }
    return true;
}

// ---- streams ----
struct Event;
struct Work {
    std::function<int()> run;
    Event *waits = nullptr; // for this one first
    long generation = 0;
};
struct Graph;
struct Stream {
    std::deque<Work> queue;
    long done = 0, put = 0;
    Graph *capturing = nullptr;
};
struct Event {
    Stream *stream = nullptr;
    long until = 0; // of the stream's works
    bool timed = false;
    long long at = 0; // nanoseconds, when it was last passed
};
int capture(Graph *graph, const Work &work);
std::vector<Stream *> streams;

void runUntil(Stream *stream, long until);

void runOne(Stream *stream) {
    Work work = std::move(stream->queue.front());
    stream->queue.pop_front();
    stream->done++;
    if (work.waits) {
        runUntil(work.waits->stream, work.generation);
    }
    int error = lost ? lost : work.run ? work.run() : SUCCESS;
    if (error && !lost) {
        lost = error;
    }
}
void runUntil(Stream *stream, long until) {
    while (stream && stream->done < until) {
        runOne(stream);
    }
}
int put(void *handle, Work work) {
    Stream *stream = static_cast<Stream *>(handle);
    if (lost) {
        return lost;
    }
    if (!stream) {
        return INVALID_HANDLE; // nothing of ours belongs on the default stream
    }
    if (stream->capturing) {
        return capture(stream->capturing, work);
    }
    stream->queue.push_back(std::move(work));
    stream->put++;
    if (!setting("lazy")) {
        runUntil(stream, stream->put);
    }
    return lost;
}
int put(void *handle, std::function<int()> run) { return put(handle, Work{std::move(run)}); }

int runAll() {
    for (Stream *stream : streams) {
        runUntil(stream, stream->put);
    }
    return lost;
}

// ---- kernels ----
struct Function {
    std::string name;
    emulation::Kernel kernel;
    size_t bytes; // of its struct, as the PTX has it
    unsigned dynamicShared = 48 << 10;
};
struct Module {
    std::string ptx;
    std::map<std::string, std::unique_ptr<Function>> functions;
};
struct Launch {
    Function *function;
    unsigned grid[3], block[3], shared;
    std::vector<char> args;
};

int prepare(Launch &into, void *function, unsigned gx, unsigned gy, unsigned gz, unsigned bx, unsigned by, unsigned bz, unsigned shared, void **params) {
    Function *f = static_cast<Function *>(function);
    if (!f || !params || !params[0] || !gx || !gy || !gz || !bx || !by || !bz || gx > 2147483647u || gy > 65535 || gz > 65535 || bx > 1024 || by > 1024
        || bz > 64 || (unsigned long long) bx * by * bz > 1024 || shared > f->dynamicShared) {
        fprintf(stderr, "stub driver: a launch of %s with grid %u %u %u, block %u %u %u and %u bytes shared is refused\n", f ? f->name.c_str() : "nothing", gx, gy,
                gz, bx, by, bz, shared);
        return INVALID_VALUE;
    }
    const char *struct_ = static_cast<const char *>(params[0]);
    into = Launch{f, {gx, gy, gz}, {bx, by, bz}, shared, std::vector<char>(struct_, struct_ + f->bytes)};
    return SUCCESS;
}
int execute(const Launch &launch) {
    setting("kernels")++;
    nanos += setting("kernel_nanos");
    if (setting("skip")) { // to see what the host takes
        return SUCCESS;
    }
    if (setting("fail_kernel") > 0 && --setting("fail_kernel") == 0) {
        return int(setting("fail_code"));
    }
    const char *error = emulation::launch(launch.function->kernel, launch.args.data(), dim3(launch.grid[0], launch.grid[1], launch.grid[2]),
                                          dim3(launch.block[0], launch.block[1], launch.block[2]), launch.shared);
    if (error) {
        fprintf(stderr, "stub driver: %s: %s\n", launch.function->name.c_str(), error);
        return LAUNCH_FAILED;
    }
    return SUCCESS;
}

// ---- graphs ----
struct NodeParams { // CUDA_KERNEL_NODE_PARAMS_v2
    void *func;
    unsigned gridDimX, gridDimY, gridDimZ, blockDimX, blockDimY, blockDimZ, sharedMemBytes;
    void **kernelParams, **extra;
    void *kern, *ctx;
};
struct Node {
    size_t place;
    Launch launch;
    std::vector<std::function<int()>> child; // of a child graph: what was captured
};
struct Graph {
    std::vector<std::unique_ptr<Node>> nodes;
    std::vector<std::function<int()>> captured;
    bool valid = true;
};
struct Executable { std::vector<Node> nodes; };

int capture(Graph *graph, const Work &work) {
    graph->valid = graph->valid && work.run && !work.waits;
    graph->captured.push_back(work.run);
    return graph->valid ? SUCCESS : CAPTURE_UNSUPPORTED;
}
bool follows(const Graph *graph, Node **after, size_t count) { return graph->nodes.empty() ? count == 0 : count == 1 && after[0] == graph->nodes.back().get(); }

int prepare(Launch &into, const NodeParams *p) {
    if (p->extra || p->kern || p->ctx) {
        return INVALID_VALUE;
    }
    return prepare(into, p->func, p->gridDimX, p->gridDimY, p->gridDimZ, p->blockDimX, p->blockDimY, p->blockDimZ, p->sharedMemBytes, p->kernelParams);
}
} // namespace

extern "C" __attribute__((visibility("default"))) void stub_set(const char *name, long long value) {
    LOCKED;
    setting(name) = value;
    if (!strcmp(name, "shuffle")) {
        emulation::shuffle(uint64_t(value));
    }
}
extern "C" __attribute__((visibility("default"))) long long stub_get(const char *name) {
    LOCKED;
    return !strcmp(name, "blocks") ? (long long) blocks.size() : setting(name);
}

// For a library that launches kernels of its own: takes a work of so many nanoseconds onto a stream.
extern "C" __attribute__((visibility("default"))) int stub_put(void *stream, void (*run)(const void *), const void *args, size_t bytes, long long takes) {
    LOCKED;
    std::vector<char> copy(static_cast<const char *>(args), static_cast<const char *>(args) + bytes);
    return put(stream, [run, copy, takes] {
        setting("library_kernels")++;
        nanos += takes;
        if (!setting("skip")) {
            run(copy.data());
        }
        return 0;
    });
}

API cuInit(unsigned) { LOCKED; return setting("devices") == 0 ? NO_DEVICE : int(setting("init_error")); }
API cuDriverGetVersion(int *version) { LOCKED; *version = int(setting("driver_version")); return SUCCESS; }
API cuDeviceGetCount(int *count) { LOCKED; *count = int(setting("devices")); return SUCCESS; }
API cuDeviceGet(int *device, int ordinal) {
    LOCKED;
    *device = ordinal;
    return ordinal >= 0 && ordinal < setting("devices") ? SUCCESS : INVALID_DEVICE;
}
API cuDeviceGetName(char *name, int length, int device) { snprintf(name, size_t(length), "Emulated GPU %d", device); return SUCCESS; }
API cuDeviceTotalMem_v2(size_t *bytes, int) { LOCKED; *bytes = size_t(setting("memory")); return SUCCESS; }
API cuDeviceGetAttribute(int *value, int which, int) {
    LOCKED;
    *value = which == 75 ? int(setting("major")) : which == 76 ? int(setting("minor")) : which == 16 ? int(setting("multiprocessors")) : 0;
    return SUCCESS;
}
API cuDevicePrimaryCtxRetain(void **context, int device) {
    LOCKED;
    if (setting("open_error")) {
        return int(setting("open_error"));
    }
    opened++;
    *context = reinterpret_cast<void *>(intptr_t(device) + 1);
    return SUCCESS;
}
API cuDevicePrimaryCtxRelease_v2(int) {
    LOCKED;
    if (--opened == 0) {
        lost = SUCCESS;
    }
    return SUCCESS;
}
API cuCtxSetCurrent(void *) { return SUCCESS; }
API cuCtxSynchronize() { LOCKED; return runAll(); }
API cuMemGetInfo_v2(size_t *free, size_t *total) {
    LOCKED;
    *total = size_t(setting("memory"));
    *free = size_t(setting("memory") - allocated);
    return lost;
}
API cuMemAlloc_v2(void **address, size_t bytes) {
    LOCKED;
    if (lost) {
        return lost;
    }
    if (allocated + (long long) bytes > setting("memory")) {
        return OUT_OF_MEMORY;
    }
    char *block = static_cast<char *>(aligned_alloc(256, (bytes + BORDER + 255) / 256 * 256));
    memset(block, 0xFF, bytes);
    memset(block + bytes, MARK, BORDER);
    blocks[block] = bytes;
    allocated += (long long) bytes;
    *address = block;
    return SUCCESS;
}
API cuMemFree_v2(char *address) {
    LOCKED;
    runAll();
    auto found = blocks.find(address);
    if (found == blocks.end()) {
        return INVALID_VALUE;
    }
    if (!borderWhole(address, found->second)) {
        setting("trampled")++;
    }
    allocated -= (long long) found->second;
    blocks.erase(found);
    free(address);
    return lost;
}
API cuMemHostAlloc(void **address, size_t bytes, unsigned) {
    *address = aligned_alloc(4096, (bytes + 4095) / 4096 * 4096);
    return SUCCESS;
}
API cuMemFreeHost(void *address) { LOCKED; runAll(); free(address); return SUCCESS; }
API cuMemHostGetDevicePointer_v2(void **device, void *host, unsigned) { *device = host; return SUCCESS; }
API cuMemcpyHtoD_v2(void *to, const void *from, size_t bytes) { LOCKED; memcpy(to, from, bytes); return lost; }
API cuMemcpyDtoH_v2(void *to, const void *from, size_t bytes) { LOCKED; memcpy(to, from, bytes); return lost; }
API cuMemcpyHtoDAsync_v2(void *to, const void *from, size_t bytes, void *stream) {
    LOCKED;
    return put(stream, [=] { memcpy(to, from, bytes); return 0; });
}
API cuMemcpyDtoHAsync_v2(void *to, const void *from, size_t bytes, void *stream) {
    LOCKED;
    return put(stream, [=] { memcpy(to, from, bytes); return 0; });
}
API cuMemsetD8Async(void *to, unsigned char value, size_t bytes, void *stream) {
    LOCKED;
    return put(stream, [=] { memset(to, value, bytes); return 0; });
}

API cuStreamCreate(void **stream, unsigned) { LOCKED; streams.push_back(new Stream); *stream = streams.back(); return SUCCESS; }
API cuStreamDestroy_v2(void *handle) {
    LOCKED;
    Stream *stream = static_cast<Stream *>(handle);
    runUntil(stream, stream->put);
    for (size_t i = 0; i < streams.size(); i++) {
        if (streams[i] == stream) {
            streams.erase(streams.begin() + long(i));
            break;
        }
    }
    return SUCCESS; // the stream itself stays: an event may know it
}
API cuStreamWaitEvent(void *stream, Event *event, unsigned) {
    LOCKED;
    Work work;
    work.waits = event->stream ? event : nullptr;
    work.generation = event->until;
    return put(stream, std::move(work));
}
API cuEventCreate(Event **event, unsigned flags) {
    *event = new Event;
    (*event)->timed = (flags & 2) == 0;
    return SUCCESS;
}
API cuEventDestroy_v2(Event *) { return SUCCESS; } // a waiting stream may know it
API cuEventRecord(Event *event, void *stream) {
    LOCKED;
    int error = put(stream, [event] { event->at = nanos; return 0; });
    event->stream = static_cast<Stream *>(stream);
    event->until = event->stream ? event->stream->put : 0;
    return error;
}
API cuEventSynchronize(Event *event) { LOCKED; runUntil(event->stream, event->until); return lost; }

API cuEventElapsedTime(float *milliseconds, Event *from, Event *to) {
    LOCKED;
    if (!from->timed || !to->timed || !from->stream || !to->stream) {
        return INVALID_HANDLE;
    }
    *milliseconds = float(double(to->at - from->at) / 1e6);
    return to->stream->done < to->until ? NOT_READY : lost;
}

API cuModuleLoadData(void **module, const char *image) {
    LOCKED;
    if (!strstr(image, ".version") || !strstr(image, ".target")) {
        return INVALID_PTX;
    }
    Module *made = new Module;
    made->ptx = image;
    *module = made;
    return SUCCESS;
}
API cuModuleGetFunction(void **function, Module *module, const char *name) {
    LOCKED;
    std::unique_ptr<Function> &known = module->functions[name];
    if (!known) {
        std::string entry = std::string(".entry ") + name + "(", param = std::string(name) + "_param_0[";
        size_t at = module->ptx.find(entry);
        size_t size = at == std::string::npos ? at : module->ptx.find(param, at);
        void *symbol = dlsym(RTLD_DEFAULT, (std::string(name) + "__emulated").c_str());
        if (!symbol) {
            Dl_info self;
            dladdr(reinterpret_cast<void *>(&cuInit), &self);
            symbol = dlsym(dlopen(self.dli_fname, RTLD_LAZY | RTLD_NOLOAD), (std::string(name) + "__emulated").c_str());
        }
        if (size == std::string::npos || !symbol) {
            fprintf(stderr, "stub driver: %s is not in the %s\n", name, symbol ? "PTX" : "sources");
            return NOT_FOUND;
        }
        known.reset(new Function{name, reinterpret_cast<emulation::Kernel>(symbol), size_t(atoll(module->ptx.c_str() + size + param.size()))});
    }
    *function = known.get();
    return SUCCESS;
}
API cuModuleUnload(Module *) { return SUCCESS; } // its kernels may be on a stream
API cuFuncSetAttribute(Function *function, int which, int value) {
    LOCKED;
    if (which != 8 || value > 64 << 10) { // what the oldest device allows
        return INVALID_VALUE;
    }
    function->dynamicShared = unsigned(value);
    return SUCCESS;
}
API cuLaunchKernel(void *function, unsigned gx, unsigned gy, unsigned gz, unsigned bx, unsigned by, unsigned bz, unsigned shared, void *stream, void **params, void **) {
    LOCKED;
    Launch launch;
    int error = prepare(launch, function, gx, gy, gz, bx, by, bz, shared, params);
    setting("single_launches")++;
    return error ? error : put(stream, [launch] { return execute(launch); });
}

API cuGraphCreate(Graph **graph, unsigned) { *graph = new Graph; return SUCCESS; }
API cuGraphAddKernelNode_v2(Node **node, Graph *graph, Node **after, size_t count, const NodeParams *params) {
    LOCKED;
    std::unique_ptr<Node> made(new Node{graph->nodes.size(), {}, {}});
    int error = follows(graph, after, count) ? prepare(made->launch, params) : INVALID_VALUE;
    if (!error) {
        *node = made.get();
        graph->nodes.push_back(std::move(made));
    }
    return error;
}
API cuGraphAddChildGraphNode(Node **node, Graph *graph, Node **after, size_t count, Graph *child) {
    LOCKED;
    if (!follows(graph, after, count) || child->captured.empty()) {
        return INVALID_VALUE;
    }
    graph->nodes.emplace_back(new Node{graph->nodes.size(), {}, child->captured});
    *node = graph->nodes.back().get();
    return SUCCESS;
}
API cuStreamBeginCapture_v2(Stream *stream, int) {
    LOCKED;
    if (stream->capturing) {
        return CAPTURE_UNSUPPORTED;
    }
    stream->capturing = new Graph;
    return SUCCESS;
}
API cuStreamEndCapture(Stream *stream, Graph **graph) {
    LOCKED;
    *graph = stream->capturing;
    stream->capturing = nullptr;
    setting("captures")++;
    return *graph && (*graph)->valid ? SUCCESS : CAPTURE_INVALIDATED;
}
API cuGraphInstantiateWithFlags(Executable **executable, Graph *graph, unsigned long long) {
    LOCKED;
    *executable = new Executable;
    for (auto &node : graph->nodes) {
        (*executable)->nodes.push_back(*node);
    }
    setting("graphs")++;
    return SUCCESS;
}
API cuGraphExecKernelNodeSetParams_v2(Executable *executable, Node *node, const NodeParams *params) {
    LOCKED;
    setting("patched")++;
    return prepare(executable->nodes[node->place].launch, params);
}
API cuGraphLaunch(Executable *executable, void *stream) {
    LOCKED;
    setting("graph_launches")++;
    std::shared_ptr<std::vector<Node>> now(new std::vector<Node>(executable->nodes)); // a later change does not reach it
    return put(stream, [now] {
        for (const Node &node : *now) {
            int error = node.launch.function ? execute(node.launch) : SUCCESS;
            for (size_t i = 0; !error && i < node.child.size(); i++) {
                error = node.child[i]();
            }
            if (error) {
                return error;
            }
        }
        return 0;
    });
}
API cuGraphExecDestroy(Executable *executable) { LOCKED; delete executable; return SUCCESS; }
API cuGraphDestroy(Graph *graph) { LOCKED; delete graph; return SUCCESS; }
