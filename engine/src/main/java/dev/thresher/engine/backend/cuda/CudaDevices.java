package dev.thresher.engine.backend.cuda;

import dev.thresher.datasets.UserError;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import jcuda.driver.CUdevice;
import jcuda.driver.CUdevice_attribute;
import jcuda.driver.CUresult;
import jcuda.driver.JCudaDriver;

/**
 * The GPUs of this machine, or why there are none to compute on.
 *
 * @param state what was found
 * @param driver the CUDA version that the driver knows, 1000 · major + 10 · minor; 0 where it was not asked
 * @param devices all that the driver lists, whether capable or not; empty where it does not work
 * @param reason half a line where there is none to compute on; else empty
 * @param remedy what to do about it; empty where nothing can be done
 */
public record CudaDevices(State state, int driver, List<CudaDevice> devices, String reason, String remedy) {
    /** How far the driver can be used. */
    public enum State { ABSENT, UNUSABLE, WORKING }

    /** CUDA 11.0: what the committed PTX asks for. */
    static final int LEAST_DRIVER = 11_000;
    private static final int NAME_BYTES = 256;
    private static final Path KERNEL_DRIVER = Path.of("/proc/driver/nvidia/version");

    /** Asked once: what loads a library stays. */
    private static final class OfThisMachine {
        private static final CudaDevices FOUND = probe(library(), KERNEL_DRIVER);
    }

    public CudaDevices {
        devices = List.copyOf(devices);
    }

    /** Those of this machine; the driver is loaded by the first call and stays. */
    public static CudaDevices ofThisMachine() {
        return OfThisMachine.FOUND;
    }

    /** The driver's library as this system calls it. */
    static String library() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows") ? "nvcuda.dll" : "libcuda.so.1";
    }

    /** @param kernelDriver a file that is there where the system has loaded the driver */
    static CudaDevices probe(String library, Path kernelDriver) {
        try {
            SymbolLookup.libraryLookup(library, Arena.global()); // for good: the driver's threads may outlive a smaller scope
        } catch (IllegalArgumentException e) {
            return Files.exists(kernelDriver)
                    ? unusable(kernelDriver + " is there, but the library " + library + " does not load", "reinstall the NVIDIA driver")
                    : new CudaDevices(State.ABSENT, 0, List.of(), "no NVIDIA driver was found (no library " + library + ")",
                            "install the NVIDIA driver, if the machine has a GPU of theirs");
        } catch (IllegalCallerException e) {
            return unusable("the JVM was started without --enable-native-access=ALL-UNNAMED", "start Thresher by its launcher");
        }
        String failure = Natives.load();
        if (failure != null) {
            return unusable("JCuda's library does not load: " + failure,
                    "set JAVA_TOOL_OPTIONS=-Djava.io.tmpdir=… to a folder from which programs may be loaded");
        }
        return asked();
    }

    /** What the driver says now. */
    static CudaDevices asked() {
        int[] version = new int[1];
        int error = JCudaDriver.cuDriverGetVersion(version);
        if (error == 0 && version[0] < LEAST_DRIVER) {
            return new CudaDevices(State.UNUSABLE, version[0], List.of(), "the NVIDIA driver is for CUDA " + text(version[0]) + ", and CUDA 11.0 is needed",
                    "install a newer NVIDIA driver (450 or later)");
        }
        error = error != 0 ? error : JCudaDriver.cuInit(0);
        int[] count = new int[1];
        error = error != 0 ? error : JCudaDriver.cuDeviceGetCount(count);
        if (error == CUresult.CUDA_ERROR_NO_DEVICE || error == 0 && count[0] == 0) {
            return new CudaDevices(State.UNUSABLE, version[0], List.of(), "the NVIDIA driver finds no device (CUDA_ERROR_NO_DEVICE)",
                    "check that nvidia-smi lists it, and that CUDA_VISIBLE_DEVICES does not hide it");
        }
        if (error != 0) {
            return new CudaDevices(State.UNUSABLE, version[0], List.of(), "the NVIDIA driver answers " + CUresult.stringFor(error),
                    error == CUresult.CUDA_ERROR_SYSTEM_DRIVER_MISMATCH ? "restart the machine so that driver and library are of one version"
                            : "check that nvidia-smi works");
        }
        List<CudaDevice> devices = new ArrayList<>();
        for (int i = 0; i < count[0]; i++) {
            devices.add(device(i));
        }
        boolean capable = devices.stream().anyMatch(CudaDevice::capable);
        return new CudaDevices(State.WORKING, version[0], devices, capable ? "" : devices.getFirst().name() + " has compute capability "
                + devices.getFirst().major() + "." + devices.getFirst().minor() + ", and 7.5 is needed", "");
    }

    private static CudaDevices unusable(String reason, String remedy) {
        return new CudaDevices(State.UNUSABLE, 0, List.of(), reason, remedy);
    }

    private static CudaDevice device(int ordinal) {
        CUdevice device = new CUdevice();
        CudaError.check(JCudaDriver.cuDeviceGet(device, ordinal), "asking for device " + ordinal);
        byte[] name = new byte[NAME_BYTES];
        JCudaDriver.cuDeviceGetName(name, NAME_BYTES, device);
        int end = 0;
        while (end < NAME_BYTES && name[end] != 0) {
            end++;
        }
        long[] memory = new long[1];
        JCudaDriver.cuDeviceTotalMem(memory, device);
        return new CudaDevice(ordinal, new String(name, 0, end, StandardCharsets.UTF_8),
                attribute(device, CUdevice_attribute.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR),
                attribute(device, CUdevice_attribute.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR), memory[0],
                attribute(device, CUdevice_attribute.CU_DEVICE_ATTRIBUTE_MULTIPROCESSOR_COUNT));
    }

    private static int attribute(CUdevice device, int which) {
        int[] value = new int[1];
        CudaError.check(JCudaDriver.cuDeviceGetAttribute(value, which, device), "asking what the device can do");
        return value[0];
    }

    /**
     * The device with a number; with a negative one the first that is capable.
     *
     * @throws UserError where there is none, saying why
     */
    CudaDevice choose(int ordinal) {
        if (!usable()) {
            throw new UserError("--device cuda: " + reason + "; " + (remedy.isEmpty() ? "" : remedy + ", or ") + "train with --device cpu");
        }
        if (ordinal < 0) {
            return devices.stream().filter(CudaDevice::capable).findFirst().orElseThrow();
        }
        String known = String.join(", ", devices.stream().map(CudaDevice::toString).toList());
        if (ordinal >= devices.size()) {
            throw new UserError("--device cuda:" + ordinal + ": there is no such device; known: " + known);
        }
        CudaDevice device = devices.get(ordinal);
        if (!device.capable()) {
            throw new UserError("--device cuda:%d: %s has compute capability %d.%d, and 7.5 is needed; train with --device cpu".formatted(ordinal, device.name(),
                    device.major(), device.minor()));
        }
        return device;
    }

    /** Whether the tensor cores of the device that would be chosen take tf32. @param ordinal null for the first that is capable */
    public boolean tf32(Integer ordinal) {
        return usable() && (ordinal == null || ordinal < devices.size()) && choose(ordinal == null ? -1 : ordinal).tf32();
    }

    /** Bytes of a device's memory that nobody uses, and all of it. @throws CudaError where the device cannot be had */
    public static long[] memory(CudaDevice device) {
        try (Context context = new Context(device.ordinal())) {
            return context.memory();
        }
    }

    /** Whether there is one to compute on. */
    public boolean usable() {
        return state == State.WORKING && reason.isEmpty();
    }

    /** The driver's CUDA version as people write it. */
    public String driverText() {
        return text(driver);
    }

    private static String text(int version) {
        return version / 1000 + "." + version % 1000 / 10;
    }
}
