package dev.thresher.engine.export;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** A graph of ONNX being put together: nodes in the order of their computation, and tensors that they take. */
final class OnnxGraph {
    /** The name of the first dimension, the number of examples, which is free. */
    private static final String EXAMPLES = "N";

    private final GraphProto.Builder graph = GraphProto.newBuilder();

    GraphProto build(String name) {
        return graph.setName(name).build();
    }

    /** Adds what the graph is given: float32, N examples of {@code sides}. */
    void input(String name, String description, int... sides) {
        graph.addInput(value(name, description, sides));
    }

    /** Adds what the graph gives: float32, N examples of {@code sides}. */
    void output(String name, String description, int... sides) {
        graph.addOutput(value(name, description, sides));
    }

    private static ValueInfoProto value(String name, String description, int... sides) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        shape.addDimBuilder().setDimParam(EXAMPLES);
        for (int side : sides) {
            shape.addDimBuilder().setDimValue(side);
        }
        TypeProto.Tensor.Builder tensor = TypeProto.Tensor.newBuilder().setElemType(TensorProto.DataType.FLOAT.getNumber()).setShape(shape);
        return ValueInfoProto.newBuilder().setName(name).setDocString(description).setType(TypeProto.newBuilder().setTensorType(tensor)).build();
    }

    /** Adds a node with one output. @return the name of that */
    String node(String operator, String name, List<String> inputs, String output, AttributeProto... attributes) {
        graph.addNode(NodeProto.newBuilder().setOpType(operator).setName(name).addAllInput(inputs).addOutput(output)
                .addAllAttribute(List.of(attributes)));
        return output;
    }

    /** Adds a tensor of float32, row-major. @return its name */
    String tensor(String name, float[] values, int... sides) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES)).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return tensor(name, TensorProto.DataType.FLOAT, UnsafeByteOperations.unsafeWrap(bytes), sides);
    }

    /** Adds a list of one axis. @return its name */
    String axis(String name, long axis) {
        return tensor(name, TensorProto.DataType.INT64, whole(axis), 1);
    }

    /** Adds a single whole number. @return its name */
    String index(String name, long index) {
        return tensor(name, TensorProto.DataType.INT64, whole(index));
    }

    private static ByteString whole(long value) {
        return ByteString.copyFrom(ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(value).flip());
    }

    private String tensor(String name, TensorProto.DataType type, ByteString bytes, int... sides) {
        TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(type.getNumber()).setRawData(bytes);
        for (int side : sides) {
            tensor.addDims(side);
        }
        graph.addInitializer(tensor);
        return name;
    }

    static AttributeProto attribute(String name, long value) {
        return AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INT).setI(value).build();
    }

    static AttributeProto attribute(String name, float value) {
        return AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.FLOAT).setF(value).build();
    }

    static AttributeProto attribute(String name, long... values) {
        AttributeProto.Builder attribute = AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
        for (long value : values) {
            attribute.addInts(value);
        }
        return attribute.build();
    }
}
