package dev.thresher.engine.doctor;

import dev.thresher.datasets.UserError;
import dev.thresher.datasets.catalogue.DataFolders;
import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.backend.cpu.Simd;
import dev.thresher.engine.backend.cuda.CublasFound;
import dev.thresher.engine.backend.cuda.CudaDevice;
import dev.thresher.engine.backend.cuda.CudaDevices;
import dev.thresher.engine.experiment.ExecutionConfig;
import dev.thresher.engine.run.Host;
import dev.thresher.engine.train.Backends;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Everything about this machine that a run depends on. */
public final class Examination {
    private static final double MIB = 1 << 20;
    private static final long LITTLE_HEAP = 512L << 20; // deep networks need more
    private static final double USUAL_SHARE = 0.4;      // of the memory that a heap should be able to take

    private Examination() {
    }

    /**
     * All findings, in the order of telling.
     *
     * @param execution what a run would be told to use
     * @param folders where data sets are looked for
     * @param given the folder among them that the user named, or null
     * @param runs where run folders go
     * @param settings where the settings are kept
     * @param noDisplay why there can be no window; null where there can be
     */
    public static List<Finding> of(ExecutionConfig execution, DataFolders folders, Path given, Path runs, Path settings, String noDisplay) {
        List<Finding> found = new ArrayList<>();
        found.add(Finding.ok("Thresher", Host.version() + " on " + Host.jvm()));
        found.add(Finding.ok("system", Host.os()));
        found.add(Finding.ok("processor", Host.cpu()));
        found.add(vectors(Simd.ofThisJvm()));
        try (Backend backend = Backends.create(execution)) {
            found.add(Finding.ok("backend", "a run computes on " + backend.description()));
        }
        found.addAll(gpus(CudaDevices.ofThisMachine(), CudaDevices::memory));
        if (CudaDevices.ofThisMachine().usable()) {
            found.add(cublas(CublasFound.ofThisMachine()));
        }
        found.add(memory(Runtime.getRuntime().maxMemory(), physicalMemory()));
        found.addAll(DataFindings.of(folders, given));
        found.add(FolderFindings.of("runs", runs, "run folders go into"));
        found.add(FolderFindings.of("settings", settings, "settings are kept in"));
        found.add(noDisplay == null ? Finding.ok("display", "the workbench opens in a window")
                : Finding.note("display", "no window: " + noDisplay, "set DISPLAY or WAYLAND_DISPLAY; without a display training runs in the terminal"));
        return found;
    }

    static Finding vectors(Simd simd) {
        return simd.loss().isEmpty() ? Finding.ok("vectors", "jdk.incubator.vector is loaded: " + simd.lanes() + " floats a vector, as many as the "
                + (simd.processorLanes() == 0 ? "JVM prefers" : "processor has")) : Finding.note("vectors", simd.loss(), simd.remedy());
    }

    /** @param memory bytes free and in all, of a device; throws a UserError where it cannot be had */
    static List<Finding> gpus(CudaDevices found, Function<CudaDevice, long[]> memory) {
        String cpu = "; runs compute on the processor";
        return switch (found.state()) {
            case ABSENT -> List.of(Finding.ok("GPU", found.reason() + cpu));
            case UNUSABLE -> List.of(Finding.note("GPU", found.reason() + cpu, found.remedy()));
            case WORKING -> found.devices().stream().map(device -> gpu(device, found.driverText(), memory)).toList();
        };
    }

    private static Finding gpu(CudaDevice device, String driver, Function<CudaDevice, long[]> memory) {
        String text = "%s: %s, compute capability %d.%d, driver for CUDA %s".formatted(device.id(), device.name(), device.major(), device.minor(), driver);
        if (!device.capable()) {
            return Finding.note("GPU", text + "; not used: 7.5 is needed", "train with --device cpu");
        }
        try {
            long[] bytes = memory.apply(device);
            return Finding.ok("GPU", String.format(Locale.ROOT, "%s, %,.0f of %,.0f MiB free; used by --device %s or auto", text, bytes[0] / MIB, bytes[1] / MIB,
                    device.id()));
        } catch (UserError e) {
            return Finding.note("GPU", text + "; not used: " + e.getMessage(), "train with --device cpu");
        }
    }

    static Finding cublas(CublasFound found) {
        if (found.present()) {
            return Finding.ok("cuBLAS", found.text() + "; makes the products that a trial finds it faster at");
        }
        String text = found.text() + "; own kernels make all products";
        return found.passedOver().isEmpty() ? Finding.ok("cuBLAS", text)
                : Finding.note("cuBLAS", text, "install one of version 11 to 13 that fits the driver, if you like: it is never needed");
    }

    static Finding memory(long heap, long physical) {
        String text = String.format(Locale.ROOT, "the JVM's heap may take %,.0f MiB%s", heap / MIB,
                physical > 0 ? String.format(Locale.ROOT, " of the machine's %,.0f", physical / MIB) : "");
        String remedy = "start Thresher by its launcher, which lets the heap take 70 %, or set JAVA_TOOL_OPTIONS=-Xmx…";
        if (heap < LITTLE_HEAP) {
            return Finding.problem("memory", text + ", too little for deep networks", remedy);
        }
        return physical > 0 && heap < USUAL_SHARE * physical ? Finding.note("memory", text, remedy) : Finding.ok("memory", text);
    }

    private static long physicalMemory() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getTotalMemorySize() : 0;
    }
}
