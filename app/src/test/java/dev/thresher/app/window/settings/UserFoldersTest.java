package dev.thresher.app.window.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UserFoldersTest {
    private final Path home = Path.of("/home/someone");

    @Test
    void followsTheCustomOfEachSystem() {
        assertThat(UserFolders.settings(Map.of(), "Linux", home)).isEqualTo(home.resolve(".config/thresher"));
        assertThat(UserFolders.settings(Map.of("XDG_CONFIG_HOME", "/etc/me"), "Linux", home)).isEqualTo(Path.of("/etc/me/thresher"));
        assertThat(UserFolders.settings(Map.of("XDG_CONFIG_HOME", "relative"), "Linux", home)).isEqualTo(home.resolve(".config/thresher"));
        assertThat(UserFolders.settings(Map.of(), "Mac OS X", home)).isEqualTo(home.resolve("Library/Application Support/thresher"));
        assertThat(UserFolders.settings(Map.of("APPDATA", "/roaming"), "Windows 11", home)).isEqualTo(Path.of("/roaming/thresher"));
        assertThat(UserFolders.settings(Map.of(), "Windows 11", home)).isEqualTo(home.resolve("AppData/Roaming/thresher"));
    }
}
