package dev.thresher.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir
    Path folder;

    @Test
    void aFullDiskLeavesTheOldFileAndNothingElse() throws IOException {
        Path file = folder.resolve("checkpoint");
        Files.writeString(file, "old");
        assertThatThrownBy(() -> AtomicFile.write(file, out -> {
            out.write(new byte[200_000]);
            throw new IOException("No space left on device");
        })).isInstanceOf(UserError.class)
                .hasMessage(file + ": cannot be written: No space left on device; free some space or choose another folder");
        assertThat(file).hasContent("old");
        assertThat(folder).isDirectoryContaining(p -> p.equals(file)).satisfies(f -> assertThat(f.toFile().list()).hasSize(1));
    }

    @Test
    void aFileInPlaceOfTheFolderIsOneLine() throws IOException {
        Path obstacle = Files.writeString(folder.resolve("runs"), "a file");
        assertThatThrownBy(() -> AtomicFile.write(obstacle.resolve("a").resolve("b"), out -> out.write(1)))
                .isInstanceOf(UserError.class).message().startsWith(obstacle.resolve("a").resolve("b") + ": cannot be written: ")
                .contains("runs").doesNotContain("\n");
    }

    @Test
    void replacesAndMakesFolders() {
        Path file = folder.resolve("x").resolve("y");
        AtomicFile.write(file, out -> out.write("one".getBytes()));
        AtomicFile.write(file, out -> out.write("two".getBytes()));
        assertThat(file).hasContent("two");
    }
}
