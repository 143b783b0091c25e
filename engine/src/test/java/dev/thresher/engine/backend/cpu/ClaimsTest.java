package dev.thresher.engine.backend.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClaimsTest {
    private final Claims claims = new Claims();

    @Test
    void evenThreadsBeginAtTheBeginningAndOddOnesAtTheEndAndClaimsBecomeSmaller() {
        claims.begin(20, 2, 4);

        assertThat(List.of(next(0), next(1), next(2), next(3), next(1))).containsExactly("0–4", "16–20", "4–6", "14–16", "12–14");
        assertThat(List.of(next(1), next(0), next(0), next(1))).containsExactly("10–12", "6–8", "8–10", "none");
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 4, 2", "7, 3, 2, 3", "1000, 1, 4, 2", "1000, 7, 6, 3", "0, 1, 1, 2"})
    void everyPieceIsClaimedOnce(int pieces, int least, int shares, int threads) throws InterruptedException {
        AtomicIntegerArray times = new AtomicIntegerArray(pieces);
        claims.begin(pieces, least, shares);
        List<Thread> running = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            int thread = i;
            running.add(Thread.ofPlatform().start(() -> {
                for (long claim = claims.next(thread); claim != Claims.NONE; claim = claims.next(thread)) {
                    for (int piece = Claims.first(claim); piece < Claims.end(claim); piece++) {
                        times.incrementAndGet(piece);
                    }
                }
            }));
        }
        for (Thread thread : running) {
            thread.join();
        }
        for (int piece = 0; piece < pieces; piece++) {
            assertThat(times.get(piece)).as("piece %d", piece).isEqualTo(1);
        }
    }

    private String next(int thread) {
        long claim = claims.next(thread);
        return claim == Claims.NONE ? "none" : Claims.first(claim) + "–" + Claims.end(claim);
    }
}
