package dev.thresher.app.window.settings;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Where this program keeps a user's settings, by the custom of the system. */
public final class UserFolders {
    private UserFolders() {
    }

    /** Folder of the preferences and of the log of faults, on this machine. */
    public static Path settings() {
        return settings(System.getenv(), System.getProperty("os.name"), Path.of(System.getProperty("user.home")));
    }

    /** As {@link #settings()}, with everything it would ask the machine for. */
    static Path settings(Map<String, String> environment, String system, Path home) {
        String os = system.toLowerCase(Locale.ROOT);
        if (os.startsWith("windows")) {
            String roaming = environment.getOrDefault("APPDATA", "");
            return (roaming.isBlank() ? home.resolve("AppData").resolve("Roaming") : Path.of(roaming)).resolve("thresher");
        }
        if (os.startsWith("mac")) {
            return home.resolve("Library").resolve("Application Support").resolve("thresher");
        }
        String xdg = environment.getOrDefault("XDG_CONFIG_HOME", "");
        // The XDG specification: a path that is not absolute is to be ignored.
        boolean usable = !xdg.isBlank() && Path.of(xdg).isAbsolute();
        return (usable ? Path.of(xdg) : home.resolve(".config")).resolve("thresher");
    }
}
