package dev.thresher.datasets.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.datasets.UserError;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFoldersTest {
    @TempDir
    Path given;
    private final Path home = Path.of("/home/anna").toAbsolutePath();
    private final Path work = Path.of("/home/anna/src/thresher").toAbsolutePath();

    @Test
    void looksInTheFolderGivenThenTheVariableThenBesideTheCheckoutThenTheCache() {
        Path variable = Path.of("/data").toAbsolutePath();
        DataFolders folders = DataFolders.of(given, Map.of("THRESHER_DATA", variable.toString()), work, "Linux", home);
        assertThat(folders.folders()).containsExactly(given, variable, Path.of("/home/anna/src/shared/datasets").toAbsolutePath(),
                home.resolve(".cache/thresher"));
        assertThat(folders.cache()).isEqualTo(home.resolve(".cache/thresher"));
    }

    @Test
    void nothingGivenNothingSet() {
        assertThat(DataFolders.of(null, Map.of("THRESHER_DATA", " "), work, "Linux", home).folders()).hasSize(2);
    }

    @Test
    void theCacheIsWhereEachSystemWantsIt() {
        Path xdg = Path.of("/xdg").toAbsolutePath();
        assertThat(cache(Map.of("XDG_CACHE_HOME", xdg.toString()), "Linux")).isEqualTo(xdg.resolve("thresher"));
        assertThat(cache(Map.of("XDG_CACHE_HOME", "relative"), "Linux")).isEqualTo(home.resolve(".cache/thresher"));
        assertThat(cache(Map.of(), "Mac OS X")).isEqualTo(home.resolve("Library/Caches/thresher"));
        assertThat(cache(Map.of("LOCALAPPDATA", xdg.toString()), "Windows 11")).isEqualTo(xdg.resolve("thresher"));
        assertThat(cache(Map.of(), "Windows 11")).isEqualTo(home.resolve("AppData/Local/thresher"));
    }

    @Test
    void aFolderGivenMustExist() {
        Path missing = given.resolve("none");
        assertThatThrownBy(() -> DataFolders.of(missing, Map.of(), work, "Linux", home)).isInstanceOf(UserError.class)
                .hasMessage(missing + ": is no folder; give --data the folder that holds the data sets");
    }

    @Test
    void aVariableThatIsNoPathIsNamed() {
        assertThatThrownBy(() -> DataFolders.of(null, Map.of("THRESHER_DATA", "a\0b"), work, "Linux", home))
                .isInstanceOf(UserError.class).hasMessageStartingWith("$THRESHER_DATA: ");
    }

    private Path cache(Map<String, String> environment, String system) {
        return DataFolders.of(null, environment, work, system, home).cache();
    }
}
