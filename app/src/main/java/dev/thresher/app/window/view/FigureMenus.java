package dev.thresher.app.window.view;

import dev.thresher.app.figure.FigureFormat;
import dev.thresher.app.figure.Template;
import dev.thresher.app.window.WorkbenchViewModel;
import dev.thresher.app.window.figures.FiguresViewModel;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;

/** The two menus that export figures: the one that is shown, and all that are ticked. */
final class FigureMenus {
    private final WorkbenchViewModel workbench;
    private final FiguresViewModel figures;
    private final Dialogs dialogs;
    private final List<CheckMenuItem> formats = new ArrayList<>();

    FigureMenus(WorkbenchViewModel workbench, Dialogs dialogs) {
        this.workbench = workbench;
        this.figures = workbench.figures();
        this.dialogs = dialogs;
    }

    void fill(MenuButton one, MenuButton chosen) {
        for (FigureFormat format : FigureFormat.values()) {
            CheckMenuItem item = new CheckMenuItem(words(format));
            item.setSelected(format != FigureFormat.PNG);
            item.setId("format-" + format.extension());
            formats.add(item);
        }
        MenuItem go = new MenuItem("Into a folder…");
        go.setId("exportFolder");
        go.setOnAction(_ -> exportChosen());
        chosen.getItems().setAll(formats);
        chosen.getItems().addAll(new SeparatorMenuItem(), go);
        figures.template().subscribe(template -> fit(one, template));
    }

    private void fit(MenuButton one, Template template) {
        one.getItems().setAll(template.formats().stream().map(format -> {
            MenuItem item = new MenuItem(words(format));
            item.setId("as-" + format.extension());
            item.setOnAction(_ -> export(format));
            return item;
        }).toList());
    }

    private static String words(FigureFormat format) {
        return switch (format) {
            case CSV -> "CSV (numbers)";
            case TEX -> "LaTeX (tables)";
            default -> format.name();
        };
    }

    private void export(FigureFormat format) {
        dialogs.chooseNewFile("Export " + figures.template().get().number(), folder(), figures.name().get().strip() + "." + format.extension()).ifPresent(chosen -> {
            workbench.exportFolder().set(chosen.toAbsolutePath().getParent());
            figures.export(chosen, format);
        });
    }

    private void exportChosen() {
        List<FigureFormat> wanted = formats.stream().filter(CheckMenuItem::isSelected).map(item -> FigureFormat.values()[formats.indexOf(item)]).toList();
        dialogs.chooseFolder("A folder for the figures", folder()).ifPresent(chosen -> {
            workbench.exportFolder().set(chosen);
            figures.exportChosen(chosen, wanted);
        });
    }

    private File folder() {
        return workbench.exportFolder().get() == null ? workbench.experiment().runsFolder().toFile() : workbench.exportFolder().get().toFile();
    }
}
