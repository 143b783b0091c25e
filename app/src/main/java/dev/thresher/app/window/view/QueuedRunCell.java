package dev.thresher.app.window.view;

import dev.thresher.app.window.queue.QueueState;
import dev.thresher.app.window.queue.QueueViewModel;
import dev.thresher.app.window.queue.QueuedRun;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/** A run in the queue: where it stands, how far it is, and what can be done with it. */
final class QueuedRunCell extends ListCell<QueuedRun> {
    private final QueueViewModel queue;
    private final Label label = new Label();
    private final Label state = new Label();
    private final Label detail = new Label();
    private final ProgressBar progress = new ProgressBar(0);
    private final Button up = button("fth-arrow-up", "Train it earlier");
    private final Button down = button("fth-arrow-down", "Train it later");
    private final Button again = button("fth-rotate-cw", "Train it again, from its last checkpoint where it has one");
    private final Button cancel = button("fth-x", "Take it out of the queue");
    private final VBox whole;

    QueuedRunCell(QueueViewModel queue) {
        this.queue = queue;
        label.getStyleClass().add("queue-run-label");
        label.setMinWidth(0);
        state.getStyleClass().add("state");
        state.setMinWidth(Region.USE_PREF_SIZE);
        detail.getStyleClass().add("quiet");
        detail.setWrapText(true);
        detail.setMinHeight(Region.USE_PREF_SIZE);
        progress.setMaxWidth(Double.MAX_VALUE);
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox line = new HBox(label, gap, state, up, down, again, cancel);
        line.getStyleClass().add("queue-run-line");
        whole = new VBox(line, progress, detail);
        whole.getStyleClass().add("queue-run");
        whole.setPrefWidth(0); // as wide as the list, not as its words
        up.setOnAction(_ -> queue.move(getItem(), -1));
        down.setOnAction(_ -> queue.move(getItem(), 1));
        again.setOnAction(_ -> queue.again(getItem()));
        cancel.setOnAction(_ -> queue.cancel(getItem()));
    }

    private static Button button(String icon, String what) {
        Button button = new Button(null, new FontIcon(icon));
        button.getStyleClass().addAll("flat", "small", "button-icon");
        button.setAccessibleText(what);
        button.setTooltip(SettingRow.tip(what));
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.managedProperty().bind(button.visibleProperty());
        return button;
    }

    @Override
    protected void updateItem(QueuedRun item, boolean empty) {
        super.updateItem(item, empty);
        progress.progressProperty().unbind();
        detail.textProperty().unbind();
        setGraphic(empty || item == null ? null : whole);
        if (empty || item == null) {
            return;
        }
        QueueState now = item.state().get();
        label.setText(item.label());
        label.setTooltip(SettingRow.tip(item.folder() == null ? item.label() : item.folder().toString()));
        state.setText(now.title());
        mark("good", now == QueueState.FINISHED || now == QueueState.FOUND);
        mark("busy", now == QueueState.TRAINING || now == QueueState.LOADING);
        mark("waiting", now == QueueState.STOPPING || now == QueueState.STOPPED);
        mark("bad", now == QueueState.FAILED);
        progress.progressProperty().bind(item.progress());
        progress.setVisible(now.live() || now.unfinished());
        progress.setManaged(progress.isVisible());
        detail.textProperty().bind(item.detail());
        detail.visibleProperty().bind(item.detail().isNotEmpty());
        detail.managedProperty().bind(detail.visibleProperty());
        up.setVisible(now == QueueState.WAITING);
        up.setDisable(!queue.canMove(item, -1));
        down.setVisible(now == QueueState.WAITING);
        down.setDisable(!queue.canMove(item, 1));
        again.setVisible(now.unfinished());
        cancel.setDisable(now == QueueState.STOPPING);
        String what = now.live() ? "Stop it; what it did is kept in its folder" : now == QueueState.WAITING ? "Take it out of the queue"
                : "Take it off this list; the run stays in its folder";
        cancel.getTooltip().setText(what);
        cancel.setAccessibleText(what);
    }

    private void mark(String name, boolean on) {
        state.pseudoClassStateChanged(PseudoClass.getPseudoClass(name), on);
    }
}
