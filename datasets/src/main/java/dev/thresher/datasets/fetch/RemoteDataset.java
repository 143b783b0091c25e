package dev.thresher.datasets.fetch;

import dev.thresher.datasets.cifar.CifarFiles;
import dev.thresher.datasets.cifar.CifarForm;
import dev.thresher.datasets.idx.IdxFiles;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A data set on the web.
 *
 * @param name what the user calls it; its folder has the same name
 * @param mirrors folders that hold all files, each ending in {@code /}; tried in this order
 * @param files its files
 * @param content what is taken out of its one file, which is an archive; empty where the files are used as they are
 */
public record RemoteDataset(String name, List<URI> mirrors, List<RemoteFile> files, Optional<ArchiveContent> content) {
    /** MNIST. Checksums as torchvision has them, and those of the unpacked canonical files. */
    public static final RemoteDataset MNIST = new RemoteDataset("mnist",
            List.of(URI.create("https://ossci-datasets.s3.amazonaws.com/mnist/"),
                    URI.create("https://storage.googleapis.com/cvdf-datasets/mnist/")),
            List.of(file(IdxFiles.TRAIN_IMAGES, 9_912_422, "f68b3c2dcbeaaa9fbdd348bbdeb94873", "6bbc9ace898e44ae57da46a324031adb"),
                    file(IdxFiles.TRAIN_LABELS, 28_881, "d53e105ee54ea40749a09fcbcd1e9432", "a25bea736e30d166cdddb491f175f624"),
                    file(IdxFiles.TEST_IMAGES, 1_648_877, "9fb629c4189551a2d022fa330f9573f3", "2646ac647ad5339dbf082846283269ea"),
                    file(IdxFiles.TEST_LABELS, 4_542, "ec29112dd5afa0611ce80d1b7f02629c", "27ae3e4e09519cfbb04c329615203637")));

    /** Fashion-MNIST. Checksums of the compressed files, as its makers give them. */
    public static final RemoteDataset FASHION_MNIST = new RemoteDataset("fashion-mnist",
            List.of(URI.create("http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/"),
                    URI.create("https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/")),
            List.of(file(IdxFiles.TRAIN_IMAGES, 26_421_880, "8d4fb7e6c68d591d4c3dfef9ec88bf0d"),
                    file(IdxFiles.TRAIN_LABELS, 29_515, "25c81989df183df01b3e8a0aad5dffbe"),
                    file(IdxFiles.TEST_IMAGES, 4_422_102, "bef4ecab320f06d8554ea6380940ec79"),
                    file(IdxFiles.TEST_LABELS, 5_148, "bb300cfdad3c16e7a12a480ee83cd310")));

    /** CIFAR-10 in binary form. Checksum as its makers give it. */
    public static final RemoteDataset CIFAR_10 =
            cifar("cifar-10", CifarForm.CIFAR_10, new RemoteFile("cifar-10-binary.tar.gz", 170_052_171, List.of("c32a1d4ab5d03f1284b67883e8d87530")));

    /** CIFAR-100 in binary form. Checksum as its makers give it. */
    public static final RemoteDataset CIFAR_100 =
            cifar("cifar-100", CifarForm.CIFAR_100, new RemoteFile("cifar-100-binary.tar.gz", 168_513_733, List.of("03b5dce01913d631647c71ecec9e9cb8")));

    private static final Map<String, RemoteDataset> ALL = Stream.of(MNIST, FASHION_MNIST, CIFAR_10, CIFAR_100)
            .collect(Collectors.toMap(RemoteDataset::name, Function.identity()));

    public RemoteDataset {
        mirrors = List.copyOf(mirrors);
        files = List.copyOf(files);
        if (content.isPresent() && files.size() != 1) {
            throw new IllegalArgumentException("an archive is one file, not " + files.size());
        }
    }

    /** A data set whose files are used as they are. */
    public RemoteDataset(String name, List<URI> mirrors, List<RemoteFile> files) {
        this(name, mirrors, files, Optional.empty());
    }

    /** The data set of this name, or null where it is not one that is fetched. */
    public static RemoteDataset named(String name) {
        return ALL.get(name);
    }

    /** Usual size of all files. */
    public long bytes() {
        return files.stream().mapToLong(RemoteFile::bytes).sum();
    }

    private static RemoteDataset cifar(String name, CifarForm form, RemoteFile archive) {
        ArchiveContent content = new ArchiveContent(form.folder(), CifarFiles.needed(form), List.of(form.names()), 400L << 20);
        return new RemoteDataset(name, List.of(URI.create("https://www.cs.toronto.edu/~kriz/")), List.of(archive), Optional.of(content));
    }

    private static RemoteFile file(String name, long bytes, String... md5s) {
        return new RemoteFile(name + ".gz", bytes, List.of(md5s));
    }
}
