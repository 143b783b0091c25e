package dev.thresher.datasets.tensors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.thresher.datasets.UserError;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Reads one safetensors file and believes nothing that its header says before it is checked against the file's size. */
final class TensorReader {
    /** The reference implementation's limit, far above any real header. */
    private static final long MAXIMUM_HEADER = 100_000_000;
    /** "PK", 3, 4: how a ZIP archive begins. */
    private static final long ZIP = 0x04034B50;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Path file;

    /** A tensor as the header tells of it; offsets count from the begin of the data. */
    private record Claim(String name, DataType type, int[] shape, long begin, long end) {
    }

    TensorReader(Path file) {
        this.file = file;
    }

    TensorFile read(Predicate<String> which) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            if (size < 10) {
                throw broken("has " + size + " bytes, too few for a safetensors file");
            }
            long headerLength = read(channel, 0, 8).getLong();
            if ((headerLength & 0xFFFF_FFFFL) == ZIP) {
                throw new UserError(file + ": is a ZIP archive, as NPZ files and PyTorch's own checkpoints are, and no safetensors file; "
                        + "save the tensors with safetensors.torch.save_file");
            }
            if (headerLength < 2 || headerLength > MAXIMUM_HEADER || headerLength > size - 8) {
                throw broken("byte 0: claims a header of " + Long.toUnsignedString(headerLength) + " bytes in a file of "
                        + size + "; it is truncated or no safetensors file");
            }
            JsonNode header = header(read(channel, 8, (int) headerLength).array());
            long dataBegin = 8 + headerLength;
            List<Claim> claims = claims(header);
            checkPlaces(claims, size - dataBegin);
            SequencedMap<String, TensorFile.Entry> entries = new LinkedHashMap<>();
            for (Claim claim : claims) {
                if (!which.test(claim.name())) {
                    continue;
                }
                byte[] bytes = read(channel, dataBegin + claim.begin(), (int) (claim.end() - claim.begin())).array();
                entries.put(claim.name(), new TensorFile.Entry(claim.type(), claim.shape(), bytes));
            }
            Set<String> present = claims.stream().map(Claim::name).collect(Collectors.toCollection(LinkedHashSet::new));
            return new TensorFile(file, metadata(header), entries, present);
        }
    }

    private ByteBuffer read(FileChannel channel, long position, int count) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                throw new EOFException("it became shorter while it was read");
            }
        }
        return buffer.flip();
    }

    private JsonNode header(byte[] bytes) throws IOException {
        JsonNode header;
        try {
            header = JSON.readTree(bytes);
        } catch (JsonProcessingException e) {
            long at = 8 + (e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getByteOffset()));
            throw broken("byte " + at + ": its header is no valid JSON: " + e.getOriginalMessage().lines().findFirst().orElse(""));
        }
        if (!header.isObject()) {
            throw broken("byte 8: its header is no JSON object");
        }
        return header;
    }

    private Map<String, String> metadata(JsonNode header) {
        JsonNode node = header.path(SafeTensors.METADATA);
        if (!node.isMissingNode() && !node.isObject()) {
            throw broken("its metadata is no JSON object");
        }
        Map<String, String> metadata = new LinkedHashMap<>();
        node.properties().forEach(entry -> {
            if (!entry.getValue().isTextual()) {
                throw broken("metadata '" + entry.getKey() + "' is no text");
            }
            metadata.put(entry.getKey(), entry.getValue().textValue());
        });
        return metadata;
    }

    /** All tensors in the order of their data. */
    private List<Claim> claims(JsonNode header) {
        List<Claim> claims = new ArrayList<>();
        header.properties().forEach(entry -> {
            if (!entry.getKey().equals(SafeTensors.METADATA)) {
                claims.add(claim(entry.getKey(), entry.getValue()));
            }
        });
        claims.sort(Comparator.comparingLong(Claim::begin).thenComparingLong(Claim::end));
        return claims;
    }

    private Claim claim(String name, JsonNode node) {
        DataType type = type(name, node.path("dtype"));
        JsonNode sides = node.path("shape");
        JsonNode offsets = node.path("data_offsets");
        if (!sides.isArray() || !offsets.isArray() || offsets.size() != 2) {
            throw broken("'" + name + "' lacks a shape or its data_offsets");
        }
        int[] shape = new int[sides.size()];
        long count = 1;
        for (int i = 0; i < shape.length; i++) {
            JsonNode side = sides.get(i);
            if (!side.isIntegralNumber() || !side.canConvertToInt() || side.intValue() < 0) {
                throw broken("'" + name + "' has the shape " + sides);
            }
            shape[i] = side.intValue();
            // Sides are below 2^31 and the product so far at most that too, so this cannot overflow.
            count *= shape[i];
            if (count > Integer.MAX_VALUE / type.bytes()) {
                throw broken("'" + name + "' of shape " + sides + " is larger than 2 GiB");
            }
        }
        if (!offsets.get(0).canConvertToLong() || !offsets.get(1).canConvertToLong()
                || !offsets.get(0).isIntegralNumber() || !offsets.get(1).isIntegralNumber()) {
            throw broken("'" + name + "' has the data_offsets " + offsets);
        }
        long begin = offsets.get(0).longValue();
        long end = offsets.get(1).longValue();
        if (begin < 0 || end < begin || end - begin != count * type.bytes()) {
            throw broken("'" + name + "' of type " + type + " and shape " + sides + " takes " + count * type.bytes()
                    + " bytes, but its data_offsets are " + offsets);
        }
        return new Claim(name, type, shape, begin, end);
    }

    private DataType type(String name, JsonNode node) {
        for (DataType type : DataType.values()) {
            if (type.name().equals(node.textValue())) {
                return type;
            }
        }
        throw new UserError(file + ": '" + name + "' has the type " + node + ", which is not read; convert it to F32 or I64");
    }

    /** The tensors must cover the data without hole, overlap or rest. */
    private void checkPlaces(List<Claim> claims, long dataSize) {
        long at = 0;
        for (Claim claim : claims) {
            if (claim.begin() != at) {
                throw broken("'" + claim.name() + "' begins at byte " + claim.begin() + " of the data, "
                        + (claim.begin() < at ? "inside the tensor before it" : "after a hole") + "; expected byte " + at);
            }
            at = claim.end();
            if (at > dataSize) {
                throw broken("'" + claim.name() + "' ends at byte " + at + " of the data, but the file holds " + dataSize
                        + "; it is truncated");
            }
        }
        if (at != dataSize) {
            throw broken("has " + (dataSize - at) + " bytes after its last tensor");
        }
    }

    private UserError broken(String what) {
        return new UserError(file + ": " + what + "; copy or make the file anew");
    }
}
