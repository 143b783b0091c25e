package dev.thresher.engine.backend.cuda;

import dev.thresher.datasets.UserError;
import jcuda.driver.CUresult;

/** What the GPU's driver answered where it did not do what it was asked: one line with its name, what was being done, and the remedy. */
public final class CudaError extends UserError {
    private static final long serialVersionUID = 1L;

    private final int code;

    private CudaError(int code, String message) {
        super(message);
        this.code = code;
    }

    /** A {@code CUresult}. */
    public int code() {
        return code;
    }

    /** Goes on where {@code result} is success. @param doing after "while": {@code copying a batch to the device} */
    static void check(int result, String doing) {
        if (result != CUresult.CUDA_SUCCESS) {
            throw of(result, doing);
        }
    }

    static CudaError of(int result, String doing) {
        return new CudaError(result, "GPU: " + what(result) + " (" + CUresult.stringFor(result) + ") while " + doing + "; " + remedy(result));
    }

    /** A request for memory that the device does not have. */
    static CudaError full(long bytes, String doing) {
        return new CudaError(CUresult.CUDA_ERROR_OUT_OF_MEMORY, "GPU: its memory has no room for %,d MiB more (CUDA_ERROR_OUT_OF_MEMORY) while %s; %s"
                .formatted((bytes >> 20) + 1, doing, remedy(CUresult.CUDA_ERROR_OUT_OF_MEMORY)));
    }

    private static String what(int result) {
        return switch (result) {
            case CUresult.CUDA_ERROR_OUT_OF_MEMORY -> "its memory is full";
            case CUresult.CUDA_ERROR_ILLEGAL_ADDRESS, CUresult.CUDA_ERROR_LAUNCH_FAILED, CUresult.CUDA_ERROR_ILLEGAL_INSTRUCTION,
                 CUresult.CUDA_ERROR_MISALIGNED_ADDRESS, CUresult.CUDA_ERROR_INVALID_PC, CUresult.CUDA_ERROR_INVALID_ADDRESS_SPACE,
                 CUresult.CUDA_ERROR_HARDWARE_STACK_ERROR, CUresult.CUDA_ERROR_ASSERT -> "a kernel failed, and with it all that lay on the device is lost";
            case CUresult.CUDA_ERROR_LAUNCH_TIMEOUT -> "the system ended a kernel that took too long";
            case CUresult.CUDA_ERROR_ECC_UNCORRECTABLE -> "its memory has an error that cannot be corrected";
            case CUresult.CUDA_ERROR_DEVICE_UNAVAILABLE -> "it is taken by another program, or was lost";
            case CUresult.CUDA_ERROR_NO_DEVICE, CUresult.CUDA_ERROR_INVALID_DEVICE, CUresult.CUDA_ERROR_CONTEXT_IS_DESTROYED,
                 CUresult.CUDA_ERROR_UNKNOWN, CUresult.CUDA_ERROR_NVLINK_UNCORRECTABLE, CUresult.CUDA_ERROR_EXTERNAL_DEVICE -> "the device was lost";
            case CUresult.CUDA_ERROR_UNSUPPORTED_PTX_VERSION, CUresult.CUDA_ERROR_INVALID_PTX, CUresult.CUDA_ERROR_NO_BINARY_FOR_GPU,
                 CUresult.CUDA_ERROR_JIT_COMPILER_NOT_FOUND, CUresult.CUDA_ERROR_JIT_COMPILATION_DISABLED,
                 CUresult.CUDA_ERROR_INVALID_IMAGE -> "its driver does not take the kernels";
            default -> "its driver refused";
        };
    }

    private static String remedy(int result) {
        return switch (result) {
            case CUresult.CUDA_ERROR_OUT_OF_MEMORY -> "lower --batch, end other programs that use the GPU, or train with --device cpu";
            case CUresult.CUDA_ERROR_UNSUPPORTED_PTX_VERSION, CUresult.CUDA_ERROR_INVALID_PTX, CUresult.CUDA_ERROR_NO_BINARY_FOR_GPU,
                 CUresult.CUDA_ERROR_JIT_COMPILER_NOT_FOUND, CUresult.CUDA_ERROR_JIT_COMPILATION_DISABLED,
                 CUresult.CUDA_ERROR_INVALID_IMAGE -> "install a newer NVIDIA driver, or train with --device cpu";
            case CUresult.CUDA_ERROR_SYSTEM_DRIVER_MISMATCH -> "restart the machine so that its driver and the driver's library are of one version";
            case CUresult.CUDA_ERROR_ECC_UNCORRECTABLE, CUresult.CUDA_ERROR_UNKNOWN, CUresult.CUDA_ERROR_NO_DEVICE,
                 CUresult.CUDA_ERROR_CONTEXT_IS_DESTROYED, CUresult.CUDA_ERROR_NVLINK_UNCORRECTABLE ->
                    "what is recorded stays: go on with 'thresher train --resume', with --device cpu until nvidia-smi shows the device in order";
            default -> "what is recorded stays: go on with 'thresher train --resume', on the same device or with --device cpu";
        };
    }
}
