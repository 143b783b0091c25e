package dev.thresher.engine.backend.cuda;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import jcuda.driver.JCudaDriver;

/**
 * Loads JCuda's library, once. JCuda unpacks it to a fixed name in {@code java.io.tmpdir} and loads whatever already lies there; so it is
 * shown a fresh folder that only this user may write to, which is removed again as soon as the system allows.
 */
final class Natives {
    private static final String PREFIX = "thresher-cuda-";
    private static final String TEMPORARY = "java.io.tmpdir";
    private static final long BEING_LOADED_MILLIS = 600_000; // at most
    private static boolean tried;
    private static String failure; // null: it is loaded

    private Natives() {
    }

    /** Why the library does not load, in half a line; null where it is loaded. */
    static synchronized String load() {
        if (!tried) {
            tried = true;
            failure = unpacked();
        }
        return failure;
    }

    private static String unpacked() {
        String before = System.getProperty(TEMPORARY);
        Path folder;
        try {
            removeOld(Path.of(before));
            folder = Files.createTempDirectory(PREFIX);
        } catch (IOException e) {
            return "no folder for its library can be made in " + before + " (" + e.getMessage() + ")";
        }
        System.setProperty(TEMPORARY, folder.toString());
        try {
            JCudaDriver.setExceptionsEnabled(false); // the first use of the class loads the library
            return null;
        } catch (UnsatisfiedLinkError | NoClassDefFoundError e) {
            return reason(e);
        } finally {
            System.setProperty(TEMPORARY, before);
            remove(folder);
        }
    }

    /** What the system said of the unpacked library: JCuda tells it in a trace among much else. */
    private static String reason(LinkageError e) {
        String all = String.valueOf(e.getMessage());
        return all.lines().filter(line -> line.contains("UnsatisfiedLinkError: ") && line.contains("JCudaDriver") && !line.contains("java.library.path"))
                .map(line -> line.substring(line.indexOf("UnsatisfiedLinkError: ") + "UnsatisfiedLinkError: ".length()).strip()).findFirst()
                .orElse(all.lines().findFirst().orElse("it does not load"));
    }

    /** Windows keeps a loaded library: a later start removes what an earlier one could not. */
    private static void removeOld(Path temporary) {
        try (DirectoryStream<Path> old = Files.newDirectoryStream(temporary, PREFIX + "*")) {
            for (Path folder : old) {
                if (Files.isDirectory(folder) && Files.getLastModifiedTime(folder).toMillis() < System.currentTimeMillis() - BEING_LOADED_MILLIS) {
                    remove(folder);
                }
            }
        } catch (IOException _) {
            // another user's, or gone: nothing that a run needs
        }
    }

    private static void remove(Path folder) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        } catch (IOException _) {
            // in use: a later start removes it
        }
    }
}
