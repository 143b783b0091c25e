package dev.thresher.engine.model.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.datasets.ImageShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code docs/model-format.md} shows can be read, fits, and names every type there is. */
class DocumentedExamplesTest {
    private static final Path PAGE = Path.of("../docs/model-format.md");

    @TempDir
    Path temp;

    @Test
    void examplesAreNetworks() throws IOException {
        Matcher example = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(PAGE));
        List<ModelSpec> specs = example.results().map(match -> read(match.group(1))).toList();
        assertThat(specs).extracting(ModelSpec::name).containsExactly("small-vgg", "residual");
        assertThat(specs).allSatisfy(spec -> assertThat(ShapedModel.of(spec, new ImageShape(3, 32, 32), 10).layers()).isNotEmpty());
    }

    private ModelSpec read(String text) {
        try {
            return ModelJson.read(Files.writeString(temp.resolve("example.json"), text));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void everyTypeIsListed() throws IOException {
        String page = Files.readString(PAGE);
        assertThat(LayerType.ids()).allSatisfy(type -> assertThat(page).contains("\n| `" + type + "` | "));
    }
}
