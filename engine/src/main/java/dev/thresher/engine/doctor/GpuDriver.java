package dev.thresher.engine.doctor;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Whether an NVIDIA driver is here and answers. It is asked through its own library, by four functions of its C interface.
 *
 * @param detail half a line: which library, what it answered, which devices
 */
record GpuDriver(State state, String detail) {
    enum State { ABSENT, UNUSABLE, WORKING }

    private static final Path KERNEL_DRIVER = Path.of("/proc/driver/nvidia/version");
    private static final int NAME_BYTES = 256;
    private static final int NO_DEVICE = 100; // CUDA_ERROR_NO_DEVICE

    static GpuDriver ofThisMachine() {
        return of(System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows") ? "nvcuda.dll" : "libcuda.so.1", KERNEL_DRIVER);
    }

    /** @param kernelDriver a file that is there where the system has loaded the driver */
    static GpuDriver of(String library, Path kernelDriver) {
        SymbolLookup symbols;
        try {
            symbols = SymbolLookup.libraryLookup(library, Arena.global()); // for good: the driver's threads may outlive a smaller scope
        } catch (IllegalArgumentException e) {
            return Files.exists(kernelDriver)
                    ? new GpuDriver(State.UNUSABLE, kernelDriver + " is there, but the library " + library + " does not load")
                    : new GpuDriver(State.ABSENT, "no library " + library);
        } catch (IllegalCallerException e) {
            return new GpuDriver(State.UNUSABLE, "the JVM was started without --enable-native-access=ALL-UNNAMED, so it was not asked");
        }
        return new Asked(library, symbols).answer();
    }

    /** The driver's functions, each of which answers 0 where it went well. */
    private record Asked(String library, SymbolLookup symbols) {
        GpuDriver answer() {
            try (Arena arena = Arena.ofConfined()) {
                int error = call("cuInit", List.of(JAVA_INT), List.of(0));
                if (error == NO_DEVICE) {
                    return new GpuDriver(State.UNUSABLE, library + " finds no device");
                }
                MemorySegment number = arena.allocate(JAVA_INT);
                error = error != 0 ? error : call("cuDriverGetVersion", List.of(ADDRESS), List.of(number));
                int version = number.get(JAVA_INT, 0);
                error = error != 0 ? error : call("cuDeviceGetCount", List.of(ADDRESS), List.of(number));
                if (error != 0) {
                    return new GpuDriver(State.UNUSABLE, library + " answers with CUDA error " + error);
                }
                List<String> devices = new ArrayList<>();
                int count = number.get(JAVA_INT, 0);
                MemorySegment name = arena.allocate(NAME_BYTES);
                for (int i = 0; i < count; i++) {
                    boolean named = call("cuDeviceGetName", List.of(ADDRESS, JAVA_INT, JAVA_INT), List.of(name, NAME_BYTES, i)) == 0;
                    devices.add(named ? name.getString(0) : "device " + i);
                }
                return new GpuDriver(State.WORKING, "%s, driver for CUDA %d.%d".formatted(String.join(", ", devices), version / 1000, version % 1000 / 10));
            } catch (Throwable e) { // what invokeExact declares; a library that is none of NVIDIA's must not end the examination
                return new GpuDriver(State.UNUSABLE, library + ": " + String.valueOf(e.getMessage()).lines().findFirst().orElse("no answer"));
            }
        }

        private int call(String function, List<? extends MemoryLayout> parameters, List<?> arguments) throws Throwable {
            MemorySegment symbol = symbols.find(function).orElseThrow(() -> new IllegalStateException("it lacks " + function));
            return (int) Linker.nativeLinker().downcallHandle(symbol, FunctionDescriptor.of(JAVA_INT, parameters.toArray(MemoryLayout[]::new)))
                    .invokeWithArguments(arguments);
        }
    }
}
