package dev.thresher.datasets.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.datasets.Augmentation;
import dev.thresher.datasets.Dataset;
import dev.thresher.datasets.ImageShape;
import dev.thresher.datasets.Progress;
import dev.thresher.datasets.UserError;
import dev.thresher.datasets.cifar.CifarFiles;
import dev.thresher.datasets.cifar.CifarForm;
import dev.thresher.datasets.fetch.RemoteDataset;
import dev.thresher.datasets.idx.IdxFiles;
import dev.thresher.datasets.idx.IdxImages;
import dev.thresher.datasets.idx.IdxWriter;
import dev.thresher.datasets.synth.SynthColour;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetCatalogueTest {
    private static final int[] MNIST = {5, 0, 4, 1, 9, 2, 1, 3, 1, 4, 7, 7};
    private static final int[] FASHION = {9, 0, 0, 3, 0, 2, 7, 2, 5, 5, 7, 7};

    @TempDir
    Path root;
    private Path one;
    private Path two;
    private DataFolders folders;

    @BeforeEach
    void folders() throws IOException {
        one = Files.createDirectory(root.resolve("one"));
        two = Files.createDirectory(root.resolve("two"));
        folders = new DataFolders(List.of(one, two), two);
    }

    @Test
    void findsAFolderOfTheName() {
        write(two.resolve("mnist"), MNIST);
        Dataset dataset = load("mnist");
        assertThat(dataset.name()).isEqualTo("mnist");
        assertThat(dataset.classes()).isEqualTo(10);
        assertThat(dataset.shape()).isEqualTo(new ImageShape(1, 28, 28));
        assertThat(dataset.train().count()).isEqualTo(12);
        assertThat(dataset.train().label(4)).isEqualTo(9);
        assertThat(dataset.test().count()).isEqualTo(12);
        assertThat(dataset.normalisation().mean()).containsExactly(0.1307f);
        assertThat(dataset.normalisation().std()).containsExactly(0.3081f);
        assertThat(dataset.checksum()).matches("sha256:[0-9a-f]{64}");
    }

    @Test
    void findsTheFilesThemselvesInEitherSpellingPlainOrGzip() throws IOException {
        write(one, MNIST);
        String checksum = load("mnist").checksum();
        Files.move(one.resolve("train-images-idx3-ubyte"), one.resolve("train-images.idx3-ubyte"));
        Path labels = one.resolve("t10k-labels-idx1-ubyte");
        try (var gzip = new GZIPOutputStream(Files.newOutputStream(one.resolve("t10k-labels-idx1-ubyte.gz")))) {
            Files.copy(labels, gzip);
        }
        Files.delete(labels);
        assertThat(load("mnist").checksum()).isEqualTo(checksum);
    }

    @Test
    void theFirstFolderWins() {
        write(one.resolve("mnist"), MNIST);
        write(two.resolve("mnist"), MNIST);
        DatasetStatus status = status("mnist");
        assertThat(status.folder()).contains(one.resolve("mnist"));
        assertThat(status.present()).isTrue();
        assertThat(status.bytes()).isEqualTo(2 * (16 + 12 * 784 + 8 + 12));
        assertThat(status("fashion-mnist").present()).isFalse();
        assertThat(status("fashion-mnist").bytes()).isZero();
    }

    @Test
    void notFoundTellsWhereItLookedAndHowToGetIt() {
        DataFolders none = new DataFolders(List.of(one, root.resolve("none")), root.resolve("none"));
        assertThatThrownBy(() -> DatasetCatalogue.load("mnist", none, Progress.NONE)).isInstanceOf(UserError.class)
                .hasMessage("data set 'mnist' is not here: looked in " + one + ", " + root.resolve("none")
                        + " (no such folder); get it with: thresher datasets fetch mnist");
    }

    @Test
    void anIncompleteFolderIsNamedWithWhatItLacks() throws IOException {
        write(one.resolve("mnist"), MNIST);
        Files.delete(one.resolve("mnist").resolve("t10k-images-idx3-ubyte"));
        assertThatThrownBy(() -> load("mnist")).isInstanceOf(UserError.class)
                .hasMessageContaining(one + " (mnist/ lacks t10k-images-idx3-ubyte), " + two);
    }

    /** Both have files of the same names: one must never be taken for the other. */
    @Test
    void filesOfAnotherDataSetAreNotTaken() {
        write(one, FASHION);
        assertThatThrownBy(() -> load("mnist")).isInstanceOf(UserError.class)
                .hasMessageContaining(one + " (the files there are fashion-mnist)");
        assertThat(load("fashion-mnist").train().label(0)).isEqualTo(9);
        write(two.resolve("mnist"), MNIST);
        assertThat(load("mnist").train().label(0)).isEqualTo(5);
    }

    /** What is drawn in colour lies in files of CIFAR-10's names. */
    @Test
    void drawnColoursAreNotTakenForCifar() throws IOException {
        for (String file : CifarFiles.needed(CifarForm.CIFAR_10)) {
            Files.write(one.resolve(file), new byte[1 + 3072]);
        }
        Path names = one.resolve("batches.meta.txt");
        Files.write(names, SynthColour.CLASSES);
        assertThatThrownBy(() -> load("cifar-10")).isInstanceOf(UserError.class)
                .hasMessageContaining(one + " (the files there are synth-colour)");
        Files.delete(names);
        assertThat(load("cifar-10").train().count()).isEqualTo(5);
    }

    @Test
    void damagedFilesAreReportedNotSkipped() throws IOException {
        write(one.resolve("mnist"), MNIST);
        Files.write(one.resolve("mnist").resolve("train-labels-idx1-ubyte"), new byte[5]);
        write(two.resolve("mnist"), MNIST);
        assertThatThrownBy(() -> load("mnist")).isInstanceOf(UserError.class).hasMessageContaining("train-labels-idx1-ubyte: byte");
    }

    @Test
    void unknownNamesAreAnsweredWithTheKnownOnes() {
        assertThatThrownBy(() -> load("mnits")).isInstanceOf(UserError.class)
                .hasMessage("unknown data set 'mnits'; known are mnist, fashion-mnist, synth-digits, cifar-10, cifar-100, synth-colour, imagenet");
    }

    @Test
    void theDefaultIsMnistWhereItIsFound() {
        assertThat(DatasetCatalogue.defaultName(folders)).isEqualTo("synth-digits");
        write(two.resolve("mnist"), MNIST);
        assertThat(DatasetCatalogue.defaultName(folders)).isEqualTo("mnist");
    }

    @Test
    void onlyWhatIsFetchedHasAnAddress() {
        assertThat(DatasetCatalogue.remote("mnist")).isSameAs(RemoteDataset.MNIST);
        assertThatThrownBy(() -> DatasetCatalogue.remote("synth-digits")).isInstanceOf(UserError.class).hasMessageContaining("is not fetched");
        assertThatThrownBy(() -> DatasetCatalogue.remote("x")).isInstanceOf(UserError.class).hasMessageContaining("known are");
        for (KnownDataset known : DatasetCatalogue.known()) {
            assertThat(known.classNames()).doesNotHaveDuplicates();
            if (known.layout() instanceof IdxLayout layout) {
                assertThat(known.classes()).isEqualTo(10);
                assertThat(layout.firstLabels()).hasSize(10);
            }
        }
    }

    @Test
    void cifarIsFoundInItsFolderInOneOfItsNameOrAsFiles() throws IOException {
        for (String place : List.of("cifar-100-binary", "cifar-100", "cifar-100/cifar-100-binary", "")) {
            Path folder = Files.createDirectories(two.resolve(place));
            Files.write(folder.resolve("train.bin"), new byte[2 * 3074]);
            assertThatThrownBy(() -> load("cifar-100")).isInstanceOf(UserError.class)
                    .hasMessageContaining(two + " (" + (place.isEmpty() ? "" : place + "/ ") + "lacks test.bin); get it with: thresher datasets fetch cifar-100");
            Files.write(folder.resolve("test.bin"), new byte[3074]);
            assertThat(status("cifar-100").folder()).contains(folder);
            assertThat(status("cifar-100").bytes()).isEqualTo(3 * 3074);
            Dataset dataset = load("cifar-100");
            assertThat(dataset.classes()).isEqualTo(100);
            assertThat(dataset.augmentation()).isEqualTo(Augmentation.PAD_CROP_FLIP);
            assertThat(dataset.normalisation().mean()).containsExactly(0.5071f, 0.4865f, 0.4409f);
            Files.delete(folder.resolve("train.bin"));
            Files.delete(folder.resolve("test.bin"));
        }
        assertThat(DatasetCatalogue.remote("cifar-100")).isSameAs(RemoteDataset.CIFAR_100);
    }

    @Test
    void imagenetIsAFolderOfPicturesThatTheUserPutsThere() throws IOException {
        String remedy = "put them as imagenet/train/CLASS/*.JPEG and imagenet/val/CLASS/*.JPEG into the folder that --data or THRESHER_DATA names";
        assertThatThrownBy(() -> DatasetCatalogue.remote("imagenet")).isInstanceOf(UserError.class)
                .hasMessage("'imagenet' is not fetched: get its pictures from its makers and " + remedy);
        assertThatThrownBy(() -> load("imagenet")).isInstanceOf(UserError.class)
                .message().startsWith("data set 'imagenet' is not here: looked in " + one + ", " + two + "; ").endsWith(remedy);
        assertThat(status("imagenet").present()).isFalse();
        Path picture = Files.createDirectories(one.resolve("imagenet/train/n01440764")).resolve("tench.JPEG");
        Files.write(picture, new byte[9]);
        assertThat(status("imagenet").folder()).contains(one.resolve("imagenet"));
        Dataset dataset = load("imagenet");
        assertThat(dataset.name()).isEqualTo("imagenet");
        assertThat(dataset.classes()).isEqualTo(1);
        assertThat(dataset.shape()).isEqualTo(new ImageShape(3, 224, 224));
    }

    @Test
    void onlyWhatIsDrawnIsGenerated() {
        assertThatThrownBy(() -> DatasetCatalogue.generate("mnist", two, Progress.NONE)).isInstanceOf(UserError.class)
                .hasMessage("'mnist' is not drawn by Thresher; drawn are synth-colour, synth-digits");
    }

    private Dataset load(String name) {
        return DatasetCatalogue.load(name, folders, Progress.NONE);
    }

    private DatasetStatus status(String name) {
        return DatasetCatalogue.status(folders).stream().filter(s -> s.dataset().name().equals(name)).findFirst().orElseThrow();
    }

    private static void write(Path folder, int[] labels) {
        IdxFiles files = IdxFiles.plain(folder);
        IdxImages images = new IdxImages(labels.length, 28, 28, new byte[labels.length * 784]);
        IdxWriter.writeImages(files.trainImages(), images);
        IdxWriter.writeImages(files.testImages(), images);
        IdxWriter.writeLabels(files.trainLabels(), labels);
        IdxWriter.writeLabels(files.testLabels(), labels);
    }
}
