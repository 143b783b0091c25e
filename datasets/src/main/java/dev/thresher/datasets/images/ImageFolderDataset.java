package dev.thresher.datasets.images;

import dev.thresher.datasets.Augmentation;
import dev.thresher.datasets.Dataset;
import dev.thresher.datasets.Normalisation;
import dev.thresher.datasets.Progress;
import dev.thresher.datasets.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A data set of pictures in one folder a class, below {@code train/} and {@code val/} (or {@code validation/}, or {@code test/}), as ImageNet
 * lies; or in class folders directly. Where there are no validation pictures, the training pictures are used for validation too, without
 * variation, and the examples' note says so.
 */
public final class ImageFolderDataset {
    public static final String TRAIN = "train";
    private static final List<String> VALIDATION = List.of("val", "validation", "test");

    /** ImageNet's customary normalisation. */
    public static final Normalisation NORMALISATION = new Normalisation(new float[] {0.485f, 0.456f, 0.406f}, new float[] {0.229f, 0.224f, 0.225f});

    private ImageFolderDataset() {
    }

    /** As {@link #read(String, Path, ImageOptions, Progress)}, called like its folder. */
    public static Dataset read(Path folder, ImageOptions options, Progress progress) {
        Path name = folder.toAbsolutePath().normalize().getFileName();
        return read(name == null ? "pictures" : name.toString(), folder, options, progress);
    }

    /**
     * Looks for the pictures; they are decoded when a batch needs them.
     *
     * @throws UserError where the folder is missing, has fewer than two classes or no pictures, or validation pictures have a class of
     *     their own
     */
    public static Dataset read(String name, Path folder, ImageOptions options, Progress progress) {
        if (!Files.isDirectory(folder)) {
            throw new UserError(folder + ": is no folder; name the folder that holds the pictures, a folder for each class");
        }
        progress.update("looking through " + folder, 0, 0);
        Path trainFolder = Files.isDirectory(folder.resolve(TRAIN)) ? folder.resolve(TRAIN) : folder;
        List<String> classes = PictureFiles.classes(trainFolder);
        if (classes.size() < 2) {
            throw new UserError(trainFolder + ": holds " + (classes.isEmpty() ? "no folder" : "one folder") + ", but pictures lie in one folder a"
                    + " class, of which there are two at least; sort them so");
        }
        PictureFiles train = PictureFiles.of(trainFolder, classes);
        Path validationFolder = trainFolder.equals(folder) ? null
                : VALIDATION.stream().map(folder::resolve).filter(Files::isDirectory).findFirst().orElse(null);
        PictureFiles validation = validationFolder == null ? train : PictureFiles.of(validationFolder, classes);
        String note = validationFolder == null ? folder + " has no val/: the training pictures are used for validation too" : "";
        return new Dataset(name, classes.size(), new PictureExamples(train, options, ""), new PictureExamples(validation, options, note),
                NORMALISATION, Augmentation.RESIZED_CROP_FLIP, PictureFiles.checksum(train, validation));
    }
}
