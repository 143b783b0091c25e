package dev.thresher.app.window.view;

import dev.thresher.app.window.Page;
import dev.thresher.app.window.WorkbenchViewModel;
import javafx.fxml.FXML;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/** The rail on the left: a button for each page. */
public final class RailController {
    private final WorkbenchViewModel workbench;
    private final ToggleGroup group = new ToggleGroup();

    @FXML private VBox rail;

    RailController(WorkbenchViewModel workbench) {
        this.workbench = workbench;
    }

    @FXML
    private void initialize() {
        for (Page page : Page.values()) {
            rail.getChildren().add(button(page));
        }
        workbench.page().subscribe(page -> group.selectToggle(group.getToggles().get(page.ordinal())));
    }

    private ToggleButton button(Page page) {
        ToggleButton button = new ToggleButton(page.title(), new FontIcon(page.icon()));
        button.setId("page-" + page.name().toLowerCase(java.util.Locale.ROOT));
        button.getStyleClass().add("rail-button");
        button.setContentDisplay(ContentDisplay.TOP);
        button.setMaxWidth(Double.MAX_VALUE);
        button.setToggleGroup(group);
        button.setTooltip(SettingRow.tip(page.purpose() + " (" + Shortcut.of(page).getDisplayText() + ")"));
        button.setOnAction(_ -> {
            button.setSelected(true); // a click on the page that is shown leaves it
            workbench.page().set(page);
        });
        return button;
    }
}
