package dev.thresher.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.engine.log.RunState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContinuationTest {
    @TempDir
    private Path folder;

    private void ended(RunState state) {
        RunJson.write(folder.resolve(RunFolder.SUMMARY), new Summary("run", state, "", "lenet-300-100", "mnist", "dst", 5e-4, 1, 1, 9,
                null, null, null, 0.5, Map.of(), Map.of(), 1, 1, null, null, null, 0));
    }

    @Test
    void aRunWithACheckpointGoesOnUnlessItIsFinished() throws Exception {
        assertThat(Continuation.of(folder)).isEqualTo(Continuation.NO_CHECKPOINT);
        Files.writeString(folder.resolve(RunFolder.CHECKPOINT), "");
        assertThat(Continuation.of(folder)).as("killed").isEqualTo(Continuation.POSSIBLE);
        ended(RunState.STOPPED);
        assertThat(Continuation.of(folder)).isEqualTo(Continuation.POSSIBLE);
        ended(RunState.FAILED);
        assertThat(Continuation.of(folder)).isEqualTo(Continuation.POSSIBLE);
        ended(RunState.FINISHED);
        assertThat(Continuation.of(folder)).isEqualTo(Continuation.FINISHED);
        assertThat(folder.resolve(RunLock.FILE)).as("nothing is changed").doesNotExist();
    }

    @Test
    void aFolderThatIsHeldIsBeingWritten() throws Exception {
        Files.writeString(folder.resolve(RunFolder.CHECKPOINT), "");
        try (RunLock _ = RunLock.take(folder)) {
            assertThat(Continuation.of(folder)).isEqualTo(Continuation.BEING_WRITTEN);
        }
        assertThat(Continuation.of(folder)).isEqualTo(Continuation.POSSIBLE);
    }
}
