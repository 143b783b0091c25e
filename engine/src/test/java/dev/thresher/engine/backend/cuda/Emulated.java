package dev.thresher.engine.backend.cuda;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.backend.Tensor;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import jcuda.Pointer;
import jcuda.driver.JCudaDriver;
import org.junit.jupiter.api.Assumptions;

/**
 * A GPU for tests: JCuda's own library over a driver without a GPU, whose kernels a C++ compiler has made of the sources in
 * {@code main/cuda}. A test that asks for it is skipped where there is no such compiler, or another system than Linux on x86-64. With
 * {@code -Dthresher.real-gpu=true} the GPU of this machine takes its place, and what only the emulated driver can do or tell is skipped.
 */
public final class Emulated {
    private static final boolean REAL = Boolean.getBoolean("thresher.real-gpu");
    private static final Set<String> ORDERS = Set.of("shuffle", "lazy"); // a real device has its own
    private static final Set<String> LEAKS = Set.of("blocks", "trampled", "cublas_handles");
    private static final Map<String, Long> USUAL = Map.of("fail_kernel", 0L, "memory", 1L << 32, "cublas_fails", 0L, "cublas_refuses", 0L,
            "cublas_nanos", 1L);
    private static final String MISSING = REAL ? null : EmulatedDriver.missing();
    private static MethodHandle set;
    private static MethodHandle get;
    private static Path library;

    private Emulated() {
    }

    /** Whether this machine's GPU takes the emulated one's place. */
    public static boolean real() {
        return REAL;
    }

    /** Whether the tests of this JVM are to run on a GPU, emulated or real; then it is there. */
    public static boolean wanted() {
        if (!REAL && !Boolean.getBoolean("thresher.emulated-gpu") || MISSING != null) {
            return false;
        }
        require();
        return true;
    }

    /** Loads the driver into this JVM, or skips the test. */
    public static synchronized void require() {
        Assumptions.assumeTrue(MISSING == null, MISSING);
        if (REAL) {
            if (CudaDevices.ofThisMachine().state() != CudaDevices.State.WORKING) {
                throw new AssertionError("no GPU works here: " + CudaDevices.ofThisMachine());
            }
            return;
        }
        if (library != null) {
            return;
        }
        Assumptions.assumeTrue(Boolean.getBoolean("thresher.emulated-gpu"), "the emulated GPU has a JVM of its own");
        if (System.getProperty(CublasSearch.PROPERTY) == null) {
            System.setProperty(CublasSearch.PROPERTY, CublasSearch.NONE); // a real one has nothing to look for here
        }
        try {
            library = EmulatedDriver.build();
        } catch (IOException e) {
            throw new AssertionError("the emulated driver cannot be built", e);
        }
        System.load(library.toString()); // JCuda's library asks for libcuda.so.1 and gets this one, by its name in it
        SymbolLookup symbols = SymbolLookup.libraryLookup(library, Arena.global());
        Linker linker = Linker.nativeLinker();
        set = linker.downcallHandle(symbols.find("stub_set").orElseThrow(), FunctionDescriptor.ofVoid(ADDRESS, JAVA_LONG));
        get = linker.downcallHandle(symbols.find("stub_get").orElseThrow(), FunctionDescriptor.of(JAVA_LONG, ADDRESS));
        if (CudaDevices.probe(CudaDevices.library(), Path.of("none")).state() != CudaDevices.State.WORKING) {
            throw new AssertionError("the emulated driver does not work");
        }
    }

    /** The built cuBLAS without a GPU. @param options for its compiler */
    static Path cublas(String name, String... options) {
        require();
        Assumptions.assumeFalse(REAL, "the cuBLAS of the tests is for the emulated GPU");
        try {
            return EmulatedDriver.buildCublas(library, name, options);
        } catch (IOException e) {
            throw new AssertionError("the cuBLAS of the tests cannot be built", e);
        }
    }

    /** A device of the emulated driver for one test. */
    static DeviceLauncher launcher() {
        return launcher(false);
    }

    /** @param tf32 whether products may round their factors */
    static DeviceLauncher launcher(boolean tf32) {
        require();
        CudaDevices found = CudaDevices.asked();
        return new DeviceLauncher(found.devices().getFirst(), found.driver(), tf32);
    }

    /** A backend on a device of the emulated driver, which runs blocks and threads in ever other orders. */
    public static Backend backend() {
        DeviceLauncher device = launcher();
        set("shuffle", 1);
        return new CudaBackend(device, CublasUsed.NONE, SparseLimits.ALWAYS);
    }

    /** What a tensor stores, padding included, when nothing is under way: the emulated device's memory is this machine's. */
    public static FloatBuffer stored(Tensor tensor) {
        CudaTensor of = (CudaTensor) tensor;
        if (REAL) {
            float[] copy = new float[Math.toIntExact(of.stored())];
            int error = JCudaDriver.cuMemcpyDtoH(Pointer.to(copy), DevicePointer.at(of.address()), 4 * of.stored());
            if (error != 0) {
                throw new AssertionError("a copy from the device failed: " + error);
            }
            return FloatBuffer.wrap(copy);
        }
        return MemorySegment.ofAddress(of.address()).reinterpret(4 * of.stored()).asByteBuffer().order(ByteOrder.nativeOrder()).asFloatBuffer();
    }

    /** Tells the driver how to behave from now on. */
    public static void set(String name, long value) {
        if (REAL) {
            Assumptions.assumeTrue(ORDERS.contains(name) || Long.valueOf(value).equals(USUAL.get(name)), "only the emulated driver does that");
            return;
        }
        try (Arena arena = Arena.ofConfined()) {
            set.invokeExact((MemorySegment) arena.allocateFrom(name), value);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    /** What the driver has done. */
    public static long get(String name) {
        if (REAL) {
            Assumptions.assumeTrue(LEAKS.contains(name), "only the emulated driver tells that");
            return 0;
        }
        try (Arena arena = Arena.ofConfined()) {
            return (long) get.invokeExact((MemorySegment) arena.allocateFrom(name));
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    /** The built library, for a process of its own. */
    static Path library() {
        require();
        return library;
    }
}
