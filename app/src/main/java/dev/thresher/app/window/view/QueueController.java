package dev.thresher.app.window.view;

import dev.thresher.app.window.WorkbenchViewModel;
import dev.thresher.app.window.compare.SweepViewModel;
import dev.thresher.app.window.queue.QueueState;
import dev.thresher.app.window.queue.QueueViewModel;
import dev.thresher.app.window.queue.QueuedRun;
import java.util.stream.IntStream;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.value.ObservableValue;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import org.kordamp.ikonli.javafx.FontIcon;

/** The panel in which runs for a comparison are planned, and the queue that trains them. */
public final class QueueController {
    private final WorkbenchViewModel workbench;
    private final SweepViewModel sweep;
    private final QueueViewModel queue;

    @FXML private Label base;
    @FXML private TextField alphas;
    @FXML private Label alphaProblem;
    @FXML private TextField from;
    @FXML private TextField to;
    @FXML private TextField count;
    @FXML private Button spread;
    @FXML private Label spreadProblem;
    @FXML private TextField seeds;
    @FXML private Label seedProblem;
    @FXML private CheckBox dst;
    @FXML private CheckBox dense;
    @FXML private ComboBox<Number> atOnce;
    @FXML private Label shares;
    @FXML private Button enqueue;
    @FXML private Label plan;
    @FXML private Label both;
    @FXML private Label queueHeading;
    @FXML private Button hold;
    @FXML private Label heldWords;
    @FXML private Button clearEnded;
    @FXML private ListView<QueuedRun> list;

    QueueController(WorkbenchViewModel workbench, SweepViewModel sweep, QueueViewModel queue) {
        this.workbench = workbench;
        this.sweep = sweep;
        this.queue = queue;
    }

    @FXML
    private void initialize() {
        base.textProperty().bind(Bindings.concat("The experiment of the Train page, ", sweep.base(), ", with each of these:"));
        alphas.textProperty().bindBidirectional(sweep.alphas());
        from.textProperty().bindBidirectional(sweep.from());
        to.textProperty().bindBidirectional(sweep.to());
        count.textProperty().bindBidirectional(sweep.count());
        seeds.textProperty().bindBidirectional(sweep.seeds());
        dst.selectedProperty().bindBidirectional(sweep.dst());
        dense.selectedProperty().bindBidirectional(sweep.dense());
        say(alphaProblem, sweep.alphaProblem());
        say(spreadProblem, sweep.spreadProblem());
        say(seedProblem, sweep.seedProblem());
        alphas.disableProperty().bind(sweep.dst().not());
        for (TextField field : new TextField[] {from, to, count}) {
            field.disableProperty().bind(sweep.dst().not());
            field.setOnAction(_ -> sweep.spread());
        }
        spread.disableProperty().bind(sweep.dst().not());
        plan.textProperty().bind(Bindings.createStringBinding(() -> sweep.problem().get().isEmpty() ? sweep.plan().get()
                // what stands under its field need not be said twice
                : sweep.alphaProblem().get().isEmpty() && sweep.seedProblem().get().isEmpty() ? sweep.problem().get() : "",
                sweep.plan(), sweep.problem(), sweep.alphaProblem(), sweep.seedProblem()));
        enqueue.disableProperty().bind(sweep.problem().isNotEmpty());
        enqueue.setTooltip(SettingRow.tip("Train them one after the other, each in a folder of its own among the runs; what was finished before is not run again"));
        spread.setTooltip(SettingRow.tip("Write so many α, evenly spread on a log scale, into the list above"));
        clearEnded.setTooltip(SettingRow.tip("Take what has ended off this list; the runs stay in their folders"));
        share();
        BooleanBinding busy = Bindings.createBooleanBinding(() -> workbench.run().live() && queue.live(), workbench.run().phase(), queue.items());
        Shown.when(both, busy);
        queueHeading.textProperty().bind(Bindings.createStringBinding(this::heading, queue.items()));
        clearEnded.disableProperty().bind(Bindings.createBooleanBinding(() -> queue.items().stream().noneMatch(item ->
                item.state().get() != QueueState.WAITING && !item.state().get().live()), queue.items()));
        hold();
        list.setItems(queue.items());
        list.setCellFactory(_ -> new QueuedRunCell(queue));
        Label none = new Label("Nothing is queued.");
        none.getStyleClass().add("quiet");
        list.setPlaceholder(none);
    }

    private void hold() {
        hold.textProperty().bind(Bindings.when(queue.held()).then("Go on").otherwise("Hold"));
        hold.setGraphic(new FontIcon());
        queue.held().subscribe(on -> {
            ((FontIcon) hold.getGraphic()).setIconLiteral(on ? "fth-play" : "fth-pause");
            hold.setTooltip(SettingRow.tip(on ? "Train what waits" : "Begin no other run for now; those under way go on"));
        });
        BooleanBinding idle = Bindings.createBooleanBinding(() -> queue.count(QueueState.WAITING) == 0, queue.items());
        hold.disableProperty().bind(idle.and(queue.held().not()));
        Shown.when(heldWords, queue.held());
    }

    @FXML
    private void toggleHold() {
        queue.held().set(!queue.held().get());
    }

    private void share() {
        atOnce.getItems().setAll(IntStream.rangeClosed(1, 8).boxed().toArray(Integer[]::new));
        atOnce.valueProperty().bindBidirectional(queue.atOnce());
        shares.textProperty().bind(Bindings.createStringBinding(() -> {
            int each = Math.max(1, workbench.experiment().experiment().execution().threads() / Math.max(1, queue.atOnce().get()));
            return each == 1 ? "1 thread each" : each + " threads each";
        }, queue.atOnce(), sweep.base(), workbench.experiment().run.threads.value()));
    }

    private static void say(Label label, ObservableValue<String> problem) {
        label.textProperty().bind(problem);
        Shown.when(label, problem.map(text -> !text.isEmpty()));
    }

    private String heading() {
        int training = queue.count(QueueState.TRAINING) + queue.count(QueueState.LOADING) + queue.count(QueueState.STOPPING);
        int waiting = queue.count(QueueState.WAITING);
        return training + waiting == 0 ? "Queue" : "Queue: " + (training == 0 ? "" : training + " in training, ") + waiting + " waiting";
    }

    @FXML
    private void spread() {
        sweep.spread();
    }

    @FXML
    private void enqueue() {
        if (sweep.enqueue() == 0) {
            workbench.notice().set("All of these runs are in the queue already.");
        }
    }

    @FXML
    private void clearEnded() {
        queue.clearEnded();
    }
}
