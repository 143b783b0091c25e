package dev.thresher.app.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.app.measure.TourPlan;
import dev.thresher.datasets.catalogue.DataFolders;
import dev.thresher.engine.experiment.Experiment;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.framework.junit5.ApplicationExtension;

@ExtendWith(ApplicationExtension.class)
class TourTest {
    @TempDir
    Path folder;

    @Test
    void everyPageIsPicturedInLightAndDark() throws Exception {
        Experiment experiment = WindowFixture.experiment(WindowFixture.tensors(folder));
        experiment = experiment.withData(experiment.data().withBatch(64));
        Path out = folder.resolve("pictures");
        List<Path> pictures = new Tour(new TourPlan(experiment, 2, 1000, 700), new DataFolders(List.of(folder), folder),
                Files.createDirectory(folder.resolve("work")), out, _ -> { }).run();

        List<String> expected = new ArrayList<>(List.of("train-live-light.png", "train-live-dark.png"));
        for (Page page : Page.values()) {
            String name = page.name().toLowerCase(Locale.ROOT);
            expected.addAll(List.of(name + "-light.png", name + "-dark.png"));
        }
        assertThat(pictures).extracting(path -> path.getFileName().toString()).containsAll(expected);
        for (Path picture : pictures) {
            BufferedImage image = ImageIO.read(picture.toFile());
            assertThat(image.getWidth()).isEqualTo(1000);
            assertThat(colours(image)).as("%s shows something", picture).hasSizeGreaterThan(50);
        }
        assertThat(brightness(out.resolve("train-light.png"))).isGreaterThan(180);
        assertThat(brightness(out.resolve("train-dark.png"))).isLessThan(80);
    }

    private static Set<Integer> colours(BufferedImage image) {
        Set<Integer> colours = new HashSet<>();
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                colours.add(image.getRGB(x, y));
            }
        }
        return colours;
    }

    private static double brightness(Path picture) throws Exception {
        BufferedImage image = ImageIO.read(picture.toFile());
        long sum = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                int rgb = image.getRGB(x, y);
                sum += (rgb >> 16 & 0xFF) + (rgb >> 8 & 0xFF) + (rgb & 0xFF);
            }
        }
        return sum / 3.0 / image.getWidth() / image.getHeight();
    }
}
