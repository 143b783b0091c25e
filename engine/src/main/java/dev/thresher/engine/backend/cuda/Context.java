package dev.thresher.engine.backend.cuda;

import static jcuda.driver.JCudaDriver.cuCtxSetCurrent;
import static jcuda.driver.JCudaDriver.cuDeviceGet;
import static jcuda.driver.JCudaDriver.cuDevicePrimaryCtxRelease;
import static jcuda.driver.JCudaDriver.cuDevicePrimaryCtxRetain;
import static jcuda.driver.JCudaDriver.cuMemGetInfo;
import static jcuda.driver.JCudaDriver.cuModuleGetFunction;
import static jcuda.driver.JCudaDriver.cuModuleLoadData;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import jcuda.driver.CUcontext;
import jcuda.driver.CUdevice;
import jcuda.driver.CUfunction;
import jcuda.driver.CUmodule;
import jcuda.driver.JCudaDriver;

/** A device's primary context, and the modules loaded into it. */
final class Context implements AutoCloseable {
    /** The one that each thread's calls go to. */
    private static final ThreadLocal<Context[]> CURRENT = ThreadLocal.withInitial(() -> new Context[1]);
    private static final String[] ARCHITECTURES = {"sm_75", "sm_80"};

    private final CUdevice device = new CUdevice();
    private final CUcontext context = new CUcontext();
    private final Map<String, CUmodule> modules = new HashMap<>();

    /** @throws CudaError where the device cannot be had */
    Context(int ordinal) {
        CudaError.check(cuDeviceGet(device, ordinal), "asking for device " + ordinal);
        CudaError.check(cuDevicePrimaryCtxRetain(context, device), "opening device " + ordinal);
        enter();
    }

    /** Lets the calling thread use the device; cheap where it does already. */
    void enter() {
        Context[] current = CURRENT.get();
        if (current[0] != this) {
            CudaError.check(cuCtxSetCurrent(context), "turning to the device");
            current[0] = this;
        }
    }

    /** Bytes of the device's memory that nobody uses, and all of them. */
    long[] memory() {
        enter();
        long[] free = new long[1];
        long[] total = new long[1];
        CudaError.check(cuMemGetInfo(free, total), "asking how much memory is free");
        return new long[] {free[0], total[0]};
    }

    /** A kernel of a module, which is loaded by the first call. */
    Kernel kernel(String module, String name) {
        enter();
        CUmodule loaded = modules.computeIfAbsent(module, this::load);
        CUfunction function = new CUfunction();
        CudaError.check(cuModuleGetFunction(function, loaded, name), "looking for kernel " + name + " in " + module);
        return new Kernel(name, function);
    }

    private CUmodule load(String name) {
        CUmodule module = new CUmodule();
        CudaError.check(cuModuleLoadData(module, ptx(name)), "loading the kernels of " + name);
        return module;
    }

    /** Text of the module for the oldest architecture there is one for, with the zero byte that ends it. */
    private static byte[] ptx(String name) {
        for (String architecture : ARCHITECTURES) {
            try (InputStream in = Context.class.getResourceAsStream(name + "." + architecture + ".ptx")) {
                if (in != null) {
                    byte[] text = in.readAllBytes();
                    return Arrays.copyOf(text, text.length + 1);
                }
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read the kernels of " + name, e);
            }
        }
        throw new IllegalArgumentException("no kernels called " + name);
    }

    /** Gives the context back; what a lost device answers to that is nobody's business any more. */
    @Override
    public void close() {
        cuCtxSetCurrent(context);
        modules.values().forEach(JCudaDriver::cuModuleUnload);
        cuDevicePrimaryCtxRelease(device);
        CURRENT.get()[0] = null;
    }
}
