package dev.thresher.datasets.tensors;

import dev.thresher.datasets.FileErrors;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SequencedMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Reads NumPy's NPY files, one array each. Numbers in C order and little-endian are read, nothing else. */
public final class Npy {
    static final String EXTENSION = ".npy";
    /** What is read is held twice for a moment, packed and as numbers, and something else must live beside it. */
    private static final int SHARE_OF_MEMORY = 3;

    private Npy() {
    }

    /** How many bytes of data a file may fill. */
    static long memory() {
        return Runtime.getRuntime().maxMemory() / SHARE_OF_MEMORY;
    }

    /**
     * Reads one file; its tensor is called as the file without its extension. A byte string of n bytes appears as U8
     * with the side n behind the others.
     *
     * @throws dev.thresher.datasets.UserError where it is missing, truncated, contradicts itself, or holds what is not read
     */
    public static TensorFile read(Path file) {
        SequencedMap<String, TensorFile.Entry> entries = new LinkedHashMap<>();
        entries.put(name(file), entry(file, memory()));
        return new TensorFile(file, Map.of(), entries);
    }

    /**
     * Reads those files of a folder that are wanted, as one tensor each: {@code images} is {@code images.npy}.
     *
     * @param wanted names; those without a file are left out
     */
    public static TensorFile readFolder(Path folder, Set<String> wanted) {
        Set<String> present = new TreeSet<>();
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(file -> file.getFileName().toString().endsWith(EXTENSION)).sorted().toList();
        } catch (IOException e) {
            throw FileErrors.reading(folder, e);
        }
        SequencedMap<String, TensorFile.Entry> entries = new LinkedHashMap<>();
        long memory = memory();
        for (Path file : files) {
            present.add(name(file));
            if (wanted.contains(name(file))) {
                TensorFile.Entry entry = entry(file, memory);
                memory -= entry.bytes().length;
                entries.put(name(file), entry);
            }
        }
        return new TensorFile(folder, Map.of(), entries, present);
    }

    private static TensorFile.Entry entry(Path file, long memory) {
        try (FileChannel channel = FileChannel.open(file);
             InputStream in = new BufferedInputStream(Channels.newInputStream(channel), 1 << 16)) {
            return new NpyReader(file, name(file), memory).read(in, channel.size());
        } catch (IOException e) {
            throw FileErrors.reading(file, e);
        }
    }

    private static String name(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(EXTENSION) ? name.substring(0, name.length() - EXTENSION.length()) : name;
    }
}
