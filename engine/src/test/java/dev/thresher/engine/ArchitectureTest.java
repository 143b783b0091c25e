package dev.thresher.engine;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.GeneralCodingRules;
import dev.thresher.engine.backend.cpu.SimdBackend;
import dev.thresher.engine.train.Trainer;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The rules of the house that Maven's module dependencies cannot hold. */
class ArchitectureTest {
    private static final String ROOT = "dev.thresher.engine.";
    private static final int JAVA_25 = 69;
    private static JavaClasses engine;
    private static JavaClasses all;

    @BeforeAll
    static void read() {
        ClassFileImporter importer = new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS);
        engine = importer.importPackages("dev.thresher.engine");
        all = importer.importPackages("dev.thresher.engine", "dev.thresher.datasets");
    }

    /** Otherwise every rule below could hold because nothing was read. */
    @Test
    void theClassFilesAreJava25AndAreRead() throws IOException {
        for (Class<?> type : new Class<?>[] {Trainer.class, SimdBackend.class}) {
            try (InputStream in = type.getResourceAsStream(type.getSimpleName() + ".class");
                 DataInputStream data = new DataInputStream(in)) {
                assertThat(data.readInt()).isEqualTo(0xCAFEBABE);
                data.readUnsignedShort(); // minor version
                assertThat(data.readUnsignedShort()).as("class file version of " + type).isEqualTo(JAVA_25);
            }
        }
        assertThat(engine.size()).isGreaterThan(50);
        assertThat(engine.get(Trainer.class).getDirectDependenciesFromSelf()).as("bodies of methods are read")
                .anyMatch(d -> d.getTargetClass().getSimpleName().equals("Machine"));
        assertThat(all).extracting(JavaClass::getPackageName).contains("dev.thresher.datasets.tensors");
    }

    @Test
    void noUserInterface() {
        noClasses().should().dependOnClassesThat().resideInAnyPackage("javafx..", "java.awt", "java.awt.event..", "javax.swing..", "picocli..",
                        "me.tongfei..", "atlantafx..", "org.jfree..", "dev.thresher.app..")
                .because("the window and the command line are two faces over one engine, which knows neither").check(all);
    }

    @Test
    void picturesAreDecodedInOneRoom() {
        noClasses().that().resideOutsideOfPackage("dev.thresher.datasets.images..").should().dependOnClassesThat()
                .resideInAnyPackage("java.awt..", "javax.imageio..")
                .because("of AWT only the decoder of picture files is wanted, and only where picture files are read").check(all);
    }

    @Test
    void noPrinting() {
        GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS
                .because("what the engine has to say stands in its log and its errors, and the faces show it").check(all);
        noClasses().should().callMethod(System.class, "exit", int.class)
                .because("only the program that was started may end it").check(all);
    }

    @Test
    void dataSetsDoNotKnowTraining() {
        noClasses().that().resideInAPackage("dev.thresher.datasets..").should().dependOnClassesThat()
                .resideInAPackage("dev.thresher.engine..")
                .because("data sets are read by whoever wants them, trained on or not").check(all);
    }

    @Test
    void backendsDoNotKnowWhatIsComputedWithThem() {
        noClasses().that().resideInAPackage(ROOT + "backend..").should().dependOnClassesThat()
                .resideInAnyPackage(ROOT + "layer..", ROOT + "mask..", ROOT + "model..", ROOT + "optimiser..",
                        ROOT + "train..", ROOT + "run..")
                .because("layers are written once over the operations of a backend, and a new backend must need nothing else")
                .check(engine);
    }

    @Test
    void layersDoNotKnowHowTheyAreTrained() {
        noClasses().that().resideInAnyPackage(ROOT + "layer..", ROOT + "mask..", ROOT + "model..",
                        ROOT + "optimiser..").should().dependOnClassesThat().resideInAnyPackage(ROOT + "train..", ROOT + "run..")
                .because("a network is used by the trainer, by exports and by tests alike").check(engine);
    }

    @Test
    void layersKnowNoDevice() {
        noClasses().that().resideInAnyPackage(ROOT + "layer..", ROOT + "mask..", ROOT + "model..",
                        ROOT + "optimiser..").should().dependOnClassesThat().resideInAPackage(ROOT + "backend.*..")
                .because("they run on every backend, also on one that does not exist yet").check(engine);
    }

    @Test
    void vectorsStayInTheBackendThatUsesThem() {
        noClasses().that().resideOutsideOfPackage(ROOT + "backend.cpu..").should().dependOnClassesThat()
                .resideInAPackage("jdk.incubator.vector..")
                .because("the Vector API is incubating: what changes in it must be mended in one place").check(all);
        classes().that().haveSimpleName("Elementwise").should().dependOnClassesThat().resideInAPackage("jdk.incubator.vector..")
                .because("the rule above is worth something only while the vectors are seen").check(engine);
    }

    @Test
    void noPackagesGoInCircles() {
        slices().matching(ROOT + "(*)..").should().beFreeOfCycles()
                .because("what goes in circles cannot be read, tested or replaced in parts").check(engine);
    }

    @Test
    void matricesOfEjmlStayInTheirBackend() {
        noClasses().that().resideOutsideOfPackage(ROOT + "backend.cpu..").should().dependOnClassesThat()
                .resideInAPackage("org.ejml..")
                .because("a tensor may lie in a device's memory; only its backend knows its storage").check(all);
    }

    @Test
    void jcudaStaysInItsBackend() {
        noClasses().that().resideOutsideOfPackage(ROOT + "backend.cuda..").should().dependOnClassesThat().resideInAPackage("jcuda..")
                .because("its first class that is touched loads a library, which few machines have").check(all);
    }

    @Test
    void exportsAreNobodysBusiness() {
        noClasses().that().resideOutsideOfPackage(ROOT + "export..").should().dependOnClassesThat()
                .resideInAnyPackage(ROOT + "export..", "ai.onnx..", "com.google.protobuf..")
                .because("a format that others take can come and go without anything that trains").check(all);
    }
}
