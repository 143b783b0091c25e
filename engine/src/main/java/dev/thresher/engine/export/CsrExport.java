package dev.thresher.engine.export;

import dev.thresher.datasets.AtomicFile;
import dev.thresher.datasets.FileErrors;
import dev.thresher.datasets.UserError;
import dev.thresher.datasets.tensors.NamedTensor;
import dev.thresher.datasets.tensors.NpyArray;
import dev.thresher.datasets.tensors.Npz;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Masked weights as compressed sparse rows that SciPy reads. A folder holds {@code fc1.weight.npz} for every weight that a method can mask,
 * for {@code scipy.sparse.load_npz}: {@code c_o × z}, a row a neuron or filter, entry z = (channel · kernel height + i) · kernel width + j of a
 * filter; and {@code rest.npz}, for {@code numpy.load}, with all that is dense, by PyTorch's names, and for each sparse weight its PyTorch
 * shape under {@code fc1.weight.shape}. What remains is stored, and nothing else.
 */
public final class CsrExport {
    private static final String EXTENSION = ".npz";
    static final String REST = "rest" + EXTENSION;

    private CsrExport() {
    }

    /**
     * Writes a folder, in one step.
     *
     * @return bytes of the arrays, unzipped
     * @throws UserError where there is a file or a folder that is not empty in its place, or it cannot be written
     */
    public static long write(TrainedWeights weights, Path folder) {
        Path part = folder.toAbsolutePath().resolveSibling(AtomicFile.temporaryName(folder.getFileName().toString()));
        try {
            requireFree(folder);
            try {
                Files.createDirectories(part);
                long bytes = writeAll(weights, part);
                Files.deleteIfExists(folder);
                Files.move(part, folder, StandardCopyOption.ATOMIC_MOVE);
                return bytes;
            } finally {
                remove(part);
            }
        } catch (IOException e) {
            throw FileErrors.writing(folder, e);
        } catch (UserError e) {
            // tells of a file beside the folder, which nobody has named
            throw e.getCause() instanceof IOException cause ? FileErrors.writing(folder, cause) : e;
        }
    }

    private static void requireFree(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
                if (entries.iterator().hasNext()) {
                    throw new UserError(folder + ": is not empty; name a folder that does not exist yet for the export");
                }
            }
        } else if (Files.exists(folder)) {
            throw new UserError(folder + ": is a file; name a folder that does not exist yet for the export");
        }
    }

    private static long writeAll(TrainedWeights weights, Path folder) {
        long bytes = 0;
        List<NpyArray> rest = new ArrayList<>();
        for (TrainedWeight weight : weights.weights()) {
            if (weight.maskable()) {
                bytes += write(folder.resolve(weight.name() + EXTENSION), rows(weight));
                rest.add(new NpyArray.Longs(weight.name() + ".shape", new int[] {weight.shape().length}, longs(weight.shape())));
            } else {
                rest.add(new NpyArray.Floats(weight.name(), weight.shape(), weight.values()));
            }
        }
        for (NamedTensor other : weights.others()) {
            rest.add(new NpyArray.Floats(other.name(), other.shape(), other.data()));
        }
        return bytes + write(folder.resolve(REST), rest);
    }

    private static long write(Path file, List<NpyArray> arrays) {
        Npz.write(file, arrays);
        return arrays.stream().mapToLong(CsrExport::bytes).sum();
    }

    private static long bytes(NpyArray array) {
        return switch (array) {
            case NpyArray.Floats floats -> (long) Float.BYTES * floats.data().length;
            case NpyArray.Ints ints -> (long) Integer.BYTES * ints.data().length;
            case NpyArray.Longs longs -> (long) Long.BYTES * longs.data().length;
            case NpyArray.Text text -> text.text().length();
        };
    }

    /** The arrays that SciPy knows a matrix of compressed sparse rows by. */
    private static List<NpyArray> rows(TrainedWeight weight) {
        int rows = weight.rows();
        int columns = weight.columns();
        int kept = Math.toIntExact(weight.kept());
        float[] data = new float[kept];
        int[] indices = new int[kept];
        int[] starts = new int[rows + 1];
        int next = 0;
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                if (weight.keeps(i * columns + j)) {
                    data[next] = weight.values()[i * columns + j];
                    indices[next++] = j;
                }
            }
            starts[i + 1] = next;
        }
        return List.of(new NpyArray.Ints("indices", new int[] {kept}, indices), new NpyArray.Ints("indptr", new int[] {rows + 1}, starts),
                new NpyArray.Text("format", "csr"), new NpyArray.Longs("shape", new int[] {2}, new long[] {rows, columns}),
                new NpyArray.Floats("data", new int[] {kept}, data));
    }

    private static long[] longs(int[] values) {
        long[] longs = new long[values.length];
        for (int i = 0; i < values.length; i++) {
            longs[i] = values[i];
        }
        return longs;
    }

    private static void remove(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        }
    }
}
