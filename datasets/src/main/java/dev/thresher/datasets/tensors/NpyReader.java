package dev.thresher.datasets.tensors;

import dev.thresher.datasets.UserError;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Reads one array in NPY format, versions 1.0 to 3.0: magic, version, length of the header, header, data. Memory is
 * taken only when the header agrees with the number of bytes there are.
 */
final class NpyReader {
    /** NumPy's own limit, many times any header of numbers. */
    private static final int MAXIMUM_HEADER = 10_000;

    private final String place;
    private final String name;
    private final long memory;

    /**
     * @param file what the user calls the file
     * @param name the array's name in messages
     * @param memory how many bytes of data may be taken, at most
     */
    NpyReader(Object file, String name, long memory) {
        this.place = file + ": '" + name + "' ";
        this.name = name;
        this.memory = memory;
    }

    /**
     * Reads the array.
     *
     * @param in stands at the magic
     * @param size how many bytes follow there, as the file system or the archive says
     */
    TensorFile.Entry read(InputStream in, long size) throws IOException {
        byte[] preamble = in.readNBytes(NpyHeader.MAGIC.length + 2);
        int major = preamble.length < 8 ? 0 : preamble[6];
        if (!Arrays.equals(preamble, 0, Math.min(6, preamble.length), NpyHeader.MAGIC, 0, 6) || preamble.length < 8) {
            throw broken("does not begin as NPY data do; it is truncated or no NPY file");
        }
        if (major < 1 || major > 3 || preamble[7] != 0) {
            throw broken("has the NPY version " + major + "." + preamble[7] + ", but 1.0 to 3.0 are read");
        }
        int width = major == 1 ? 2 : 4;
        long headerLength = 0;
        byte[] digits = exactly(in, width);
        for (int i = width - 1; i >= 0; i--) {
            headerLength = headerLength << 8 | digits[i] & 0xFF;
        }
        long left = size - preamble.length - width;
        if (headerLength > MAXIMUM_HEADER || headerLength > left) {
            throw broken("claims a header of " + headerLength + " bytes where " + Math.max(0, left) + " follow and "
                    + MAXIMUM_HEADER + " are allowed");
        }
        var charset = major == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
        String text = new String(exactly(in, (int) headerLength), charset);
        NpyHeader header = new NpyHeaderParser(text, this::broken).parse();
        return data(in, header, left - headerLength);
    }

    private TensorFile.Entry data(InputStream in, NpyHeader header, long left) throws IOException {
        DataType type = type(header.descr());
        int[] shape = header.shape();
        if (type == DataType.U8 && isText(header.descr())) {
            shape = IntStream.concat(Arrays.stream(shape), IntStream.of(textLength(header.descr()))).toArray();
        }
        if (header.fortranOrder() && header.shape().length > 1) {
            throw new UserError(place + "is stored in Fortran order, which is not read; save np.ascontiguousarray(" + name
                    + ") instead");
        }
        long bytes = type.bytes() * size(shape);
        if (bytes > Integer.MAX_VALUE - 8) {
            throw new UserError(place + "of shape " + Arrays.toString(shape) + " is larger than 2 GiB; save it in smaller parts");
        }
        if (bytes != left) {
            throw broken("of type '" + header.descr() + "' and shape " + Arrays.toString(header.shape()) + " takes " + bytes
                    + " bytes, but " + left + " follow its header");
        }
        if (bytes > memory) {
            throw tooLarge(place + "takes " + bytes + " bytes", memory);
        }
        return new TensorFile.Entry(type, shape, exactly(in, (int) bytes));
    }

    /** Number of values, or 2³² where it is that or more. */
    private static long size(int[] shape) {
        long size = 1;
        for (int side : shape) {
            if (side == 0) {
                return 0;
            }
            size = Math.min(1L << 32, size * side); // at most 2³² × 2³¹: never overflows
        }
        return size;
    }

    /** The error of what would fill the memory. */
    static UserError tooLarge(String what, long memory) {
        return new UserError(what + ", more than the " + memory
                + " that may be used for it; give Java more memory (-Xmx) or save fewer examples");
    }

    private DataType type(String descr) {
        if (descr == null) {
            throw new UserError(place + "has a structured type, which is not read; save each of its fields as an array of its own");
        }
        if (descr.equals("O") || descr.equals("|O")) {
            throw new UserError(place + "holds pickled Python objects, which are not read; save numbers, without pickle: .astype('<f4')");
        }
        if (isText(descr)) {
            return DataType.U8;
        }
        if (descr.matches(">[fiuc][0-9]+")) {
            throw new UserError(place + "has the big-endian type '" + descr + "', which is not read; save it with .astype('<"
                    + descr.substring(1) + "')");
        }
        return switch (descr) {
            case "<f4" -> DataType.F32;
            case "<f8" -> DataType.F64;
            case "<f2" -> DataType.F16;
            case "<i8" -> DataType.I64;
            case "<i4" -> DataType.I32;
            case "<i2" -> DataType.I16;
            case "|i1", "<i1" -> DataType.I8;
            case "<u4" -> DataType.U32;
            case "<u2" -> DataType.U16;
            case "|u1", "<u1" -> DataType.U8;
            case "|b1" -> DataType.BOOL;
            default -> throw new UserError(place + "has the type '" + printable(descr)
                    + "', which is not read; save it with .astype('<f4') or .astype('<i8')");
        };
    }

    /** Byte strings of a fixed length, such as the {@code format} of a SciPy matrix. */
    private static boolean isText(String descr) {
        return descr != null && descr.matches("\\|S[1-9][0-9]{0,8}");
    }

    private static int textLength(String descr) {
        return Integer.parseInt(descr.substring(2));
    }

    private static String printable(String text) {
        return text.length() > 20 ? text.substring(0, 20).replaceAll("\\p{Cntrl}", "?") + "…" : text.replaceAll("\\p{Cntrl}", "?");
    }

    private static byte[] exactly(InputStream in, int count) throws IOException {
        byte[] bytes = new byte[count];
        if (in.readNBytes(bytes, 0, count) < count) {
            throw new EOFException("it ends too early");
        }
        return bytes;
    }

    private UserError broken(String what) {
        return new UserError(place + what + "; copy or save the file anew");
    }
}
