package dev.thresher.app.window.run;

import dev.thresher.app.chart.Numbers;
import dev.thresher.datasets.UserError;
import dev.thresher.engine.experiment.MethodKind;
import java.math.BigDecimal;
import java.math.MathContext;
import javafx.beans.Observable;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** What may be changed of a run while it trains: α, the learning rate, and whether masks are frozen. Each change is an event of the run. */
public final class LiveViewModel {
    private static final double DECAY = 10;
    private static final int DIGITS = 6;

    private final RunViewModel run;
    private final StringProperty alpha = new SimpleStringProperty("");
    private final ReadOnlyStringWrapper alphaProblem = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper reason = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper maskReason = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper rate = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper frozen = new ReadOnlyBooleanWrapper();
    private String alphaShown = ""; // what the field says by itself
    private double rateAsked = Double.NaN;   // until the run has it
    private Boolean freezeAsked;             // likewise

    public LiveViewModel(RunViewModel run) {
        this.run = run;
        run.phase().addListener((_, _, _) -> look());
        run.reading().addListener((Observable _) -> { // also where the numbers are the same: a paused run takes changes, too
            run.reading().get();
            look();
        });
        alpha.addListener((_, _, _) -> alphaProblem.set(""));
        look();
    }

    /** α as typed; follows the run's until something else is typed. */
    public StringProperty alpha() {
        return alpha;
    }

    /** Why the typed α was not taken, one line; empty if nothing is wrong. */
    public ReadOnlyStringProperty alphaProblem() {
        return alphaProblem.getReadOnlyProperty();
    }

    /** Why nothing can be changed now; empty if it can. */
    public ReadOnlyStringProperty reason() {
        return reason.getReadOnlyProperty();
    }

    /** Why α and masks cannot be changed now; empty if they can. */
    public ReadOnlyStringProperty maskReason() {
        return maskReason.getReadOnlyProperty();
    }

    /** The learning rate of the next step; empty without a run. */
    public ReadOnlyStringProperty rate() {
        return rate.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty frozen() {
        return frozen.getReadOnlyProperty();
    }

    private void look() {
        TrainingSession session = run.session();
        String why = session != null ? "" : why();
        reason.set(why);
        boolean dense = session != null && session.log().experiment().method().kind() == MethodKind.DENSE;
        maskReason.set(dense ? "The dense baseline masks nothing" : why);
        if (session == null) {
            rateAsked = Double.NaN;
            freezeAsked = null;
            rate.set("");
            frozen.set(false);
            alphaShown = "";
            alpha.set("");
            return;
        }
        showAlpha(session.alpha());
        if (session.learningRate() == rateAsked) {
            rateAsked = Double.NaN;
        }
        rate.set(Numbers.shortly(session.learningRate(), DIGITS));
        if (freezeAsked != null && session.masksFrozen() == freezeAsked) {
            freezeAsked = null;
        }
        frozen.set(freezeAsked != null ? freezeAsked : session.masksFrozen());
    }

    private String why() {
        return switch (run.phase().get()) {
            case LOADING -> "The run is being made ready";
            case STOPPING -> "The run is stopping";
            case FOLLOWING -> "Another process trains this run";
            default -> "Only while a run trains here";
        };
    }

    private void showAlpha(double now) {
        String text = Numbers.shortly(now, DIGITS);
        if (alpha.get().equals(alphaShown) && !text.equals(alphaShown)) {
            alpha.set(text);
        }
        alphaShown = text;
    }

    /** Asks the run for the typed α from the next step on; what is wrong with it is said in {@link #alphaProblem()}. */
    public void applyAlpha() {
        TrainingSession session = run.session();
        if (session == null || !maskReason.get().isEmpty()) {
            return;
        }
        String typed = alpha.get().strip();
        if (!typed.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?")) {
            alphaProblem.set(typed.isEmpty() ? "a number is needed; try 5e-4" : "'" + typed + "' is no number; try 5e-4");
            return;
        }
        try {
            double value = Double.parseDouble(typed);
            session.changeAlpha(value);
            alphaShown = Numbers.shortly(value, DIGITS);
            alpha.set(alphaShown);
        } catch (UserError e) {
            alphaProblem.set(e.getMessage().replaceFirst("^--alpha: ", ""));
        }
    }

    /** Asks for a tenth of the learning rate from the next step on; a schedule goes on from there. */
    public void decayNow() {
        TrainingSession session = run.session();
        if (session != null) {
            double from = Double.isNaN(rateAsked) ? session.learningRate() : rateAsked;
            rateAsked = new BigDecimal(from / DECAY).round(MathContext.DECIMAL32).doubleValue(); // 0.001 rather than 0.0010000000000000002
            session.changeLearningRate(rateAsked);
        }
    }

    /** Asks to stop pruning, or to go on with it. */
    public void freeze(boolean on) {
        TrainingSession session = run.session();
        if (session != null && maskReason.get().isEmpty() && on != frozen.get()) {
            freezeAsked = on;
            session.freezeMasks(on);
            frozen.set(on);
        }
    }
}
