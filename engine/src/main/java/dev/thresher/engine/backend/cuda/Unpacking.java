package dev.thresher.engine.backend.cuda;

import dev.thresher.datasets.Augmentation;
import dev.thresher.datasets.ImageShape;
import dev.thresher.datasets.PackedImages;
import java.nio.ByteBuffer;

/** Makes a batch of images that come as bytes: see {@code augmentation.cu}. */
final class Unpacking {
    private static final String MODULE = "augmentation";
    private static final int ROWS = 8; // of a block, which is 32 wide
    private static final int MOST_BLOCKS = 65_535;
    private static final int WEIGHTS = 4 * Integer.BYTES; // of a line of a scaling

    private final DeviceLauncher device;
    private final Kernel cropped;
    private final Kernel scaled;
    private final Kernel scaling;

    Unpacking(DeviceLauncher device) {
        this.device = device;
        cropped = device.kernel(MODULE, "croppedImages");
        scaled = device.kernel(MODULE, "scaledImages");
        scaling = device.kernel(MODULE, "scalingWeights");
    }

    /** Fills the columns of {@code to} with as many images. */
    void load(PackedImages images, CudaTensor to) {
        ImageShape shape = images.shape();
        CudaShapes.of("a batch of images", to, shape.features(), to.columns());
        int count = to.columns();
        boolean asTheyAre = images.rest() == Augmentation.NONE;
        int partsAt = Float.BYTES * images.values().length;
        int pixelsAt = partsAt + (asTheyAre ? 0 : Integer.BYTES * PackedImages.PART * count);
        int pixels = Math.multiplyExact(count, shape.features());
        Staging place = device.staging((long) pixelsAt + pixels);
        place.numbers().put(0, images.values(), 0, images.values().length);
        ByteBuffer bytes = place.bytes();
        for (int i = 0; partsAt + Integer.BYTES * i < pixelsAt; i++) {
            bytes.putInt(partsAt + Integer.BYTES * i, images.parts()[i]);
        }
        bytes.put(pixelsAt, images.pixels(), 0, pixels);
        long staged = place.send((long) pixelsAt + pixels);
        long parts = asTheyAre ? 0 : staged + partsAt;
        boolean scales = images.rest() == Augmentation.RESIZED_CROP_FLIP;
        long weights = scales ? weights(shape, count, parts) : 0;
        Args args = device.args().int64(staged + pixelsAt).int64(staged).int64(parts).int64(weights).pointer(to).int32(shape.channels())
                .int32(shape.height()).int32(shape.width()).int32(count).int32(to.stride());
        device.launch(scales ? scaled : cropped, to.stride() / CudaTensor.LANES, Math.min(Math.ceilDiv(shape.features(), ROWS), MOST_BLOCKS), 1,
                CudaTensor.LANES, ROWS, 0, args);
    }

    /** The weights of every line of every image: how much of which lines of its part it takes. */
    private long weights(ImageShape shape, int count, long parts) {
        int lines = Math.multiplyExact(count, shape.height() + shape.width());
        long weights = device.scratch((long) WEIGHTS * lines);
        Args args = device.args().int64(parts).int64(weights).int32(count).int32(shape.height()).int32(shape.width());
        device.launch(scaling, Grid.blocks(lines), 1, 1, Grid.BLOCK, 1, 0, args);
        return weights;
    }
}
