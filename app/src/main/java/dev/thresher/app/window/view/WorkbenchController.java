package dev.thresher.app.window.view;

import dev.thresher.app.window.WorkbenchViewModel;
import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.input.DragEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;

/** What concerns the window as a whole: the notice, and run folders dropped on it. */
public final class WorkbenchController {
    private static final PseudoClass DROP = PseudoClass.getPseudoClass("drop");

    private final WorkbenchViewModel workbench;

    @FXML private BorderPane root;
    @FXML private HBox noticeBar;
    @FXML private Label notice;

    public WorkbenchController(WorkbenchViewModel workbench) {
        this.workbench = workbench;
    }

    @FXML
    private void initialize() {
        notice.textProperty().bind(workbench.notice());
        Shown.when(noticeBar, workbench.notice().isNotEmpty());
        root.setOnDragOver(this::over);
        root.setOnDragExited(_ -> root.pseudoClassStateChanged(DROP, false));
        root.setOnDragDropped(this::drop);
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
