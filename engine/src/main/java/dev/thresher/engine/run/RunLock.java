package dev.thresher.engine.run;

import dev.thresher.datasets.FileErrors;
import dev.thresher.datasets.UserError;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The right to write a run folder, which one process has at a time; a process that dies gives it back. The file stays: if it
 * were removed, two could hold locks on files of the same name.
 */
final class RunLock implements Closeable {
    static final String FILE = "run.lock";

    private final Path file;
    private final FileChannel channel;

    private RunLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** @throws UserError where another has it, or the file cannot be made */
    static RunLock take(Path folder) {
        Path file = folder.resolve(FILE);
        FileChannel channel;
        try {
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw FileErrors.writing(file, e);
        }
        RunLock lock = new RunLock(file, channel);
        if (!lock.held()) {
            lock.close();
            throw new UserError(folder + ": is being written by a run that goes on; wait for its end, or stop it first");
        }
        return lock;
    }

    /** Whether another has it now. @throws UserError where its file cannot be opened */
    static boolean taken(Path folder) {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            return !new RunLock(file, channel).held();
        } catch (IOException e) {
            throw FileErrors.writing(file, e);
        }
    }

    private boolean held() {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException _) {
            return false; // another run of this process
        } catch (IOException _) {
            return true; // a file system that knows no locks: better to train unguarded than not at all
        }
    }

    /** Gives it back. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw FileErrors.writing(file, e);
        }
    }
}
