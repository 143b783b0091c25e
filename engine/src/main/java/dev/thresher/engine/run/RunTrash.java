package dev.thresher.engine.run;

import dev.thresher.datasets.FileErrors;
import dev.thresher.datasets.UserError;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Run folders that were thrown away: they lie in a folder {@value #FOLDER} beside the runs until it is emptied. */
public final class RunTrash {
    public static final String FOLDER = ".trash";

    /**
     * A run in the trash.
     *
     * @param at where it lies
     * @param from where it was
     */
    public record Thrown(Path at, Path from) {
    }

    private RunTrash() {
    }

    /** Moves a run into the trash beside it. @throws UserError where it is being written, is gone, or cannot be moved */
    public static Thrown throwAway(Path run) {
        Path from = run.toAbsolutePath().normalize();
        if (!Files.isDirectory(from)) {
            throw FileErrors.reading(from, new NoSuchFileException(from.toString()));
        }
        if (RunLock.taken(from)) {
            throw new UserError(from + ": is being written by a run that goes on; stop it first");
        }
        Path trash = from.resolveSibling(FOLDER);
        try {
            Files.createDirectories(trash);
            Path at = free(trash.resolve(from.getFileName()));
            Files.move(from, at);
            return new Thrown(at, from);
        } catch (IOException e) {
            throw FileErrors.writing(from, e);
        }
    }

    /** Moves a run back, under another name where its own is taken. @return where it is now. @throws UserError where it cannot be moved */
    public static Path putBack(Thrown thrown) {
        try {
            Path to = free(thrown.from());
            Files.move(thrown.at(), to);
            removeIfEmpty(thrown.at().getParent());
            return to;
        } catch (IOException e) {
            throw FileErrors.writing(thrown.from(), e);
        }
    }

    private static void removeIfEmpty(Path trash) throws IOException {
        boolean empty;
        try (Stream<Path> left = Files.list(trash)) {
            empty = left.findAny().isEmpty();
        }
        if (empty) {
            Files.delete(trash);
        }
    }

    private static Path free(Path wanted) {
        Path path = wanted;
        for (int i = 2; Files.exists(path, LinkOption.NOFOLLOW_LINKS); i++) {
            path = wanted.resolveSibling(wanted.getFileName() + "-" + i);
        }
        return path;
    }

    /** The runs in the trash beside the runs of a folder, by name. @throws UserError where it cannot be read */
    public static List<Thrown> in(Path runs) {
        Path trash = runs.toAbsolutePath().normalize().resolve(FOLDER);
        List<Thrown> found = new ArrayList<>();
        if (Files.isDirectory(trash)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(trash)) {
                entries.forEach(at -> found.add(new Thrown(at, runs.toAbsolutePath().normalize().resolve(at.getFileName()))));
            } catch (IOException e) {
                throw FileErrors.reading(trash, e);
            }
        }
        found.sort(Comparator.comparing(one -> one.at().getFileName().toString()));
        return found;
    }

    /** Bytes that the files of runs in the trash take. */
    public static long bytes(List<Thrown> thrown) {
        long bytes = 0;
        for (Thrown one : thrown) {
            try (Stream<Path> files = Files.walk(one.at())) {
                for (Path file : files.toList()) {
                    bytes += Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) ? Files.size(file) : 0;
                }
            } catch (IOException e) {
                throw FileErrors.reading(one.at(), e);
            }
        }
        return bytes;
    }

    /** Deletes runs that lie in the trash, for good. @throws UserError naming what cannot be deleted; what came before it is */
    public static void empty(List<Thrown> thrown) {
        for (Thrown one : thrown) {
            if (!one.at().getParent().getFileName().toString().equals(FOLDER)) {
                throw new IllegalArgumentException(one.at() + " does not lie in the trash");
            }
            try (Stream<Path> files = Files.walk(one.at())) { // links are deleted, not followed
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
                removeIfEmpty(one.at().getParent());
            } catch (IOException e) {
                throw FileErrors.writing(one.at(), e);
            }
        }
    }
}
