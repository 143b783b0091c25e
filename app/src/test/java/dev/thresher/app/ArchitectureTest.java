package dev.thresher.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.thresher.engine.model.Network;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What Maven's module dependencies cannot hold. */
class ArchitectureTest {
    private static JavaClasses house;

    @BeforeAll
    static void read() {
        house = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("dev.thresher");
    }

    @Test
    void engineAndDataSetsKnowNoFace() {
        noClasses().that().resideInAnyPackage("dev.thresher.engine..", "dev.thresher.datasets..")
                .should().dependOnClassesThat().resideInAnyPackage("javafx..", "picocli..", "java.awt", "java.awt.event..", "javax.swing..", "dev.thresher.app..")
                .because("one engine serves the window, the command line and whatever comes next")
                .check(house);
    }

    @Test
    void engineAndDataSetsDoNotPrint() {
        noClasses().that().resideInAnyPackage("dev.thresher.engine..", "dev.thresher.datasets..")
                .should(ACCESS_STANDARD_STREAMS)
                .because("standard output belongs to the command line, whose last line is a contract; the engine tells through its logs")
                .check(house);
    }

    @Test
    void dataSetsDoNotKnowTheEngine() {
        noClasses().that().resideInAPackage("dev.thresher.datasets..")
                .should().dependOnClassesThat().resideInAPackage("dev.thresher.engine..")
                .because("a reader of files serves any engine, and dependencies run one way: app, engine, datasets")
                .check(house);
    }

    @Test
    void chartsAndSheetsAreFreeOfJavaFx() {
        noClasses().that().resideInAnyPackage("dev.thresher.app.chart..", "dev.thresher.app.masks..", "dev.thresher.app.compare..", "dev.thresher.app.figure..")
                .should().dependOnClassesThat().resideInAnyPackage("javafx..", "dev.thresher.app.chartview..", "dev.thresher.app.window..")
                .because("the same charts and sheets are drawn on a machine without a display, by the command line")
                .check(house);
    }

    @Test
    void oneDoorLeadsFromTheCommandLineIntoTheWindow() {
        noClasses().that().resideInAPackage("dev.thresher.app.cli..")
                .and().haveNameNotMatching(".*\\.(WorkbenchWindows|StartReport)(\\$.*)?")
                .should().dependOnClassesThat().resideInAnyPackage("dev.thresher.app.window..", "dev.thresher.app.chartview..", "javafx..")
                .because("a command in the terminal must run, and start fast, where JavaFX cannot be loaded")
                .check(house);
    }

    @Test
    void theWindowDoesNotKnowTheCommandLine() {
        noClasses().that().resideInAnyPackage("dev.thresher.app.window..", "dev.thresher.app.chartview..", "dev.thresher.app.chart..")
                .should().dependOnClassesThat().resideInAnyPackage("dev.thresher.app.cli..", "picocli..", "me.tongfei..")
                .because("the window opens without the classes of the command line, which halves the time of its start")
                .check(house);
    }

    @Test
    void viewModelsTouchNoControls() {
        noClasses().that().haveSimpleNameEndingWith("ViewModel").or().resideInAPackage("dev.thresher.app.window.experiment..")
                .should().dependOnClassesThat().resideInAnyPackage("javafx.scene..", "javafx.stage..", "javafx.fxml..")
                .because("view models own state and validation, and are tested without a window")
                .check(house);
    }

    @Test
    void controllersDoNoMathematics() {
        noClasses().that().haveSimpleNameEndingWith("Controller")
                .should().dependOnClassesThat().resideInAnyPackage("dev.thresher.engine.backend..", "dev.thresher.engine.layer..",
                        "dev.thresher.engine.mask..",
                        "dev.thresher.engine.optimiser..", "org.ejml..")
                .orShould().dependOnClassesThat().areAssignableTo(Network.class)
                .because("controllers stay thin: they bind a view to its view model")
                .check(house);
    }

    @Test
    void controllersAreWhereFxmlIs() {
        classes().that().haveSimpleNameEndingWith("Controller")
                .should().resideInAnyPackage("dev.thresher.app.window..", "dev.thresher.app.chartview..")
                .because("a view lives in the window's rooms")
                .check(house);
    }

    @Test
    void noRoomsGoInCircles() {
        slices().matching("dev.thresher.app.(*)..").should().beFreeOfCycles()
                .because("what goes in circles cannot be read, tested or replaced in parts")
                .check(house);
    }
}
