package dev.thresher.engine.backend.cuda;

import static jcuda.driver.JCudaDriver.cuLaunchKernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import jcuda.Pointer;
import jcuda.driver.CUDA_KERNEL_NODE_PARAMS;
import jcuda.driver.CUstream;

/**
 * Launches in their order, each with its struct in memory of its own, so that nothing is made while a list that has been as long before is
 * filled again.
 */
final class LaunchList {
    /** Grid x, y, z, block x, y, and bytes of shared memory. */
    private static final int DIMENSIONS = 6;
    private static final int AT_ONCE = 128;
    private static final int STRUCT = 8;                 // behind the address of itself, as the driver wants it
    private static final int PLACE = STRUCT + Args.BYTES;

    private final Arena arena;
    private final List<ByteBuffer> memory = new ArrayList<>(); // of AT_ONCE places each
    private final Args writer = new Args();
    private Kernel[] kernels = new Kernel[0];
    private int[] dimensions = new int[0];
    private int[] bytes = new int[0];
    private Pointer[] parameters = new Pointer[0];
    private int size;
    private int routines;
    private int begun = -1; // which launch's struct the writer writes
    private long signature;

    /** @param arena whose end frees the structs */
    LaunchList(Arena arena) {
        this.arena = arena;
    }

    int size() {
        return size;
    }

    /** A number that two lists have in common where their kernels, grids and order are the same, and hardly otherwise. */
    long signature() {
        return signature;
    }

    void clear() {
        size = 0;
        routines = 0;
        begun = -1;
        signature = 0;
    }

    /** The writer for the struct of the next launch. */
    Args args() {
        if (size == kernels.length) {
            grow();
        }
        begun = size;
        return writer.begin(memory.get(size / AT_ONCE), size % AT_ONCE * PLACE + STRUCT);
    }

    /** The writer behind a copy of the struct of the last launch. */
    Args again() {
        int last = size - 1;
        Args copy = args();
        ByteBuffer from = memory.get(last / AT_ONCE); // which the writer may be writing to: its place stays
        int to = bytes[last];
        for (int at = 0; at < to; at += 8) {
            copy.int64(from.getLong(last % AT_ONCE * PLACE + STRUCT + at));
        }
        return copy;
    }

    private void grow() {
        int longer = size + AT_ONCE;
        kernels = Arrays.copyOf(kernels, longer);
        dimensions = Arrays.copyOf(dimensions, longer * DIMENSIONS);
        bytes = Arrays.copyOf(bytes, longer);
        parameters = Arrays.copyOf(parameters, longer);
        MemorySegment places = arena.allocate((long) AT_ONCE * PLACE, 16);
        for (int i = 0; i < AT_ONCE; i++) {
            long place = places.address() + (long) i * PLACE;
            places.asByteBuffer().order(ByteOrder.nativeOrder()).putLong(i * PLACE, place + STRUCT);
            parameters[size + i] = new HostPointer(place);
        }
        memory.add(places.asByteBuffer().order(ByteOrder.nativeOrder()));
    }

    /** Adds a launch whose struct was written since {@link #args()}. */
    void add(Kernel kernel, int gridX, int gridY, int gridZ, int blockX, int blockY, int sharedBytes, Args args) {
        if (args != writer || begun != size) {
            throw new IllegalStateException("the struct of " + kernel.name() + " was not begun");
        }
        if (args.bytes() % 8 != 0) {
            args.int32(0); // so that structs are compared by whole words
        }
        bytes[size] = args.bytes();
        kernels[size] = kernel;
        int at = size * DIMENSIONS;
        dimensions[at] = gridX;
        dimensions[at + 1] = gridY;
        dimensions[at + 2] = gridZ;
        dimensions[at + 3] = blockX;
        dimensions[at + 4] = blockY;
        dimensions[at + 5] = sharedBytes;
        begun = -1;
        sign();
    }

    /** Counts the launch that was put behind the others. */
    private void sign() {
        long sign = signature * 31 + kernels[size].number();
        for (int i = size * DIMENSIONS; i < (size + 1) * DIMENSIONS; i++) {
            sign = sign * 31 + dimensions[i];
        }
        signature = sign;
        routines += kernels[size].routine() == null ? 0 : 1;
        size++;
    }

    /** Moves the last launch behind those of another list. */
    void moveLast(LaunchList to) {
        int last = size - 1;
        to.copy(this, last);
        size = 0;
        routines = 0;
        signature = 0;
        while (size < last) {
            sign();
        }
    }

    private void copy(LaunchList from, int i) {
        if (size == kernels.length) {
            grow();
        }
        kernels[size] = from.kernels[i];
        bytes[size] = from.bytes[i];
        System.arraycopy(from.dimensions, i * DIMENSIONS, dimensions, size * DIMENSIONS, DIMENSIONS);
        takeStruct(size, from, i);
        sign();
    }

    /**
     * Whether the other list has the same kernels with the same grids in the same order, and routines the same structs: nobody can change what
     * those have launched.
     */
    boolean like(LaunchList other) {
        return size == other.size && signature == other.signature && Arrays.equals(kernels, 0, size, other.kernels, 0, size)
                && Arrays.equals(dimensions, 0, size * DIMENSIONS, other.dimensions, 0, size * DIMENSIONS)
                && Arrays.equals(bytes, 0, size, other.bytes, 0, size) && sameRoutines(other);
    }

    private boolean sameRoutines(LaunchList other) {
        for (int i = 0; routines > 0 && i < size; i++) {
            if (kernels[i].routine() != null && !sameStruct(i, other)) {
                return false;
            }
        }
        return true;
    }

    private boolean sameStruct(int i, LaunchList other) {
        ByteBuffer mine = memory.get(i / AT_ONCE);
        ByteBuffer theirs = other.memory.get(i / AT_ONCE);
        int from = i % AT_ONCE * PLACE + STRUCT;
        mine.clear();
        theirs.clear();
        for (int at = from; at < from + bytes[i]; at += 8) {
            if (mine.getLong(at) != theirs.getLong(at)) {
                return false;
            }
        }
        return true;
    }

    /** Makes this a copy of another list. */
    void take(LaunchList other) {
        clear();
        for (int i = 0; i < other.size; i++) {
            copy(other, i);
        }
    }

    /** Copies the other list's i-th struct, of as many bytes. @return whether it was another one */
    boolean takeStruct(int i, LaunchList other) {
        return takeStruct(i, other, i);
    }

    private boolean takeStruct(int i, LaunchList other, int theirs) {
        ByteBuffer mine = memory.get(i / AT_ONCE);
        ByteBuffer source = other.memory.get(theirs / AT_ONCE);
        int to = i % AT_ONCE * PLACE + STRUCT;
        int from = theirs % AT_ONCE * PLACE + STRUCT;
        boolean changed = false;
        mine.clear();
        source.clear();
        for (int at = 0; at < bytes[i]; at += 8) {
            long value = source.getLong(from + at);
            if (mine.getLong(to + at) != value) {
                mine.putLong(to + at, value);
                changed = true;
            }
        }
        return changed;
    }

    /** Whether the i-th is a routine. */
    boolean isRoutine(int i) {
        return kernels[i].routine() != null;
    }

    /** Calls the i-th, a routine: what it launches goes onto its stream. */
    void issue(int i) {
        ByteBuffer structs = memory.get(i / AT_ONCE);
        structs.clear();
        kernels[i].routine().issue(structs, i % AT_ONCE * PLACE + STRUCT);
    }

    /** Fills in what a node of a graph is to do; its struct stays this list's. */
    void describe(int i, CUDA_KERNEL_NODE_PARAMS node) {
        int at = i * DIMENSIONS;
        node.func = kernels[i].function();
        node.gridDimX = dimensions[at];
        node.gridDimY = dimensions[at + 1];
        node.gridDimZ = dimensions[at + 2];
        node.blockDimX = dimensions[at + 3];
        node.blockDimY = dimensions[at + 4];
        node.blockDimZ = 1;
        node.sharedMemBytes = dimensions[at + 5];
        node.kernelParams = parameters[i];
        node.extra = null;
    }

    /** Launches all of it, one after the other. */
    void launch(CUstream stream) {
        for (int i = 0; i < size; i++) {
            if (isRoutine(i)) {
                issue(i);
                continue;
            }
            int at = i * DIMENSIONS;
            int error = cuLaunchKernel(kernels[i].function(), dimensions[at], dimensions[at + 1], dimensions[at + 2], dimensions[at + 3],
                    dimensions[at + 4], 1, dimensions[at + 5], stream, parameters[i], null);
            if (error != 0) {
                throw CudaError.of(error, "launching " + kernels[i].name());
            }
        }
    }
}
