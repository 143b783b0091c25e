package dev.thresher.engine.run;

import dev.thresher.datasets.FileErrors;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Waits, asleep, until something changes in one of some folders, by whichever process. Folders of other machines tell nothing of what
 * is written there: whoever waits looks for himself now and then.
 */
public final class FolderWatch implements Closeable {
    private final WatchService service;
    private final Map<Path, WatchKey> keys = new HashMap<>();

    private FolderWatch(WatchService service) {
        this.service = service;
    }

    /** @throws dev.thresher.datasets.UserError where the system has no watch left to give */
    public static FolderWatch open() {
        try {
            return new FolderWatch(FileSystems.getDefault().newWatchService());
        } catch (IOException e) {
            throw FileErrors.reading(Path.of("folders"), e);
        }
    }

    /** Watches exactly these from now on; one that is absent, or that the system watches for nobody, is left out. */
    public synchronized void watch(Set<Path> folders) {
        for (Path old : new HashSet<>(keys.keySet())) {
            if (!folders.contains(old) || !keys.get(old).isValid()) {
                keys.remove(old).cancel();
            }
        }
        for (Path folder : folders) {
            if (!keys.containsKey(folder)) {
                try {
                    keys.put(folder, folder.register(service, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_DELETE,
                            StandardWatchEventKinds.ENTRY_MODIFY));
                } catch (IOException | ClosedWatchServiceException _) {
                    // seen at the next look
                }
            }
        }
    }

    /** Waits until something changed, or so long. @return whether something has; false also once it is closed */
    public boolean await(Duration longest) throws InterruptedException {
        try {
            WatchKey key = service.poll(longest.toMillis(), TimeUnit.MILLISECONDS);
            boolean any = key != null;
            for (; key != null; key = service.poll()) { // all that is there at once is one change
                key.pollEvents();
                key.reset();
            }
            return any;
        } catch (ClosedWatchServiceException _) {
            return false;
        }
    }

    /** Ends a waiting, too. */
    @Override
    public void close() {
        try {
            service.close();
        } catch (IOException e) {
            throw FileErrors.reading(Path.of("folders"), e);
        }
    }
}
