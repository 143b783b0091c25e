package dev.thresher.engine.backend.cuda;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;

/**
 * cuBLAS on one device and its stream. It has its workspace from us and may use no atomic operations, so that the same call gives the same bits; in fp32 it
 * multiplies all 24 bits of each factor. What it multiplies is row-major here and column-major there, so operands change places:
 * C = A B is Cᵀ = Bᵀ Aᵀ.
 */
final class Cublas implements Routine {
    private static final int PEDANTIC = 2; // CUBLAS_PEDANTIC_MATH
    private static final int TF32 = 3;     // CUBLAS_TF32_TENSOR_OP_MATH
    private static final int NO_ATOMICS = 0;
    private static final long WORKSPACE = 4L << 20;        // what its makers name
    private static final long LARGE_WORKSPACE = 32L << 20; // from compute capability 9.0 on
    private static final int LARGE_FROM = 9;
    private static final String OPENING = "being set up";

    private final DeviceLauncher device;
    private final CublasLibrary library;
    private final long handle;
    private final long one;  // addresses of numbers of the host
    private final long zero;
    private final Kernel kernel = new Kernel("cublasSgemm", this);

    /** @param device with which it ends @throws CublasError where it cannot be had */
    Cublas(DeviceLauncher device, CublasLibrary library) {
        this.device = device;
        this.library = library;
        long bytes = device.device().major() >= LARGE_FROM ? LARGE_WORKSPACE : WORKSPACE;
        long workspace = device.memory(bytes); // and so the context is this thread's
        handle = library.create();
        Arena constants = Arena.ofShared();
        device.atEnd(() -> {
            library.destroy(handle);
            constants.close();
        });
        MemorySegment numbers = constants.allocate(ValueLayout.JAVA_FLOAT, 2);
        numbers.setAtIndex(ValueLayout.JAVA_FLOAT, 0, 1);
        one = numbers.address();
        zero = one + Float.BYTES;
        CublasError.check(library.setStream(handle, device.stream().address()), OPENING); // which forgets a workspace given before
        CublasError.check(library.setWorkspace(handle, workspace, bytes), OPENING);
        CublasError.check(library.setAtomicsMode(handle, NO_ATOMICS), OPENING);
        CublasError.check(library.setMathMode(handle, device.tf32() ? TF32 : PEDANTIC), OPENING);
    }

    CublasLibrary library() {
        return library;
    }

    /**
     * Launches C_i = op(A_i) op(B_i), added to what is there where {@code accumulate}; row-major, a row of each so many numbers long.
     *
     * @param rows of C
     * @param columns of C
     * @param depth terms of each sum
     * @param stepA numbers from A_i to the next
     * @param count how many i there are
     */
    void multiply(boolean transposeA, boolean transposeB, int rows, int columns, int depth, long a, int rowA, long stepA, long b, int rowB, long stepB,
                  long c, int rowC, long stepC, int count, boolean accumulate) {
        Args args = device.args().int64(a).int64(b).int64(c).int64(stepA).int64(stepB).int64(stepC).int32(transposeA).int32(transposeB).int32(rows)
                .int32(columns).int32(depth).int32(rowA).int32(rowB).int32(rowC).int32(count).int32(accumulate);
        device.launch(kernel, rows, columns, depth, count, 1, 0, args); // the shape is what lists are told apart by
    }

    @Override
    public void issue(ByteBuffer memory, int at) {
        long a = memory.getLong(at);
        long b = memory.getLong(at + 8);
        long c = memory.getLong(at + 16);
        long stepA = memory.getLong(at + 24);
        long stepB = memory.getLong(at + 32);
        long stepC = memory.getLong(at + 40);
        int whole = at + 48;
        int transposeA = memory.getInt(whole);
        int transposeB = memory.getInt(whole + 4);
        int rows = memory.getInt(whole + 8);
        int columns = memory.getInt(whole + 12);
        int depth = memory.getInt(whole + 16);
        int rowA = memory.getInt(whole + 20);
        int rowB = memory.getInt(whole + 24);
        int rowC = memory.getInt(whole + 28);
        int count = memory.getInt(whole + 32);
        long beta = memory.getInt(whole + 36) != 0 ? one : zero;
        int status = count == 1 ? library.multiply(handle, transposeB, transposeA, columns, rows, depth, one, b, rowB, a, rowA, beta, c, rowC)
                : library.multiply(handle, transposeB, transposeA, columns, rows, depth, one, b, rowB, stepB, a, rowA, stepA, beta, c, rowC, stepC, count);
        if (status != 0) {
            CublasError.check(status, "multiplying %d×%d by %d×%d".formatted(rows, depth, depth, columns));
        }
    }
}
