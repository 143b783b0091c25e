package dev.thresher.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.engine.log.AppendLog;
import dev.thresher.engine.log.StepLog;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The logs while they grow: one writer, a reader that never sees half a row. */
class LogColumnsTest {
    private static final int ROWS = 200_000;

    @Test
    void aReaderSeesWholeRowsWhileTheLogGrows() throws Exception {
        StepLog log = new StepLog(List.of("fc1"), 4); // far more rows come than were expected
        FutureTask<Integer> reader = new FutureTask<>(() -> {
            int seen = 0;
            while (seen < ROWS) {
                int size = log.size();
                for (int row = seen; row < size; row++) {
                    for (String name : log.names()) {
                        if (log.column(name).get(row) != row) {
                            throw new AssertionError(name + " of row " + row + " is " + log.column(name).get(row));
                        }
                    }
                }
                seen = size;
            }
            return seen;
        });
        Thread thread = new Thread(reader, "reader");
        thread.setDaemon(true);
        thread.start();
        float[] row = new float[log.names().size()];
        for (int i = 0; i < ROWS; i++) {
            java.util.Arrays.fill(row, i);
            log.append(row);
        }
        assertThat(reader.get(60, TimeUnit.SECONDS)).isEqualTo(ROWS);
    }

    @Test
    void columnsAreThoseOfTheFile() {
        StepLog log = new StepLog(List.of("fc1", "fc2"), 0);
        assertThat(log.names()).containsExactly("epoch", "learning_rate", "loss", "task_loss", "sparse_loss",
                "model_remaining", "fc1.remaining", "fc2.remaining", "pruned", "recovered", "fc1.pruned", "fc1.recovered", "fc2.pruned", "fc2.recovered");
        assertThat(log.names()).hasSize(StepLog.width(2));
        assertThatThrownBy(() -> log.column("fc3.remaining")).hasMessageContaining("no column 'fc3.remaining'");
        assertThatThrownBy(() -> log.append(new float[7])).hasMessage("7 values for 14 columns");
        log.append(new float[8]);
        assertThat(log.column("pruned").get(0)).as("of a run in which it was not counted").isNaN();
        log.append(new float[10]);
        assertThat(log.column("pruned").get(1)).isZero();
        assertThat(log.column("fc2.recovered").get(1)).as("of a run in which layers were not counted").isNaN();
        assertThatThrownBy(() -> log.column("loss").get(2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> log.column("loss").range(0, 3)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void anAppendLogHandsOutWhatWasAppended() {
        AppendLog<String> log = new AppendLog<>();
        log.add("a");
        List<String> early = log.all();
        log.add("b");
        log.add("c");
        assertThat(early).containsExactly("a");
        assertThat(log.from(1)).containsExactly("b", "c");
        assertThat(log.from(3)).isEmpty();
        assertThat(log.size()).isEqualTo(3);
        assertThat(log.get(2)).isEqualTo("c");
    }
}
