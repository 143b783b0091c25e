package dev.thresher.app.window.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.app.testing.MadeRuns;
import dev.thresher.datasets.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueueFileTest {
    @TempDir
    private Path temp;

    @Test
    void isReadAsItWasWritten() {
        QueueFile file = new QueueFile(temp.resolve("queue.json"));
        assertThat(file.read()).isEmpty();
        List<QueueFile.Entry> entries = List.of(new QueueFile.Entry(MadeRuns.lenet(5e-4, 1), "/runs", null), new QueueFile.Entry(MadeRuns.dense(2), "/runs", "/runs/dense"));
        file.write(entries);
        assertThat(file.read()).isEqualTo(entries);
        file.write(List.of());
        assertThat(temp.resolve("queue.json")).doesNotExist();
        file.write(List.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[null]", "[{", "[{}]", "[{\"runs\": \"x\", \"experiment\": {}}]", "7"})
    void aDamagedOneIsOneLine(String content) throws Exception {
        Path file = Files.writeString(temp.resolve("queue.json"), content);
        assertThatThrownBy(() -> new QueueFile(file).read()).isInstanceOf(UserError.class).hasMessageStartingWith(file + ": ")
                .hasMessageContaining("add its runs to the queue anew").hasMessageNotContaining("\n");
    }
}
