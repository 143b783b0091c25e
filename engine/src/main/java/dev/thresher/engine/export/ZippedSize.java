package dev.thresher.engine.export;

import dev.thresher.datasets.AtomicFile;
import dev.thresher.datasets.tensors.NamedTensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** What bytes come to when a ZIP file holds them, measured by deflating them into nothing. */
final class ZippedSize {
    private static final int CHUNK = 1 << 16;

    private ZippedSize() {
    }

    static long ofFile(Path file) throws IOException {
        return measure(out -> {
            try (InputStream in = Files.newInputStream(file)) {
                in.transferTo(out);
            }
        });
    }

    /** Of all but thresholds as float32 with nothing masked. */
    static long dense(TrainedWeights weights) throws IOException {
        return measure(out -> {
            for (TrainedWeight weight : weights.weights()) {
                write(out, weight.values());
            }
            for (NamedTensor other : weights.others()) {
                write(out, other.data());
            }
        });
    }

    private static long measure(AtomicFile.Body body) throws IOException {
        Deflater deflater = new Deflater();
        try (DeflaterOutputStream out = new DeflaterOutputStream(OutputStream.nullOutputStream(), deflater, CHUNK)) {
            body.write(out);
            out.finish();
            return deflater.getBytesWritten();
        } finally {
            deflater.end();
        }
    }

    private static void write(OutputStream out, float[] values) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
        int perChunk = CHUNK / Float.BYTES;
        for (int from = 0; from < values.length; from += perChunk) {
            int count = Math.min(perChunk, values.length - from);
            chunk.asFloatBuffer().put(values, from, count);
            out.write(chunk.array(), 0, count * Float.BYTES);
        }
    }
}
