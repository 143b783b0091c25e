package dev.thresher.datasets.catalogue;

import dev.thresher.datasets.UserError;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Where data sets are looked for, in this order: the folder the user gave, {@code $THRESHER_DATA},
 * {@code ../shared/datasets} beside the working directory, the user's cache. What is fetched or generated goes into the
 * cache.
 *
 * @param folders folders in the order of looking, the cache last; none need exist
 * @param cache the user's cache of this program
 */
public record DataFolders(List<Path> folders, Path cache) {
    public DataFolders {
        folders = List.copyOf(folders);
    }

    /**
     * The folders of this machine and user.
     *
     * @param given folder from {@code --data}, or null
     * @throws UserError where {@code given} is no folder
     */
    public static DataFolders standard(Path given) {
        return of(given, System.getenv(), Path.of("").toAbsolutePath(), System.getProperty("os.name"),
                Path.of(System.getProperty("user.home")));
    }

    /** As {@link #standard}, with everything it would ask the machine for. */
    public static DataFolders of(Path given, Map<String, String> environment, Path workingDirectory, String system, Path home) {
        if (given != null && !Files.isDirectory(given)) {
            throw new UserError(given + ": is no folder; give --data the folder that holds the data sets");
        }
        Path cache = cache(environment, system, home);
        var folders = new LinkedHashMap<Path, Boolean>();
        if (given != null) {
            folders.put(given.toAbsolutePath().normalize(), true);
        }
        String variable = environment.getOrDefault("THRESHER_DATA", "");
        if (!variable.isBlank()) {
            folders.put(path("THRESHER_DATA", variable).toAbsolutePath().normalize(), true);
        }
        folders.put(workingDirectory.resolve("../shared/datasets").normalize(), true);
        folders.put(cache, true);
        return new DataFolders(List.copyOf(folders.keySet()), cache);
    }

    private static Path cache(Map<String, String> environment, String system, Path home) {
        String os = system.toLowerCase(Locale.ROOT);
        if (os.startsWith("windows")) {
            String local = environment.getOrDefault("LOCALAPPDATA", "");
            return (local.isBlank() ? home.resolve("AppData").resolve("Local") : path("LOCALAPPDATA", local)).resolve("thresher");
        }
        if (os.startsWith("mac")) {
            return home.resolve("Library").resolve("Caches").resolve("thresher");
        }
        String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
        // The XDG specification: a path that is not absolute is to be ignored.
        Path base = xdg.isBlank() ? null : path("XDG_CACHE_HOME", xdg);
        return (base == null || !base.isAbsolute() ? home.resolve(".cache") : base).resolve("thresher");
    }

    private static Path path(String variable, String value) {
        try {
            return Path.of(value);
        } catch (InvalidPathException e) {
            throw new UserError("$" + variable + ": '" + value + "' is no path: " + e.getReason() + "; correct or unset it", e);
        }
    }
}
