package dev.thresher.app.window.view;

import dev.thresher.app.window.WorkbenchViewModel;
import dev.thresher.app.window.run.LiveViewModel;
import javafx.beans.binding.Bindings;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;

/** Changes of a run while it trains: α, the learning rate, frozen masks. */
public final class LiveController {
    private static final String ALPHA = "Weigh the sparse loss by this α from the next step on";
    private static final String DECAY = "Train on with a tenth of the learning rate from the next step on; a schedule goes on from there";
    private static final String FREEZE = "Stop pruning: masks stay as the next step makes them, thresholds are not trained, kept weights are. Press again to prune on";

    private final LiveViewModel live;

    @FXML private HBox alphaPart;
    @FXML private TextField liveAlpha;
    @FXML private Button applyAlpha;
    @FXML private HBox ratePart;
    @FXML private Label liveRate;
    @FXML private Button decayNow;
    @FXML private HBox freezePart;
    @FXML private ToggleButton freeze;
    @FXML private Label reason;
    @FXML private Label alphaProblem;

    public LiveController(WorkbenchViewModel workbench) {
        live = workbench.live();
    }

    @FXML
    private void initialize() {
        liveAlpha.textProperty().bindBidirectional(live.alpha());
        liveAlpha.disableProperty().bind(live.maskReason().isNotEmpty());
        applyAlpha.disableProperty().bind(live.maskReason().isNotEmpty());
        liveRate.textProperty().bind(Bindings.when(live.rate().isEmpty()).then("–").otherwise(live.rate()));
        decayNow.disableProperty().bind(live.reason().isNotEmpty());
        freeze.disableProperty().bind(live.maskReason().isNotEmpty());
        live.frozen().subscribe(freeze::setSelected);
        freeze.textProperty().bind(Bindings.when(live.frozen()).then("Masks frozen").otherwise("Freeze masks"));
        reason.textProperty().bind(Bindings.when(live.reason().isNotEmpty()).then(live.reason()).otherwise(live.maskReason()));
        Shown.when(reason, live.maskReason().isNotEmpty());
        alphaProblem.textProperty().bind(Bindings.concat("α: ", live.alphaProblem()));
        Shown.when(alphaProblem, live.alphaProblem().isNotEmpty());
        explain(alphaPart, applyAlpha, live.maskReason(), ALPHA);
        explain(ratePart, decayNow, live.reason(), DECAY);
        explain(freezePart, freeze, live.maskReason(), FREEZE);
        liveAlpha.accessibleHelpProperty().bind(applyAlpha.accessibleHelpProperty());
    }

    /** The tip sits on what is around the control: a disabled one shows none. */
    private static void explain(HBox place, javafx.scene.Node control, javafx.beans.property.ReadOnlyStringProperty reason, String what) {
        Tooltip tip = SettingRow.tip("");
        tip.textProperty().bind(Bindings.when(reason.isEmpty()).then(what).otherwise(Bindings.concat(what, ". ", reason)));
        Tooltip.install(place, tip);
        control.accessibleHelpProperty().bind(tip.textProperty());
    }

    @FXML
    private void applyAlpha() {
        live.applyAlpha();
    }

    @FXML
    private void decayNow() {
        live.decayNow();
    }

    @FXML
    private void freeze() {
        live.freeze(freeze.isSelected());
        freeze.setSelected(live.frozen().get());
    }
}
