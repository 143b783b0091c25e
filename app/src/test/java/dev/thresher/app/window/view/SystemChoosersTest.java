package dev.thresher.app.window.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemChoosersTest {
    @TempDir
    private Path folder;

    @Test
    void anEndingThatWasTypedAwayIsPutBackUnlessThatFileExists() throws Exception {
        assertThat(SystemChoosers.ended(folder.resolve("curves"), ".svg")).isEqualTo(folder.resolve("curves.svg"));
        assertThat(SystemChoosers.ended(folder.resolve("curves.SVG"), ".svg")).isEqualTo(folder.resolve("curves.SVG"));
        assertThat(SystemChoosers.ended(folder.resolve("network"), "")).isEqualTo(folder.resolve("network"));
        Files.writeString(folder.resolve("old.svg"), "nobody was asked whether this may be replaced");
        assertThat(SystemChoosers.ended(folder.resolve("old"), ".svg")).isEqualTo(folder.resolve("old"));
    }
}
