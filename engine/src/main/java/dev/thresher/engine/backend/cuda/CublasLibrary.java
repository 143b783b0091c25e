package dev.thresher.engine.backend.cuda;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/**
 * The functions of a cuBLAS that was loaded. Addresses are plain numbers, so that a call makes no object; on the systems that JCuda's library is for,
 * pointers are handed over as whole numbers of eight bytes are.
 */
final class CublasLibrary {
    private static final int PARTS = 3; // of a version

    private final String version;
    private final MethodHandle create;
    private final MethodHandle destroy;
    private final MethodHandle setStream;
    private final MethodHandle setWorkspace;
    private final MethodHandle setMathMode;
    private final MethodHandle setAtomicsMode;
    private final MethodHandle multiply;
    private final MethodHandle multiplyMany;

    /** @throws IllegalArgumentException where it is none that can be used, saying why in half a line */
    CublasLibrary(SymbolLookup symbols) {
        int[] parts = version(function(symbols, "cublasGetProperty", JAVA_INT, ADDRESS));
        version = parts[0] + "." + parts[1] + "." + parts[2];
        if (parts[0] < CublasSearch.OLDEST || parts[0] > CublasSearch.NEWEST) {
            throw new IllegalArgumentException("it is cuBLAS " + version + ", and 11 to 13 are known");
        }
        create = function(symbols, "cublasCreate_v2", ADDRESS);
        destroy = function(symbols, "cublasDestroy_v2", JAVA_LONG);
        setStream = function(symbols, "cublasSetStream_v2", JAVA_LONG, JAVA_LONG);
        setWorkspace = function(symbols, "cublasSetWorkspace_v2", JAVA_LONG, JAVA_LONG, JAVA_LONG);
        setMathMode = function(symbols, "cublasSetMathMode", JAVA_LONG, JAVA_INT);
        setAtomicsMode = function(symbols, "cublasSetAtomicsMode", JAVA_LONG, JAVA_INT);
        multiply = function(symbols, "cublasSgemm_v2", JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT,
                JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT);
        multiplyMany = function(symbols, "cublasSgemmStridedBatched", JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG,
                JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_INT);
    }

    private static MethodHandle function(SymbolLookup symbols, String name, MemoryLayout... parameters) {
        MemorySegment symbol = symbols.find(name).orElseThrow(() -> new IllegalArgumentException("it has no " + name));
        return Linker.nativeLinker().downcallHandle(symbol, FunctionDescriptor.of(JAVA_INT, parameters));
    }

    private static int[] version(MethodHandle property) {
        int[] parts = new int[PARTS];
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment value = arena.allocate(JAVA_INT);
            for (int part = 0; part < PARTS; part++) {
                if ((int) property.invokeExact(part, value) != 0) {
                    throw new IllegalArgumentException("it does not tell its version");
                }
                parts[part] = value.get(JAVA_INT, 0);
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
        return parts;
    }

    /** As {@code 12.6.4}. */
    String version() {
        return version;
    }

    /** A handle in the context that the calling thread is in. @throws CublasError where there can be none */
    long create() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment handle = arena.allocate(ADDRESS);
            CublasError.check((int) create.invokeExact(handle), "being opened");
            return handle.get(JAVA_LONG, 0);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** What it answers is nobody's business any more. */
    void destroy(long handle) {
        call(() -> (int) destroy.invokeExact(handle));
    }

    /** @return a status, as of all below */
    int setStream(long handle, long stream) {
        return call(() -> (int) setStream.invokeExact(handle, stream));
    }

    int setWorkspace(long handle, long address, long bytes) {
        return call(() -> (int) setWorkspace.invokeExact(handle, address, bytes));
    }

    int setMathMode(long handle, int mode) {
        return call(() -> (int) setMathMode.invokeExact(handle, mode));
    }

    int setAtomicsMode(long handle, int mode) {
        return call(() -> (int) setAtomicsMode.invokeExact(handle, mode));
    }

    private interface Call {
        int of() throws Throwable;
    }

    private static int call(Call call) {
        try {
            return call.of();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** C = α op(A) op(B) + β C of m × n with sums of k terms, column-major. */
    int multiply(long handle, int opA, int opB, int m, int n, int k, long alpha, long a, int lda, long b, int ldb, long beta, long c, int ldc) {
        try {
            return (int) multiply.invokeExact(handle, opA, opB, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same {@code count} times, each so many numbers after the one before. */
    int multiply(long handle, int opA, int opB, int m, int n, int k, long alpha, long a, int lda, long stepA, long b, int ldb, long stepB, long beta,
                 long c, int ldc, long stepC, int count) {
        try {
            return (int) multiplyMany.invokeExact(handle, opA, opB, m, n, k, alpha, a, lda, stepA, b, ldb, stepB, beta, c, ldc, stepC, count);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
