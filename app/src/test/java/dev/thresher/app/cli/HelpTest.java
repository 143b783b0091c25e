package dev.thresher.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.app.cli.CliFixture.Result;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"", "train", "eval", "export", "workbench", "open", "datasets", "datasets fetch", "figure", "models", "bench", "doctor", "tour", "generate-completion"})
    void everyCommandExplainsItself(String command) {
        Result result = new CliFixture(folder).run((command + " --help").strip().split(" "));

        assertThat(result.exit()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).contains("Usage: thresher").doesNotContain("${").doesNotContain("null");
    }

    @Test
    void trainNamesEveryOptionOfTheContractWithItsDefault() {
        assertThat(new CliFixture(folder).run("train", "--help").out()).contains("--dataset", "--data=DIR", "--method=dst|dense",
                "--alpha", "(5e-4 for lenet-300-100)", "depends on the network", "--threshold=vector|scalar|matrix", "--estimator=long-tailed|straight-through", "--epochs",
                "(20", "--steps", "--batch", "(64 for", "--learning-rate", "(0.01 for", "--momentum", "Default: 0.9",
                "--weight-decay", "--[no-]normalize", "--seed", "--no-shuffle", "--threads", "--backend=simd|ejml", "--device=cpu|cuda|cuda:N|auto", "--precision=fp32|tf32", "--cublas=auto|on|off", "--init=FILE",
                "--save-weights=FILE", "--tensors=FILE", "--out=DIR", "--json", "--model-file=FILE", "--images=DIR", "--augment=none|pad-crop-flip|resized-crop-flip", "--mean=M[,M...]",
                "--std=S[,S...]", "--compute-normalization", "--damaged=skip|fail", "--optimizer, --optimiser=sgd|adam", "--[no-]nesterov",
                "--decay-scope=weights|not-thresholds|all", "--lr-schedule=constant|step|cosine", "--lr-decay=N[,N...]", "--lr-gamma",
                "--warm-up=EPOCHS", "--checkpoint-minutes", "--resume=RUN", "--image-size=N");
    }

    @Test
    void whatIsDoneWithARunNamesItsOptions() {
        assertThat(new CliFixture(folder).run("eval", "--help").out()).contains("--weights=last|best", "--data=DIR", "--threads=N", "--json");
        assertThat(new CliFixture(folder).run("export", "--help").out()).contains("--format=safetensors|npz-csr|onnx", "-o, --out=PATH",
                "--weights=last|best", "--masked", "--fold-batch-norm", "--with-normalization", "--json");
        assertThat(new CliFixture(folder).run("bench", "--help").out()).contains("--model-file=FILE", "--remaining=X[,X...]", "--seconds=X", "--threads=N[,N...]",
                "--chart=FILE", "--by-turns", "--window", "--json");
        assertThat(new CliFixture(folder).run("models", "--help").out()).contains("--model-file=FILE", "--describe", "--dataset=NAME", "--json");
    }

    @Test
    void versionNamesProgramJavaAndSystem() {
        Result result = new CliFixture(folder).run("--version");

        assertThat(result.exit()).isZero();
        assertThat(result.out()).startsWith("Thresher ").contains(Runtime.version().toString(), System.getProperty("os.arch"));
        assertThat(result.out()).as("the build puts the version in").doesNotContain("${");
    }

    @Test
    void completionIsAScriptForTheShell() {
        assertThat(new CliFixture(folder).run("generate-completion").out()).contains("complete").contains("--learning-rate");
    }

    @Test
    void listsModelsAndDataSets() {
        assertThat(new CliFixture(folder).run("models").out()).contains("lenet-300-100", "resnet-50", "wrn-D-K");
        assertThat(new CliFixture(folder).run("datasets").out()).contains("mnist", "fashion-mnist", "synth-digits", "absent");
    }
}
