package dev.thresher.datasets.tensors;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.thresher.datasets.AtomicFile;
import dev.thresher.datasets.FileErrors;
import dev.thresher.datasets.UserError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Reads and writes safetensors files: the length of the header (8 bytes, little-endian), the header (JSON: type, shape
 * and place of every tensor), the data (little-endian, row-major). Format: huggingface.co/docs/safetensors.
 */
public final class SafeTensors {
    static final String METADATA = "__metadata__";
    /** The data begins at a multiple of this, so a reader may map it as an array of any type. */
    private static final int ALIGNMENT = 64;

    private SafeTensors() {
    }

    /**
     * Reads a file whole.
     *
     * @throws UserError where it is missing, truncated or contradicts itself; the message names the place
     */
    public static TensorFile read(Path file) {
        return read(file, _ -> true);
    }

    /** Reads some of a file's tensors, and all of its metadata: one layer of a large network costs no more than it holds. */
    public static TensorFile read(Path file, Predicate<String> which) {
        try {
            return new TensorReader(file).read(which);
        } catch (IOException e) {
            throw FileErrors.reading(file, e);
        }
    }

    /**
     * Writes tensors, in the order given; {@code file} is replaced in one step when all is written. Needs no
     * memory beside a small buffer.
     *
     * @throws UserError where the folder is unwritable or the disk full; then the old file stays
     */
    public static void write(Path file, Map<String, String> metadata, List<? extends WritableTensor> tensors) {
        Set<String> names = new HashSet<>();
        for (WritableTensor tensor : tensors) {
            if (tensor.name().equals(METADATA) || !names.add(tensor.name())) {
                throw new IllegalArgumentException("the name '" + tensor.name() + "' is taken");
            }
        }
        AtomicFile.write(file, out -> {
            byte[] header = header(metadata, tensors);
            out.write(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(header.length).array());
            out.write(header);
            ByteBuffer chunk = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
            for (WritableTensor tensor : tensors) {
                switch (tensor) {
                    case NamedTensor floats -> writeData(out, floats.data(), chunk);
                    case NamedBytes bytes -> out.write(bytes.data());
                }
            }
        });
    }

    private static byte[] header(Map<String, String> metadata, List<? extends WritableTensor> tensors) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = new JsonFactory().createGenerator(bytes)) {
            json.writeStartObject();
            if (!metadata.isEmpty()) {
                json.writeObjectFieldStart(METADATA);
                for (Map.Entry<String, String> entry : metadata.entrySet()) {
                    json.writeStringField(entry.getKey(), entry.getValue());
                }
                json.writeEndObject();
            }
            long begin = 0;
            for (WritableTensor tensor : tensors) {
                long end = begin + (long) tensor.type().bytes() * tensor.size();
                json.writeObjectFieldStart(tensor.name());
                json.writeStringField("dtype", tensor.type().name());
                json.writeFieldName("shape");
                json.writeArray(tensor.shape(), 0, tensor.shape().length);
                json.writeFieldName("data_offsets");
                json.writeArray(new long[] {begin, end}, 0, 2);
                json.writeEndObject();
                begin = end;
            }
            json.writeEndObject();
        }
        byte[] compact = bytes.toByteArray();
        int padded = (compact.length + 8 + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT - 8;
        byte[] header = Arrays.copyOf(compact, padded);
        Arrays.fill(header, compact.length, padded, (byte) ' ');
        return header;
    }

    private static void writeData(OutputStream out, float[] data, ByteBuffer chunk) throws IOException {
        int perChunk = chunk.capacity() / Float.BYTES;
        for (int from = 0; from < data.length; from += perChunk) {
            int count = Math.min(perChunk, data.length - from);
            chunk.asFloatBuffer().put(data, from, count);
            out.write(chunk.array(), 0, count * Float.BYTES);
        }
    }
}
