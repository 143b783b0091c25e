package dev.thresher.datasets.images;

import dev.thresher.datasets.Augmentation;
import dev.thresher.datasets.Checksum;
import dev.thresher.datasets.Dataset;
import dev.thresher.datasets.Normalisation;
import dev.thresher.datasets.Progress;
import dev.thresher.datasets.UserError;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/**
 * A data set out of pictures in folders: {@code train/CLASS/*.jpg} and {@code val/CLASS/*.jpg} (or {@code validation},
 * or {@code test}), or the classes directly. Files ending in jpg, jpeg or png, in any case, are its pictures; the names
 * of the training folders, sorted, are its classes.
 */
public final class ImageFolderDataset {
    /** Name of the folder of training pictures. */
    public static final String TRAIN = "train";
    /** ImageNet's customary normalisation, which serves for photographs of any kind. */
    public static final Normalisation NORMALISATION =
            new Normalisation(new float[] {0.485f, 0.456f, 0.406f}, new float[] {0.229f, 0.224f, 0.225f});

    private static final List<String> VALIDATION = List.of("val", "validation", "test");
    private static final String NOTE = "there are no pictures for validation (in val/, validation/ or test/): the training pictures serve for it,"
            + " so the accuracy is that of what was learnt by heart";

    private ImageFolderDataset() {
    }

    /** As {@link #read(String, Path, ImageOptions, Progress)}, named after its folder. */
    public static Dataset read(Path folder, ImageOptions options, Progress progress) {
        return read(folder.toAbsolutePath().normalize().getFileName() + "", folder, options, progress);
    }

    /**
     * Looks through the folders. Pictures are opened only when they are gathered.
     *
     * <p>The checksum is SHA-256 over a line {@code NAME SIZE LABEL} and a newline for every picture, in UTF-8: its name
     * relative to {@code folder}, with {@code /}; its size in bytes; its class number. Training pictures come first; both
     * parts are sorted by class and then by file name.
     *
     * @throws UserError where the folder does not exist, has no pictures, or validates classes that are not trained
     */
    public static Dataset read(String name, Path folder, ImageOptions options, Progress progress) {
        if (!Files.isDirectory(folder)) {
            throw new UserError(folder + ": is no folder; name the one that holds train/ and val/, or the classes");
        }
        String train = Files.isDirectory(folder.resolve(TRAIN)) ? TRAIN : "";
        String validation = VALIDATION.stream().filter(part -> Files.isDirectory(folder.resolve(part))).findFirst().orElse("");
        if (train.isEmpty() && !validation.isEmpty()) {
            throw new UserError(folder + ": has " + validation + "/, but no " + TRAIN + "/; put the training pictures there");
        }
        List<String> classes = FolderScan.folders(folder.resolve(train));
        PictureList trained = FolderScan.read(name, folder.resolve(train), classes, true, progress);
        PictureList validated = validation.isEmpty() ? trained : FolderScan.read(name, folder.resolve(validation), classes, false, progress);
        MessageDigest digest = Checksum.digest("SHA-256");
        feed(digest, train, trained);
        if (!validation.isEmpty()) {
            feed(digest, validation, validated);
        }
        DecodingPool pool = new DecodingPool(options.threads());
        return new Dataset(name, classes.size(), new ImageFolderExamples(trained, options, pool, ""),
                new ImageFolderExamples(validated, options, pool, validation.isEmpty() ? NOTE : ""), NORMALISATION,
                Augmentation.RESIZED_CROP_FLIP, "sha256:" + HexFormat.of().formatHex(digest.digest()));
    }

    private static void feed(MessageDigest digest, String part, PictureList pictures) {
        for (int i = 0; i < pictures.count(); i++) {
            String line = pictures.relativeName(part, i) + " " + pictures.sizes()[i] + " " + pictures.labels()[i] + "\n";
            digest.update(line.getBytes(StandardCharsets.UTF_8));
        }
    }
}
