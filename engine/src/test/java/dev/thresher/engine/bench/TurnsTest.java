package dev.thresher.engine.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private final List<String> calls = new ArrayList<>();
    private final AtomicLong allocated = new AtomicLong();

    private Turns.Turn turn(String name, int bytes) {
        return new Turns.Turn() {
            @Override
            public void prepare() {
                calls.add("prepare " + name);
            }

            @Override
            public void call() {
                calls.add(name);
                allocated.addAndGet(bytes);
            }
        };
    }

    @Test
    void everyoneHasItsTurnInEveryRoundAfterTheWarmUp() {
        List<Double> left = new ArrayList<>();
        List<Turns.Samples> samples = new Turns(1e-7, allocated::get).measure(List.of(turn("a", 8), turn("b", 24)), left::add);

        List<String> prepared = calls.stream().filter(call -> call.startsWith("prepare")).toList();
        assertThat(prepared.size()).isEven().isGreaterThanOrEqualTo(2 * 5);
        for (int i = 0; i < prepared.size(); i++) {
            assertThat(prepared.get(i)).isEqualTo(i % 2 == 0 ? "prepare a" : "prepare b");
        }
        assertThat(samples).extracting(Turns.Samples::allocatedBytes).containsExactly(8L, 24L);
        assertThat(samples).allSatisfy(one -> assertThat(one.means()).hasSizeBetween(3, 9));
        assertThat(left).isNotEmpty().allSatisfy(seconds -> assertThat(seconds).isNotNegative());
    }

    @Test
    void differencesAreTakenRoundByRound() {
        Turns.Samples slow = new Turns.Samples(new double[] {3, 30, 5}, 0);
        Turns.Samples quick = new Turns.Samples(new double[] {2, 28, 1}, 0);

        assertThat(slow.longerThan(quick)).isEqualTo(2);
        assertThat(slow.timing()).isEqualTo(new Timing(5, 3, 30));
        assertThat(Timing.of(new double[] {4, 1, 2, 3}).median()).isEqualTo(2.5);
        assertThat(new Timing(2, 1, 3).gigaflops(4e9)).isCloseTo(2000, within(1e-9));
    }

    @Test
    void timeLeftIsScaledByHowItWent() {
        AtomicLong now = new AtomicLong();
        List<BenchProgress> told = new ArrayList<>();
        java.util.Map<String, Double> stages = new java.util.LinkedHashMap<>();
        stages.put("steps", 10.0);
        stages.put("products", 5.0);
        TimeLeft time = new TimeLeft(stages, told::add, now::get);

        time.begin("steps");
        assertThat(told.getLast()).isEqualTo(new BenchProgress("steps", 15));
        time.secondsLeft(40); // four times as long as estimated, and so will the rest be
        assertThat(told.getLast()).isEqualTo(new BenchProgress("steps", 60));
        now.set(20_000_000_000L);
        time.begin("products");
        assertThat(told.getLast()).isEqualTo(new BenchProgress("products", 10));
    }
}
