package dev.thresher.app.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class InOrderTest {
    private final Deque<Runnable> handed = new ArrayDeque<>();
    private final InOrder order = new InOrder(handed::add);
    private final List<String> done = new ArrayList<>();

    @Test
    void oneIsDoneAfterTheOther() {
        order.execute(() -> {
            order.execute(() -> done.add("third"));
            done.add("first");
        });
        order.execute(() -> done.add("second"));
        assertThat(handed).as("one at a time").hasSize(1);
        handed.remove().run();
        assertThat(done).containsExactly("first", "second", "third");
        order.execute(() -> done.add("fourth"));
        handed.remove().run();
        assertThat(done).endsWith("fourth");
    }

    @Test
    void aFaultDoesNotHoldUpWhatFollows() {
        order.execute(() -> {
            throw new IllegalStateException("a fault");
        });
        order.execute(() -> done.add("second"));
        assertThatThrownBy(() -> handed.remove().run()).hasMessage("a fault");
        handed.remove().run();
        assertThat(done).containsExactly("second");
    }
}
