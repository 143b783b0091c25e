package dev.thresher.datasets.fetch;

import dev.thresher.datasets.idx.IdxFiles;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * A data set on the web.
 *
 * @param name what the user calls it; its folder has the same name
 * @param mirrors folders that hold all files, each ending in {@code /}; tried in this order
 * @param files its files
 * @param unpacked folder inside its only file, an archive, that holds what is wanted; null where the files are wanted as they are
 */
public record RemoteDataset(String name, List<URI> mirrors, List<RemoteFile> files, String unpacked) {
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

    /** CIFAR-10 in its binary form. Checksum of the archive, as its makers give it. */
    public static final RemoteDataset CIFAR_10 = cifar("cifar-10", 170_052_171, "c32a1d4ab5d03f1284b67883e8d87530", "cifar-10-batches-bin");

    /** CIFAR-100 in its binary form. */
    public static final RemoteDataset CIFAR_100 = cifar("cifar-100", 168_513_733, "03b5dce01913d631647c71ecec9e9cb8", "cifar-100-binary");

    private static final Map<String, RemoteDataset> ALL = Map.of(MNIST.name(), MNIST, FASHION_MNIST.name(), FASHION_MNIST,
            CIFAR_10.name(), CIFAR_10, CIFAR_100.name(), CIFAR_100);

    public RemoteDataset {
        mirrors = List.copyOf(mirrors);
        files = List.copyOf(files);
    }

    /** Files that are wanted as they are. */
    public RemoteDataset(String name, List<URI> mirrors, List<RemoteFile> files) {
        this(name, mirrors, files, null);
    }

    private static RemoteDataset cifar(String name, long bytes, String md5, String folder) {
        return new RemoteDataset(name, List.of(URI.create("https://www.cs.toronto.edu/~kriz/")),
                List.of(new RemoteFile(name + "-binary.tar.gz", bytes, List.of(md5))), folder);
    }

    /** The data set of this name, or null where it is not one that is fetched. */
    public static RemoteDataset named(String name) {
        return ALL.get(name);
    }

    /** Usual size of all files. */
    public long bytes() {
        return files.stream().mapToLong(RemoteFile::bytes).sum();
    }

    private static RemoteFile file(String name, long bytes, String... md5s) {
        return new RemoteFile(name + ".gz", bytes, List.of(md5s));
    }
}
