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
import org.junit.jupiter.api.Assumptions;

/**
 * A GPU for tests: JCuda's own library over a driver without a GPU, whose kernels a C++ compiler has made of the sources in
 * {@code main/cuda}. A test that asks for it is skipped where there is no such compiler, or another system than Linux on x86-64.
 */
public final class Emulated {
    private static final String MISSING = EmulatedDriver.missing();
    private static MethodHandle set;
    private static MethodHandle get;
    private static Path library;

    private Emulated() {
    }

    /** Whether the tests of this JVM are to run on it; then it is there. */
    public static boolean wanted() {
        if (!Boolean.getBoolean("thresher.emulated-gpu") || MISSING != null) {
            return false;
        }
        require();
        return true;
    }

    /** Loads the driver into this JVM, or skips the test. */
    public static synchronized void require() {
        Assumptions.assumeTrue(MISSING == null, MISSING);
        if (library != null) {
            return;
        }
        Assumptions.assumeTrue(Boolean.getBoolean("thresher.emulated-gpu"), "the emulated GPU has a JVM of its own");
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
        return new CudaBackend(device);
    }

    /** What a tensor stores, padding included, when nothing is under way: the device's memory is this machine's. */
    public static FloatBuffer stored(Tensor tensor) {
        CudaTensor of = (CudaTensor) tensor;
        return MemorySegment.ofAddress(of.address()).reinterpret(4 * of.stored()).asByteBuffer().order(ByteOrder.nativeOrder()).asFloatBuffer();
    }

    /** Tells the driver how to behave from now on. */
    public static void set(String name, long value) {
        try (Arena arena = Arena.ofConfined()) {
            set.invokeExact((MemorySegment) arena.allocateFrom(name), value);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    /** What the driver has done. */
    public static long get(String name) {
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
