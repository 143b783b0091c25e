package dev.thresher.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.thresher.app.cli.CliFixture.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelsCommandTest {
    @TempDir
    Path folder;
    private CliFixture cli;

    @BeforeEach
    void prepare() {
        cli = new CliFixture(folder);
    }

    @Test
    void listsEachWithItsDataSet() throws IOException {
        JsonNode json = json("models", "--json");

        assertThat(json).hasSizeGreaterThan(10).allSatisfy(each -> {
            assertThat(each.fieldNames()).toIterable().containsExactly("name", "description", "dataset");
            assertThat(cli.run("models").out()).containsPattern(each.get("name").asText() + " +" + each.get("dataset").asText());
        });
        assertThat(json.findValuesAsText("name")).contains("lenet-300-100", "lenet-5-caffe", "lstm-a", "vgg-16", "wrn-16-8", "resnet-50");
    }

    /** Thresholds are not among them. */
    @ParameterizedTest
    @CsvSource({"lenet-300-100, 1×28×28, 10, 266610, 266200", "resnet-50, 3×224×224, 1000, 25557032, 25502912",
        "wrn-40-2, 3×32×32, 10, 2243546, 2238128"})
    void countsParameters(String name, String input, int classes, long parameters, long masked) throws IOException {
        JsonNode json = json("models", name, "--json");

        assertThat(json.fieldNames()).toIterable().containsExactly("name", "input", "classes", "layers", "parameters", "masked_parameters",
                "multiply_adds");
        assertThat(json.get("name").asText()).isEqualTo(name);
        assertThat(json.get("input").asText()).isEqualTo(input);
        assertThat(json.get("classes").asInt()).isEqualTo(classes);
        assertThat(json.get("parameters").asLong()).isEqualTo(parameters);
        assertThat(json.get("masked_parameters").asLong()).isEqualTo(masked);
        assertThat(json.get("layers")).allSatisfy(layer -> assertThat(layer.fieldNames()).toIterable()
                .containsExactly("name", "type", "output", "parameters", "masked_parameters", "multiply_adds"));
        for (String sum : List.of("parameters", "masked_parameters", "multiply_adds")) {
            assertThat(json.get("layers").findValues(sum).stream().mapToLong(JsonNode::asLong).sum()).isEqualTo(json.get(sum).asLong());
        }
    }

    @Test
    void showsPeopleARowALayerAndTheSum() {
        Result result = cli.run("models", "lenet-300-100");

        assertThat(result.err()).isEmpty();
        assertThat(result.out()).startsWith("lenet-300-100 on images of 1×28×28, 10 classes").contains("parameters", "masked", "multiply-adds")
                .containsPattern("fc1 +linear +300 +235,500 +235,200 +235,200").containsPattern("all +266,610 +266,200 +266,200");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lenet-300-100", "lenet-5-caffe", "lstm-a", "vgg-16", "wrn-40-2", "resnet-50"})
    void whatIsDescribedIsTheSameNetworkAgain(String name) throws IOException {
        Result described = cli.run("models", name, "--describe");
        Files.writeString(folder.resolve(name + ".json"), described.out());

        assertThat(cli.run("models", "--model-file", name + ".json", "--describe").out()).isEqualTo(described.out());
        assertThat(json("models", "--model-file", name + ".json", "--json")).isEqualTo(json("models", name, "--json"));
    }

    @Test
    void aDescribedNetworkTrainsBitForBitAsTheBuiltInOne() throws IOException {
        cli.tensors(64);
        Files.writeString(folder.resolve("mine.json"), cli.run("models", "lenet-300-100", "--describe").out());
        assertThat(cli.run("train", "lenet-300-100", "--tensors", "digits.safetensors", "--steps", "2", "--out", "a").exit()).isZero();
        assertThat(cli.run("train", "--model-file", "mine.json", "--tensors", "digits.safetensors", "--steps", "2", "--out", "b").exit()).isZero();

        assertThat(folder.resolve("b/steps.csv")).hasSameTextualContentAs(folder.resolve("a/steps.csv"));
        assertThat(folder.resolve("b/weights-last.safetensors")).hasSameBinaryContentAs(folder.resolve("a/weights-last.safetensors"));
    }

    @Test
    void showsANetworkForAnotherDataSet() throws IOException {
        assertThat(json("models", "vgg-16", "--dataset", "cifar-100", "--json").get("classes").asInt()).isEqualTo(100);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            lenet-5                       | no model 'lenet-5'; known: lenet-300-100
            wrn-41-2                      | no model 'wrn-41-2'
            wrn-40-0                      | no model 'wrn-40-0'
            wrn-9999999999-2              | no model 'wrn-9999999999-2'
            RESNET-50                     | no model 'RESNET-50'
            vgg-16 vgg-19                 | unexpected 'vgg-19'
            vgg-16 --dataset emnist       | unknown data set 'emnist'
            vgg-16 --dataset mnist        | vgg-16
            lstm-a --dataset cifar-10     | lstm-a
            vgg-16 --model-file net.json  | --model-file: the network is also named as vgg-16
            --model-file nowhere.json     | nowhere.json
            --model-file .                | .
            --describe                    | --describe: is for one network
            --dataset mnist               | --dataset: is for one network
            """)
    void refuses(String options, String named) {
        Result result = cli.run(("models " + options).split(" "));

        assertThat(result.errLines()).as("one line of error: " + result.out()).hasSize(1);
        assertThat(result.err()).startsWith("thresher: ").contains(named).doesNotContain("Exception").doesNotContain("defect");
        assertThat(result.exit()).isEqualTo(Cli.USER_ERROR);
        assertThat(result.out()).isEmpty();
    }

    private JsonNode json(String... words) throws IOException {
        Result result = cli.run(words);
        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.out().lines()).hasSize(1);
        return new ObjectMapper().readTree(result.out());
    }
}
