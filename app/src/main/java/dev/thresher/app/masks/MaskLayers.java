package dev.thresher.app.masks;

import dev.thresher.app.masks.MaskLayer.Cells;
import dev.thresher.app.masks.MaskLayer.Kind;
import dev.thresher.datasets.ImageShape;
import dev.thresher.datasets.UserError;
import dev.thresher.datasets.catalogue.DatasetCatalogue;
import dev.thresher.datasets.catalogue.KnownDataset;
import dev.thresher.engine.backend.Window;
import dev.thresher.engine.mask.MaskedWeight;
import dev.thresher.engine.mask.PackedMask;
import dev.thresher.engine.model.spec.LayerSpec;
import dev.thresher.engine.model.spec.ModelJson;
import dev.thresher.engine.model.spec.ModelSpec;
import dev.thresher.engine.model.spec.Operation;
import dev.thresher.engine.model.spec.ShapedLayer;
import dev.thresher.engine.model.spec.ShapedModel;
import dev.thresher.engine.run.MaskSnapshot;
import dev.thresher.engine.run.RunFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The masked layers of a run, told from its folder. */
public final class MaskLayers {
    private final ModelSpec spec;
    private final ImageShape images; // null where it is not known
    private final Map<String, ShapedLayer> shaped = new HashMap<>();

    private MaskLayers(ModelSpec spec, ImageShape images) {
        this.spec = spec;
        this.images = images;
    }

    /**
     * The layers that a run's snapshots hold, in the network's order; none where it has no snapshot yet.
     *
     * @param dataset what the run is trained on: tells the images' shape where an older run's folder does not
     * @throws UserError naming the file that cannot be read
     */
    public static List<MaskLayer> of(Path runFolder, String dataset) {
        List<MaskSnapshot.Place> places = MaskSnapshot.in(runFolder);
        if (places.isEmpty()) {
            return List.of();
        }
        MaskSnapshot first = MaskSnapshot.read(places.getFirst().file());
        Path model = runFolder.resolve(RunFolder.MODEL_FILE);
        ModelSpec spec = Files.isRegularFile(model) ? ModelJson.read(model) : null;
        return of(first, spec, spec == null ? null : images(spec, dataset));
    }

    static List<MaskLayer> of(MaskSnapshot snapshot, ModelSpec spec, ImageShape images) {
        MaskLayers layers = new MaskLayers(spec, images);
        if (spec != null && images != null) {
            layers.shape(snapshot);
        }
        List<MaskLayer> all = new ArrayList<>();
        snapshot.masks().forEach((weight, mask) -> all.add(layers.layer(MaskedWeight.Names.ofSaved(weight), mask)));
        return all;
    }

    private static ImageShape images(ModelSpec spec, String dataset) {
        if (spec.input() != null) {
            return new ImageShape(spec.input().get(0), spec.input().get(1), spec.input().get(2));
        }
        return DatasetCatalogue.known().stream().filter(known -> known.name().equals(dataset)).findFirst().map(KnownDataset::shape).orElse(null);
    }

    /** Infers all shapes; where that fails, as for images of another size than assumed, layers are drawn without them. */
    private void shape(MaskSnapshot snapshot) {
        LayerSpec last = spec.layers().getLast();
        PackedMask end = snapshot.masks().get(last.name() + ".weight");
        int outputs = last.operation() instanceof Operation.Linear linear ? linear.outputs() : Operation.CLASSES;
        int classes = outputs != Operation.CLASSES ? outputs : end != null ? end.rows() : 10; // where unmasked, no shape depends on it
        try {
            ShapedModel.of(spec, images, classes).layers().forEach(layer -> shaped.put(layer.name(), layer));
        } catch (UserError _) {
            shaped.clear();
        }
    }

    private MaskLayer layer(MaskedWeight.Names names, PackedMask mask) {
        int rows = mask.rows();
        int columns = mask.columns();
        String gate = names.weight().endsWith(".weight") ? "" : names.layer().substring(names.layer().lastIndexOf('.') + 1);
        LayerSpec layer = spec(gate.isEmpty() ? names.layer() : names.layer().substring(0, names.layer().lastIndexOf('.')));
        boolean takesImages = layer != null && images != null && takesImages(layer);
        if (!gate.isEmpty()) {
            boolean input = gate.charAt(0) == 'x';
            PixelMap.Reach reach = input && takesImages && images.channels() == 1 && images.width() == columns
                    ? new PixelMap.Reach.Rows(images) : null;
            return new MaskLayer(names, input ? Kind.GATE_INPUT : Kind.GATE_RECURRENT, SheetLayout.matrix(rows, columns),
                    new Cells(columns, 1, 1), reach);
        }
        if (layer != null && layer.operation() instanceof Operation.Conv conv) {
            int channels = columns / (conv.kernelHeight() * conv.kernelWidth());
            Window window = takesImages && shaped.containsKey(layer.name()) ? shaped.get(layer.name()).window() : null;
            return new MaskLayer(names, Kind.CONVOLUTION, SheetLayout.convolution(rows, channels, conv.kernelHeight(), conv.kernelWidth()),
                    new Cells(channels, conv.kernelHeight(), conv.kernelWidth()), window == null ? null : new PixelMap.Reach.Slides(window));
        }
        if (takesImages && images.features() == columns && images.plane() > 1) {
            return new MaskLayer(names, Kind.PICTURES, SheetLayout.pictures(rows, images.channels(), images.height(), images.width()),
                    new Cells(images.channels(), images.height(), images.width()), new PixelMap.Reach.Each(images));
        }
        return new MaskLayer(names, Kind.MATRIX, SheetLayout.matrix(rows, columns), new Cells(columns, 1, 1), null);
    }

    private LayerSpec spec(String name) {
        return spec == null ? null : spec.layers().stream().filter(layer -> layer.name().equals(name)).findFirst().orElse(null);
    }

    /** Whether it is given the images as they are, at most flattened: each of its inputs is a pixel. */
    private boolean takesImages(LayerSpec layer) {
        String from = layer.inputs().getFirst();
        while (!from.equals(LayerSpec.IMAGES)) {
            LayerSpec before = spec(from);
            if (before == null || !(before.operation() instanceof Operation.Flatten || before.operation() instanceof Operation.Dropout)) {
                return false;
            }
            from = before.inputs().getFirst();
        }
        return true;
    }
}
