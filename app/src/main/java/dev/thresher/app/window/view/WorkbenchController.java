package dev.thresher.app.window.view;

import dev.thresher.app.window.Page;
import dev.thresher.app.window.WorkbenchViewModel;
import java.io.File;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.input.DragEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;

/** What concerns the window as a whole: the page shown, the notice, and run folders dropped on it. */
public final class WorkbenchController {
    private static final PseudoClass DROP = PseudoClass.getPseudoClass("drop");

    private final WorkbenchViewModel workbench;
    private final Function<String, Parent> loader;
    private final Map<Page, Parent> loaded = new EnumMap<>(Page.class);

    @FXML private BorderPane root;
    @FXML private StackPane pages;
    @FXML private HBox noticeBar;
    @FXML private Label notice;

    /** @param loader makes the view of an FXML file */
    WorkbenchController(WorkbenchViewModel workbench, Function<String, Parent> loader) {
        this.workbench = workbench;
        this.loader = loader;
    }

    @FXML
    private void initialize() {
        notice.textProperty().bind(workbench.notice());
        Shown.when(noticeBar, workbench.notice().isNotEmpty());
        workbench.page().subscribe(this::show);
        root.setOnDragOver(this::over);
        root.setOnDragExited(_ -> root.pseudoClassStateChanged(DROP, false));
        root.setOnDragDropped(this::drop);
    }

    /** Pages are made when they are first seen: the window opens sooner for it. One that is not seen takes no room in the layout. */
    private void show(Page page) {
        Parent view = loaded.computeIfAbsent(page, one -> loader.apply(one.view()));
        pages.getChildren().setAll(view);
    }

    private void over(DragEvent event) {
        if (folder(event).isPresent()) {
            event.acceptTransferModes(TransferMode.COPY, TransferMode.LINK);
            root.pseudoClassStateChanged(DROP, true);
        }
        event.consume();
    }

    private void drop(DragEvent event) {
        Optional<Path> folder = folder(event);
        folder.ifPresent(workbench::open);
        event.setDropCompleted(folder.isPresent());
        event.consume();
    }

    /** The one folder that is dragged; a file in a run folder stands for its folder. */
    private static Optional<Path> folder(DragEvent event) {
        var files = event.getDragboard().getFiles();
        if (files == null || files.size() != 1) {
            return Optional.empty();
        }
        File file = files.getFirst();
        return Optional.ofNullable(file.isDirectory() ? file : file.getParentFile()).map(File::toPath);
    }

    @FXML
    private void dismissNotice() {
        workbench.notice().set("");
    }
}
