package dev.thresher.app.window.view;

import dev.thresher.app.window.Page;
import dev.thresher.app.window.WorkbenchViewModel;
import dev.thresher.app.window.runs.RunRow;
import dev.thresher.app.window.runs.RunTexts;
import dev.thresher.app.window.runs.RunsViewModel;
import dev.thresher.app.window.runs.StateFilter;
import dev.thresher.engine.run.RunNotes;
import dev.thresher.engine.run.RunOverview;
import java.nio.file.Path;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.collections.ListChangeListener;
import javafx.collections.transformation.SortedList;
import javafx.fxml.FXML;
import javafx.scene.TraversalDirection;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** The page of all runs: the table, what is done with the chosen ones, and what is noted of one. */
public final class RunsController {
    private static final KeyCombination FIND = KeyCombination.valueOf("Shortcut+F");

    private final WorkbenchViewModel workbench;
    private final RunsViewModel runs;
    private final Dialogs dialogs;
    private final NetworkDialogs networks;
    /** The one run that is chosen; null for none or several. */
    private final ObjectProperty<RunRow> one = new SimpleObjectProperty<>();

    @FXML private VBox page;
    @FXML private TextField filter;
    @FXML private ComboBox<StateFilter> stateBox;
    @FXML private Label count;
    @FXML private MenuButton columns;
    @FXML private MenuButton folders;
    @FXML private MenuButton trashMenu;
    @FXML private Label problem;
    @FXML private HBox undoBar;
    @FXML private Label undoText;
    @FXML private TableView<RunRow> table;
    @FXML private Button open;
    @FXML private Button compare;
    @FXML private Button repeat;
    @FXML private Button resume;
    @FXML private Button export;
    @FXML private Button copyPath;
    @FXML private Button delete;
    @FXML private VBox details;
    @FXML private TextField path;
    @FXML private Label explanation;
    @FXML private TextField tags;
    @FXML private TextArea note;

    RunsController(WorkbenchViewModel workbench, RunsViewModel runs, Dialogs dialogs, NetworkDialogs networks) {
        this.workbench = workbench;
        this.runs = runs;
        this.dialogs = dialogs;
        this.networks = networks;
    }

    @FXML
    private void initialize() {
        filter.textProperty().bindBidirectional(runs.filter());
        Choices.fill(stateBox, runs.state(), StateFilter::title, StateFilter.values());
        problem.textProperty().bind(runs.problem());
        Shown.when(problem, runs.problem().isNotEmpty());
        undoText.textProperty().bind(runs.trash().notice());
        Shown.when(undoBar, runs.trash().notice().isNotEmpty());
        new RunMenus(runs, dialogs, workbench).fill(folders, trashMenu);
        list();
        commands();
        note();
        workbench.page().subscribe(shown -> {
            if (shown == Page.RUNS) {
                runs.follow();
            } else {
                keepNotes(one.get());
                runs.rest();
            }
        });
    }

    private void list() {
        RunTable.dress(table, columns, workbench.runColumns());
        SortedList<RunRow> sorted = new SortedList<>(runs.shown());
        sorted.comparatorProperty().bind(table.comparatorProperty());
        table.setItems(sorted);
        table.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        table.setPlaceholder(new RunsPlaceholder(runs));
        table.setRowFactory(_ -> {
            TableRow<RunRow> row = new TableRow<>();
            row.setOnMouseClicked(event -> {
                if (event.getClickCount() == 2 && !row.isEmpty()) {
                    open();
                }
            });
            return row;
        });
        table.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ENTER) {
                open();
            } else if (event.getCode() == KeyCode.DELETE) {
                delete();
            }
        });
        page.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (FIND.match(event)) {
                filter.requestFocus();
                event.consume();
            }
        });
        ListChangeListener<RunRow> chosen = _ -> choose();
        table.getSelectionModel().getSelectedItems().addListener(chosen);
        count.textProperty().bind(Bindings.createStringBinding(this::counted, runs.shown(), table.getSelectionModel().getSelectedItems(),
                runs.read()));
    }

    private String counted() {
        int chosen = table.getSelectionModel().getSelectedItems().size();
        int shown = runs.shown().size();
        String listed = shown == runs.count() ? shown + (shown == 1 ? " run" : " runs") : shown + " of " + runs.count() + " runs";
        return !runs.read().get() ? "Reading…" : chosen > 1 ? listed + ", " + chosen + " chosen" : listed;
    }

    private List<RunRow> chosen() {
        return List.copyOf(table.getSelectionModel().getSelectedItems().stream().filter(row -> row != null).toList());
    }

    private void choose() {
        List<RunRow> rows = chosen();
        one.set(rows.size() == 1 ? rows.getFirst() : null);
    }

    private void commands() {
        ObservableValue<RunOverview> at = one.flatMap(RunRow::run); // asked for its value each time: else it would not tell of the next change
        BooleanBinding readable = Bindings.createBooleanBinding(() -> at.getValue() != null && one.get().readable(), at);
        BooleanBinding live = Bindings.createBooleanBinding(() -> workbench.run().live(), workbench.run().phase());
        open.disableProperty().bind(readable.not());
        repeat.disableProperty().bind(readable.not().or(live));
        resume.disableProperty().bind(readable.not().or(live));
        export.disableProperty().bind(readable.not().or(workbench.network().busy()));
        copyPath.disableProperty().bind(Bindings.isEmpty(table.getSelectionModel().getSelectedItems()));
        delete.disableProperty().bind(Bindings.isEmpty(table.getSelectionModel().getSelectedItems()));
        explain(open, "Show the run on the Train page (Enter)");
        compare.disableProperty().bind(Bindings.isEmpty(table.getSelectionModel().getSelectedItems()));
        explain(compare, "Put the chosen runs beside each other on the Compare page");
        explain(repeat, "Train a new run with the same settings, and what was changed while it went on changed at the same steps");
        explain(resume, "Go on with the run from its last checkpoint, in its own folder");
        explain(export, "Write the trained network as ONNX, safetensors or sparse matrices");
        explain(copyPath, "Copy the paths of the chosen run folders");
        explain(delete, "Move the chosen runs into the trash; it can be undone (Delete)");
    }

    private static void explain(Control control, String text) {
        control.setTooltip(SettingRow.tip(text));
    }

    private void note() {
        Shown.when(details, one.isNotNull());
        one.addListener((_, before, now) -> {
            keepNotes(before);
            if (now != null) {
                tags.setText(RunTexts.tags(now.get().notes().tags()));
                note.setText(now.get().notes().note());
            }
        });
        path.textProperty().bind(one.map(row -> row.folder().toString()).orElse(""));
        explanation.textProperty().bind(one.flatMap(RunRow::run).map(RunTexts::explanation).orElse(""));
        tags.focusedProperty().addListener((_, _, focused) -> keepUnless(focused));
        // A note needs no tabs; whoever goes through the page by keys must get out of it.
        note.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.TAB && !event.isShortcutDown()) {
                note.requestFocusTraversal(event.isShiftDown() ? TraversalDirection.PREVIOUS : TraversalDirection.NEXT);
                event.consume();
            }
        });
        note.focusedProperty().addListener((_, _, focused) -> keepUnless(focused));
        tags.setOnAction(_ -> keepNotes(one.get()));
        one.flatMap(RunRow::run).addListener((_, _, run) -> refill(run));
    }

    /** What was written elsewhere is shown, but never over what is being typed. */
    private void refill(RunOverview run) {
        if (run != null && !tags.isFocused() && !note.isFocused()) {
            tags.setText(RunTexts.tags(run.notes().tags()));
            note.setText(run.notes().note());
        }
    }

    private void keepUnless(boolean focused) {
        if (!focused) {
            keepNotes(one.get());
        }
    }

    private void keepNotes(RunRow row) {
        if (row != null && row.get().state() != RunOverview.State.GONE) {
            runs.write(row, new RunNotes(RunNotes.tags(tags.getText()), note.getText().strip()));
        }
    }

    @FXML
    private void open() {
        if (!open.isDisabled()) {
            runs.open(one.get());
        }
    }

    @FXML
    private void compare() {
        runs.compare(chosen());
    }

    @FXML
    private void repeat() {
        runs.repeat(one.get());
    }

    @FXML
    private void resume() {
        runs.resume(one.get());
    }

    @FXML
    private void export() {
        networks.export(one.get().folder());
    }

    @FXML
    private void copyPath() {
        ClipboardContent content = new ClipboardContent();
        content.putString(String.join(System.lineSeparator(), chosen().stream().map(RunRow::folder).map(Path::toString).toList()));
        Clipboard.getSystemClipboard().setContent(content);
        workbench.notice().set(chosen().size() == 1 ? "The path of the run's folder is copied." : "The paths of " + chosen().size() + " run folders are copied.");
    }

    @FXML
    private void delete() {
        if (!delete.isDisabled()) {
            keepNotes(one.get());
            runs.delete(chosen());
        }
    }

    @FXML
    private void undo() {
        runs.trash().undo();
    }

    @FXML
    private void dismissUndo() {
        runs.trash().dismiss();
    }
}
