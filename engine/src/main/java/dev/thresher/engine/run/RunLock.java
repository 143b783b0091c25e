package dev.thresher.engine.run;

import dev.thresher.datasets.FileErrors;
import dev.thresher.datasets.UserError;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * The right to write a run folder, which one process has at a time; a process that dies gives it back. The file stays: if it
 * were removed, two could hold locks on files of the same name.
 */
final class RunLock implements Closeable {
    static final String FILE = "run.lock";
    /**
     * Folders that this process writes. The system's locks belong to the process, not to a file that it opened: where it opened the
     * file once more to look, closing it would unlock the folder under a run. Guarded by this class.
     */
    private static final Set<Path> HELD = new HashSet<>();
    private static final int TRIES = 5;
    private static final long BETWEEN_TRIES_MILLIS = 10;

    private final Path folder; // as in HELD
    private final FileChannel channel;

    private RunLock(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /** @throws UserError where another has it, or the file cannot be made */
    static RunLock take(Path folder) {
        synchronized (RunLock.class) {
            Path whole = whole(folder);
            if (HELD.contains(whole)) {
                throw beingWritten(folder);
            }
            Path file = folder.resolve(FILE);
            FileChannel channel;
            try {
                channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            } catch (IOException e) {
                throw FileErrors.writing(file, e);
            }
            RunLock lock = new RunLock(whole, channel);
            // Another's look holds it for an instant.
            for (int tries = 1; !locked(channel, false); tries++) {
                if (tries == TRIES) {
                    lock.closeChannel();
                    throw beingWritten(folder);
                }
                LockSupport.parkNanos(BETWEEN_TRIES_MILLIS * 1_000_000);
            }
            HELD.add(whole);
            return lock;
        }
    }

    private static UserError beingWritten(Path folder) {
        return new UserError(folder + ": is being written by a run that goes on; wait for its end, or stop it first");
    }

    /** Whether another has it now, of this process or another. @throws UserError where its file cannot be opened */
    static boolean taken(Path folder) {
        synchronized (RunLock.class) {
            if (HELD.contains(whole(folder))) {
                return true;
            }
            Path file = folder.resolve(FILE);
            // Shared, so that two who look do not take each other for a writer, and where only reading is allowed.
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                return !locked(channel, true);
            } catch (NoSuchFileException _) {
                return false;
            } catch (IOException e) {
                throw FileErrors.reading(file, e);
            }
        }
    }

    private static Path whole(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException _) {
            return folder.toAbsolutePath().normalize();
        }
    }

    private static boolean locked(FileChannel channel, boolean shared) {
        try {
            return channel.tryLock(0, Long.MAX_VALUE, shared) != null;
        } catch (OverlappingFileLockException _) {
            return false; // something else of this process
        } catch (IOException _) {
            return true; // a file system that knows no locks: better to train unguarded than not at all
        }
    }

    /** Gives it back. */
    @Override
    public void close() {
        synchronized (RunLock.class) {
            HELD.remove(folder);
            closeChannel();
        }
    }

    private void closeChannel() {
        try {
            channel.close();
        } catch (IOException e) {
            throw FileErrors.writing(folder.resolve(FILE), e);
        }
    }
}
