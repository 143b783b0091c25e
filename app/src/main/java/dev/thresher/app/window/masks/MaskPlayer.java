package dev.thresher.app.window.masks;

import dev.thresher.app.window.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;

/** Plays the recorded moments one after the other: at the speed that is asked for, or slower where a moment takes longer to be shown. */
public final class MaskPlayer {
    /** Moments a second. */
    public static final List<Integer> SPEEDS = List.of(1, 2, 4, 8, 16);

    private final Ticker ticker;
    private final ObservableValue<MaskScene> scene;
    private final IntConsumer goTo;
    private final BooleanSupplier shown;
    private final ReadOnlyBooleanWrapper playing = new ReadOnlyBooleanWrapper();
    private final ObjectProperty<Integer> speed = new SimpleObjectProperty<>(4);

    /**
     * @param ticker its own
     * @param goTo asks for a moment
     * @param shown whether what was asked for is shown
     */
    MaskPlayer(Ticker ticker, ObservableValue<MaskScene> scene, IntConsumer goTo, BooleanSupplier shown) {
        this.ticker = ticker;
        this.scene = scene;
        this.goTo = goTo;
        this.shown = shown;
        speed.addListener((_, _, _) -> {
            if (playing.get()) {
                play();
            }
        });
    }

    public ReadOnlyBooleanProperty playing() {
        return playing.getReadOnlyProperty();
    }

    /** One of {@link #SPEEDS}. */
    public ObjectProperty<Integer> speed() {
        return speed;
    }

    /** Moves through the moments; from the first where the last is shown. */
    public void play() {
        MaskScene now = scene.getValue();
        if (now == null || now.history().size() < 2) {
            return;
        }
        if (!playing.get() && last(now.moment())) {
            goTo.accept(0);
        }
        playing.set(true);
        ticker.start(Duration.ofMillis(1000 / speed.get()), this::next);
    }

    public void pause() {
        if (playing.get()) {
            playing.set(false);
            ticker.stop();
        }
    }

    private boolean last(int moment) {
        return moment >= scene.getValue().history().size() - 1;
    }

    private void next() {
        if (!shown.getAsBoolean()) {
            return; // rather slower than leaving moments out
        }
        if (scene.getValue() == null || last(scene.getValue().moment())) {
            pause();
            return;
        }
        int moment = scene.getValue().moment() + 1;
        goTo.accept(moment);
        if (last(moment)) {
            pause();
        }
    }
}
