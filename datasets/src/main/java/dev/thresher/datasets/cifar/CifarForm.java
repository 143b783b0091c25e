package dev.thresher.datasets.cifar;

import dev.thresher.datasets.ImageShape;
import java.util.List;

/** The two forms of CIFAR's binary files: a record is one or two label bytes, then 3072 pixel bytes, red, green and blue plane by plane. */
public enum CifarForm {
    /** One label byte. */
    CIFAR_10("cifar-10-batches-bin", List.of("data_batch_1.bin", "data_batch_2.bin", "data_batch_3.bin", "data_batch_4.bin", "data_batch_5.bin"),
            "test_batch.bin", "batches.meta.txt", List.of(10)),
    /** The byte of the coarse label, of twenty, then that of the fine label, which is the one that counts. */
    CIFAR_100("cifar-100-binary", List.of("train.bin"), "test.bin", "fine_label_names.txt", List.of(20, 100));

    /** Shape of every image. */
    public static final ImageShape SHAPE = new ImageShape(3, 32, 32);

    private final String folder;
    private final List<String> train;
    private final String test;
    private final String names;
    private final List<Integer> labels;

    CifarForm(String folder, List<String> train, String test, String names, List<Integer> labels) {
        this.folder = folder;
        this.train = train;
        this.test = test;
        this.names = names;
        this.labels = labels;
    }

    /** The folder in which its makers spread it. */
    public String folder() {
        return folder;
    }

    /** Its training files, in order. */
    public List<String> train() {
        return train;
    }

    /** Its test file. */
    public String test() {
        return test;
    }

    /** The file that names its classes, one a line; training does without it. */
    public String names() {
        return names;
    }

    /** Number of classes. */
    public int classes() {
        return labels.getLast();
    }

    /** How many values each label byte of a record may have; the last byte is the class. */
    List<Integer> labels() {
        return labels;
    }

    int recordBytes() {
        return labels.size() + SHAPE.features();
    }
}
