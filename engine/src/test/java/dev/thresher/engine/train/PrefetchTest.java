package dev.thresher.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.datasets.Batch;
import dev.thresher.datasets.UserError;
import dev.thresher.engine.testing.Background;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Batches filled ahead come in order, each whole, from a ring that is never overrun. */
class PrefetchTest {
    private static void number(int number, Batch batch) {
        batch.reshape(1, 1);
        batch.features()[0] = number;
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream().filter(t -> t.getName().equals("thresher-feed")).count();
    }

    @Test
    void everyBatchComesOnceAndInOrder() {
        try (Prefetch ahead = new Prefetch(() -> new Batch(1, 1), PrefetchTest::number)) {
            ahead.begin(7, 50_000);
            for (int i = 7; i < 50_000; i++) {
                if (i % 4_096 == 0) {
                    Thread.yield(); // now and then the ring is full
                }
                if (ahead.next().features()[0] != i) {
                    throw new AssertionError("batch " + i + " is another");
                }
            }
        }
    }

    /** Large batches get a shorter ring: three are as many as there must be. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2_000_000})
    void aBatchInUseIsNotFilledAgain(int features) {
        AtomicInteger filled = new AtomicInteger();
        int ring = features == 1 ? 8 : 3;
        try (Prefetch ahead = new Prefetch(() -> new Batch(features, 1), (number, batch) -> {
            number(number, batch);
            filled.set(number + 1);
        })) {
            ahead.begin(0, 100);
            Background.await("the ring to be full", () -> filled.get() == ring);
            Batch first = ahead.next();
            Batch second = ahead.next(); // gives the first back, which alone is less than half of the ring
            assertThat(second.features()[0]).isEqualTo(1);
            assertThat(first).isNotSameAs(second);
            assertThat(filled.get()).isBetween(ring, ring + 1);
            assertThat(second.features()[0]).as("still the same").isEqualTo(1);
        }
    }

    @Test
    void aFailureIsThrownWhereItsBatchIsAskedFor() {
        UserError fault = new UserError("picture 3: is damaged; remove it");
        try (Prefetch ahead = new Prefetch(() -> new Batch(1, 1), (number, batch) -> {
            if (number == 3) {
                throw fault;
            }
            number(number, batch);
        })) {
            ahead.begin(0, 100);
            for (int i = 0; i < 3; i++) {
                assertThat(ahead.next().features()[0]).isEqualTo(i);
            }
            assertThatThrownBy(ahead::next).isSameAs(fault);
            assertThatThrownBy(ahead::next).as("it stays failed").isSameAs(fault);
        }
    }

    @Test
    void anErrorIsThrownToo() {
        OutOfMemoryError fault = new OutOfMemoryError("no more");
        try (Prefetch ahead = new Prefetch(() -> new Batch(1, 1), (_, _) -> {
            throw fault;
        })) {
            ahead.begin(0, 1);
            assertThatThrownBy(ahead::next).isSameAs(fault);
        }
    }

    @Test
    void closingWaitsForTheBatchUnderWayAndLeavesNoThread() {
        long before = threads();
        AtomicInteger filled = new AtomicInteger();
        Prefetch ahead = new Prefetch(() -> new Batch(1, 1), (number, batch) -> {
            number(number, batch);
            filled.incrementAndGet();
        });
        ahead.begin(0, 1_000_000);
        ahead.next();
        ahead.close();
        int whenClosed = filled.get();
        assertThat(threads()).isEqualTo(before);
        assertThat(filled.get()).as("nothing is filled any more").isEqualTo(whenClosed);
        ahead.close();
        ahead.begin(5, 6);
        assertThat(ahead.next().features()[0]).as("it can be used again").isEqualTo(5);
        ahead.close();
        assertThat(threads()).isEqualTo(before);
    }

    @Test
    void anInterruptNeitherStopsNorLosesABatch() {
        try (Prefetch ahead = new Prefetch(() -> new Batch(1, 1), PrefetchTest::number)) {
            Thread.currentThread().interrupt();
            ahead.begin(0, 1000);
            for (int i = 0; i < 1000; i++) {
                assertThat(ahead.next().features()[0]).isEqualTo(i);
            }
            ahead.begin(0, 1000);
            assertThat(Thread.interrupted()).as("the interrupt is still there").isTrue();
        }
    }

    @Test
    void waitingIsMeasured() {
        CountDownLatch go = new CountDownLatch(1);
        try (Prefetch ahead = new Prefetch(() -> new Batch(1, 1), (number, batch) -> {
            try {
                go.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            number(number, batch);
        })) {
            ahead.begin(0, 1);
            assertThat(ahead.secondsWaited()).isZero();
            Thread taker = Thread.currentThread();
            Thread.ofPlatform().daemon().start(() -> {
                Background.await("the taker to park", () -> taker.getState() == Thread.State.WAITING);
                go.countDown();
            });
            assertThat(ahead.next().features()[0]).isZero();
            assertThat(ahead.secondsWaited()).isPositive();
        }
    }
}
