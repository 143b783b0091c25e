package dev.thresher.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.app.cli.CliFixture.Result;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever the user gets wrong is answered by one line, exit code 2, and no trace on the disk. */
class BadInputTest {
    @TempDir
    Path temporary;
    private Path folder;
    private CliFixture cli;

    @BeforeEach
    void prepare() throws IOException {
        // A folder deeper, so that no ../shared of this machine is found from it.
        folder = Files.createDirectory(temporary.resolve("work"));
        cli = new CliFixture(folder);
        cli.tensors(20);
        Files.writeString(folder.resolve("file"), "in the way");
        Files.createDirectories(folder.resolve("full/of"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            --alpha -1                          | --alpha: -1.0
            --alpha=-1                          | --alpha: -1.0
            --alpha NaN                         | --alpha: NaN
            --alpha much                        | 'much' is not a number
            --steps 1e3                         | '--steps': '1e3' is not a whole number
            --steps 0                           | --steps: 0
            --epochs 0 --batch -3               | --epochs: 0
            --learning-rate 0                   | --learning-rate: 0
            --momentum 1                        | --momentum: 1.0
            --threads 0                         | --threads: 0
            --method pruning                    | 'pruning' is none of dst, dense
            --threshold row                     | 'row' is none of scalar, vector, matrix
            --estimator sigmoid                 | 'sigmoid' is none of long-tailed, straight-through
            --backend cuda                      | 'cuda' is none of simd, ejml
            --device gpu                        | 'gpu' is none of cpu, cuda, cuda:N, auto
            --precision fp16                    | 'fp16' is none of fp32, tf32
            --cublas yes                        | 'yes' is none of auto, on, off
            --alpha                             | --alpha
            --alhpa 1                           | did you mean --alpha?
            --alph 1                            | did you mean --alpha?
            surplus                             | unexpected 'surplus'
            --dataset mnist                     | --dataset and --tensors: each would say what to train on
            --images full                       | --tensors and --images: each would
            --model-file net.json               | --model-file: the network is also named as lenet-300-100
            --augment flip                      | --augment: 'flip' is none of none, pad-crop-flip, resized-crop-flip
            --mean 0.5                          | --std: means are given without standard deviations
            --std 0.5                           | --mean: standard deviations are given without means
            --mean 0.5,0.4 --std 0.5            | --std: 1 for 2 means
            --mean 0.5 --std 0                  | --std: a standard deviation is above 0
            --mean NaN --std 1                  | --mean: a mean is a finite number
            --mean half --std 1                 | 'half' is not a number
            --mean 0.5 --std 1 --no-normalize   | --no-normalize and --mean and --std: each would say how to normalise
            --compute-normalization --mean 1 --std 1 | --compute-normalization and --mean and --std: each would
            --damaged ignore                    | 'ignore' is none of fail, skip
            --optimizer lamb                    | 'lamb' is none of sgd, adam
            --optimiser adam --momentum 0.9     | --momentum: Adam knows no such setting
            --optimizer adam --nesterov         | --nesterov: Adam knows no such setting
            --nesterov --momentum 0             | --nesterov: Nesterov's momentum needs a momentum above 0
            --decay-scope biases                | 'biases' is none of weights, not-thresholds, all
            --weight-decay -1                   | --weight-decay: -1.0
            --lr-schedule linear                | 'linear' is none of constant, step, cosine
            --lr-schedule step                  | --lr-decay: a step schedule needs epochs
            --lr-decay 120,80                   | --lr-decay: 80 is not above 120
            --lr-decay 80,soon                  | 'soon' is not a whole number
            --lr-decay 80 --lr-schedule cosine  | --lr-decay: makes the schedule 'step', and --lr-schedule says 'cosine'
            --lr-gamma 0.5                      | --lr-gamma: a constant schedule knows no such setting
            --lr-decay 80 --lr-gamma 0          | --lr-gamma: 0.0 is not above 0
            --warm-up -1                        | --warm-up: -1.0
            --checkpoint-minutes 0              | --checkpoint-minutes: 0.0
            --init missing.safetensors          | missing.safetensors
            --init digits.safetensors           | fc1.weight
            --init file                         | file
            --out file/run                      | file
            --out file                          | file
            --out full                          | not empty
            --save-weights file/w.safetensors   | file
            --save-weights full                 | is a folder
            """)
    void refusesASetting(String options, String named) {
        refused(named, ("train lenet-300-100 --tensors digits.safetensors " + options).split(" "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            train lenet-5                          | MODEL: no model 'lenet-5'; known: lenet-300-100
            train --model-file missing.json        | missing.json is no file
            train --images missing                 | missing is no folder
            train --images file                    | file is no folder
            train resnet-18 --data .               | --dataset: the network is made for imagenet, which was not found here
            train wrn-16-0                         | MODEL: no model 'wrn-16-0'
            train --tensors missing.safetensors    | missing.safetensors
            train --tensors file                   | file
            train --dataset emnist                 | unknown data set 'emnist'
            train --dataset mnist                  | thresher datasets fetch mnist
            train --dataset mnist --data nowhere   | nowhere
            train --dataset mnist --data file      | file
            workbench --alpha -1                   | --alpha: -1.0
            open nowhere                           | experiment.json
            open full                              | experiment.json
            open                                   | RUN
            bench lenet-5                          | MODEL: no model 'lenet-5'
            bench --threads 0                      | --threads: 0
            tour --out pics --size 12x             | --size: '12x' is not WIDTHxHEIGHT
            tour --out pics --size 100x100         | --size: '100x100' is not WIDTHxHEIGHT with sides of 640 to 4096 pixels
            tour --out pics --epochs 0             | --epochs: 0
            bench --remaining 0.1,2                | --remaining: 2
            bench --remaining 0.005                | --remaining: 0.005
            bench --remaining half                 | 'half'
            bench --seconds 0                      | --seconds: 0
            bench --threads 2,0                    | --threads: 0
            bench --batch 0                        | --batch: 0
            bench --model-file missing.json        | missing.json
            bench --model-file file                | file
            bench lenet-5-caffe --model-file file  | --model-file: the network is also named as lenet-5-caffe
            bench --dataset emnist                 | unknown data set 'emnist'
            bench lenet-300-100 --chart step.gif   | step.gif ends in none of .svg
            bench --chart file/step.svg            | file
            bench --batch 60000 resnet-50          | smaller batch
            doctor --data nowhere                  | nowhere
            datasets fetch emnist                  | unknown data set 'emnist'
            datasets fetch                         | NAME
            datasets --data nowhere                | nowhere
            trian                                  | unexpected 'trian'; did you mean train?
            --colour                               | unknown option '--colour'
            """)
    void refusesACommand(String command, String named) {
        refused(named, command.split(" "));
    }

    @Test
    void refusesATruncatedArchive() throws IOException {
        idx(20, 0);
        Path images = folder.resolve("mnist/train-images-idx3-ubyte.gz");
        byte[] whole = Files.readAllBytes(images);
        Files.write(images, Arrays.copyOf(whole, whole.length / 2));

        refused("train-images-idx3-ubyte.gz", "train", "--dataset", "mnist", "--data", ".");
    }

    @Test
    void refusesLabelsOutOfRange() throws IOException {
        idx(20, 10);

        refused("train-labels-idx1-ubyte.gz", "train", "--dataset", "mnist", "--data", ".");
    }

    @Test
    void refusesMeasurementsOfTheWindowThatCannotBe() {
        refused("--series: is measured in the window; add --window", "bench", "--series", "3");
        refused("--series: 1 is not from 2 to 500", "bench", "--window", "--series", "1");
        refused("--points: 0 is not from 1 to 5000000", "bench", "--window", "--points", "0");
    }

    @Test
    void refusesADamagedRunFolder() throws IOException {
        assertThat(cli.run("train", "--tensors", "digits.safetensors", "--steps", "3", "--out", "run", "--quiet").exit()).isZero();
        Path steps = folder.resolve("run/steps.csv");
        List<String> lines = Files.readAllLines(steps);
        lines.set(2, "2,1,garbage");
        Files.write(steps, lines);
        refused("steps.csv", "open", "run");

        Files.writeString(folder.resolve("run/experiment.json"), "{\"experiment\": {");
        refused("experiment.json", "open", "run");
    }

    private void refused(String named, String... args) {
        List<String> before = cli.inventory();
        Result result = cli.run(args);

        assertThat(result.errLines()).as("one line of error").hasSize(1);
        assertThat(result.err()).startsWith("thresher: ").contains(named).doesNotContain("Exception");
        assertThat(result.exit()).isEqualTo(Cli.USER_ERROR);
        assertThat(result.out()).isEmpty();
        assertThat(cli.inventory()).as("nothing lost, nothing left behind").isEqualTo(before);
    }

    /** A folder {@code mnist} of {@code count} grey images each for training and test, the last training label being {@code last}. */
    private void idx(int count, int last) throws IOException {
        Files.createDirectories(folder.resolve("mnist"));
        for (String part : List.of("train", "t10k")) {
            byte[] pixels = new byte[count * 784];
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = (byte) (i * 7919 >> 3); // hard to compress, so that a half archive holds a part of them
            }
            write(part + "-images-idx3-ubyte.gz", pixels, 0x803, count, 28, 28);
            byte[] labels = new byte[count];
            labels[count - 1] = (byte) last;
            write(part + "-labels-idx1-ubyte.gz", labels, 0x801, count);
        }
    }

    private void write(String name, byte[] content, int... header) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(new GZIPOutputStream(bytes))) {
            for (int number : header) {
                out.writeInt(number);
            }
            out.write(content);
        }
        Files.write(folder.resolve("mnist").resolve(name), bytes.toByteArray());
    }
}
