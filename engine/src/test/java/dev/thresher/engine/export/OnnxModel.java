package dev.thresher.engine.export;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.thresher.datasets.ImageShape;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** An exported model, run by an independent implementation and looked into. */
final class OnnxModel {
    private final Path file;
    private final ModelProto proto;

    OnnxModel(Path file) throws IOException {
        this.file = file;
        proto = ModelProto.parseFrom(Files.readAllBytes(file));
    }

    ModelProto proto() {
        return proto;
    }

    /** Logits of ONNX Runtime, {@code [count, classes]}. */
    float[] run(float[] images, ImageShape shape) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        long[] sides = {images.length / shape.features(), shape.channels(), shape.height(), shape.width()};
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            try (OrtSession session = environment.createSession(file.toString(), options);
                 OnnxTensor input = OnnxTensor.createTensor(environment, FloatBuffer.wrap(images), sides);
                 OrtSession.Result result = session.run(Map.of("images", input), java.util.Set.of("logits"))) {
                FloatBuffer logits = ((OnnxTensor) result.get(0)).getFloatBuffer();
                float[] values = new float[logits.remaining()];
                logits.get(values);
                return values;
            }
        }
    }

    List<String> operators() {
        return proto.getGraph().getNodeList().stream().map(NodeProto::getOpType).toList();
    }

    List<String> nodes(String operator) {
        return proto.getGraph().getNodeList().stream().filter(n -> n.getOpType().equals(operator)).map(NodeProto::getName).toList();
    }

    List<String> tensors() {
        return proto.getGraph().getInitializerList().stream().map(TensorProto::getName).toList();
    }

    float[] tensor(String name) {
        TensorProto tensor = proto.getGraph().getInitializerList().stream().filter(t -> t.getName().equals(name)).findFirst().orElseThrow();
        FloatBuffer buffer = tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        return values;
    }

    Map<String, String> metadata() {
        return proto.getMetadataPropsList().stream()
                .collect(Collectors.toMap(StringStringEntryProto::getKey, StringStringEntryProto::getValue));
    }
}
