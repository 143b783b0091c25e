package dev.thresher.engine.backend.cpu;

import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.INIT_NAME;
import static java.lang.constant.ConstantDescs.MTD_void;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.Vector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Writes the code of one {@link TileKernel}: what one would unroll by hand, because the compiler keeps named vectors in registers, and
 * arrays of vectors on the heap. In Java, of a tile of two rows by one vector over packed operands:
 *
 * <pre>{@code
 * FloatVector s00 = FloatVector.fromArray(Lanes.SPECIES, start, from0);
 * FloatVector s10 = FloatVector.fromArray(Lanes.SPECIES, start, from1);
 * for (int run = 3 * t.firstRun; run < 3 * t.endRun; run += 3) {
 *     int ak = t.aAt + t.runs[run] * 2;
 *     int bk = t.bAt + t.runs[run + 1] * 16;
 *     for (int k = 0; k < t.runs[run + 2]; k++) {
 *         FloatVector b0 = FloatVector.fromArray(Lanes.SPECIES, b, bk + k * 16);
 *         s00 = FloatVector.broadcast(Lanes.SPECIES, a[ak + k * 2]).fma(b0, s00);
 *         s10 = FloatVector.broadcast(Lanes.SPECIES, a[ak + k * 2 + 1]).fma(b0, s10);
 *     }
 * }
 * s00.intoArray(c, to0);
 * s10.intoArray(c, to1);
 * }</pre>
 *
 * <p>Distances that are constants make two things possible: the compiler proves before the loop that all of it stays inside the
 * arrays, and puts them into its addresses. So the loop is little else than multiply-adds.
 */
final class TileMaker {
    private static final ClassDesc TILE = ClassDesc.of(Tile.class.getName());
    private static final ClassDesc FLOATS = CD_float.arrayType();
    private static final ClassDesc INTS = CD_int.arrayType();
    private static final ClassDesc VECTOR = ClassDesc.of(FloatVector.class.getName());
    private static final ClassDesc ANY_VECTOR = ClassDesc.of(Vector.class.getName());
    private static final ClassDesc SPECIES = ClassDesc.of(VectorSpecies.class.getName());
    private static final ClassDesc LANES = ClassDesc.of(Lanes.class.getName());
    private static final MethodTypeDesc FROM_ARRAY = MethodTypeDesc.of(VECTOR, SPECIES, FLOATS, CD_int);
    private static final MethodTypeDesc BROADCAST = MethodTypeDesc.of(VECTOR, SPECIES, CD_float);
    private static final MethodTypeDesc FMA = MethodTypeDesc.of(VECTOR, ANY_VECTOR, ANY_VECTOR);
    private static final MethodTypeDesc INTO_ARRAY = MethodTypeDesc.of(CD_void, FLOATS, CD_int);

    private final CodeBuilder code;
    private final TileShape shape;
    private final int tile;
    private final int a;
    private final int b;
    private final int runs;
    private final int k;
    private final int length;
    private final int bk;
    private final int[] ak; // of each row, where they lie apart; else one
    private final int[] multiplied; // the vectors of B
    private final int[][] sums;

    private TileMaker(CodeBuilder code, TileShape shape) {
        this.code = code;
        this.shape = shape;
        tile = code.parameterSlot(0);
        a = local(TypeKind.REFERENCE);
        b = local(TypeKind.REFERENCE);
        runs = local(TypeKind.REFERENCE);
        k = local(TypeKind.INT);
        length = local(TypeKind.INT);
        bk = local(TypeKind.INT);
        ak = new int[shape.a() == TileShape.A.BY_ROW ? shape.rows() : 1];
        for (int i = 0; i < ak.length; i++) {
            ak[i] = local(TypeKind.INT);
        }
        multiplied = new int[shape.vectors()];
        for (int j = 0; j < shape.vectors(); j++) {
            multiplied[j] = local(TypeKind.REFERENCE);
        }
        sums = new int[shape.rows()][shape.vectors()];
        for (int[] row : sums) {
            for (int j = 0; j < row.length; j++) {
                row[j] = local(TypeKind.REFERENCE);
            }
        }
    }

    private int local(TypeKind kind) {
        return code.allocateLocal(kind);
    }

    /** A tile of that shape, in a hidden class of its own. */
    static TileKernel make(TileShape shape) {
        ClassDesc name = ClassDesc.of(TileMaker.class.getPackageName(), shape.name());
        byte[] bytes = ClassFile.of().build(name, type -> type
                .withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SUPER)
                .withInterfaceSymbols(ClassDesc.of(TileKernel.class.getName()))
                .withMethodBody(INIT_NAME, MTD_void, 0, code -> code
                        .aload(0).invokespecial(ConstantDescs.CD_Object, INIT_NAME, MTD_void).return_())
                .withMethodBody("multiply", MethodTypeDesc.of(CD_void, TILE), ClassFile.ACC_PUBLIC,
                        code -> new TileMaker(code, shape).multiply()));
        try {
            MethodHandles.Lookup made = MethodHandles.lookup().defineHiddenClass(bytes, true);
            return (TileKernel) made.lookupClass().getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(shape + " is no class", e);
        }
    }

    private void multiply() {
        field("a", FLOATS).astore(a);
        field("b", FLOATS).astore(b);
        field("runs", INTS).astore(runs);
        each((i, j) -> {
            vector(() -> field("start", FLOATS), () -> {
                place("startAt", "startRow", i);
                field("startVector", CD_int).loadConstant(j).imul().iadd();
            }).astore(sums[i][j]);
        });
        overRuns();
        each((i, j) -> {
            code.aload(sums[i][j]);
            field("c", FLOATS);
            place("cAt", "cRow", i);
            code.loadConstant(j * Lanes.COUNT).iadd().invokevirtual(VECTOR, "intoArray", INTO_ARRAY);
        });
        code.return_();
    }

    private void overRuns() {
        int run = local(TypeKind.INT);
        int end = local(TypeKind.INT);
        Label next = code.newLabel();
        Label done = code.newLabel();
        field("firstRun", CD_int).loadConstant(3).imul().istore(run);
        field("endRun", CD_int).loadConstant(3).imul().istore(end);
        code.labelBinding(next).iload(run).iload(end).if_icmpge(done);
        for (int i = 0; i < ak.length; i++) {
            place("aAt", "aRow", i);
            code.aload(runs).iload(run).iaload();
            aStep();
            code.imul().iadd().istore(ak[i]);
        }
        field("bAt", CD_int).aload(runs).iload(run).loadConstant(1).iadd().iaload();
        bStep();
        code.imul().iadd().istore(bk);
        code.aload(runs).iload(run).loadConstant(2).iadd().iaload().istore(length);
        overRun();
        code.iinc(run, 3).goto_(next).labelBinding(done);
    }

    /** Some k at a time, then those that are left. */
    private void overRun() {
        Label next = code.newLabel();
        Label rest = code.newLabel();
        Label last = code.newLabel();
        Label done = code.newLabel();
        code.loadConstant(0).istore(k);
        if (shape.together() > 1) {
            code.labelBinding(next).iload(k).iload(length).loadConstant(shape.together() - 1).isub().if_icmpge(rest);
            for (int after = 0; after < shape.together(); after++) {
                multiplyAdds(after);
            }
            code.iinc(k, shape.together()).goto_(next);
        }
        code.labelBinding(rest).labelBinding(last).iload(k).iload(length).if_icmpge(done);
        multiplyAdds(0);
        code.iinc(k, 1).goto_(last).labelBinding(done);
    }

    private void multiplyAdds(int after) {
        for (int j = 0; j < shape.vectors(); j++) {
            int vector = j;
            vector(() -> code.aload(b), () -> {
                code.iload(bk).iload(k).loadConstant(after).iadd();
                bStep();
                code.imul().iadd().loadConstant(vector * Lanes.COUNT).iadd();
            }).astore(multiplied[j]);
        }
        int factor = local(TypeKind.REFERENCE);
        for (int i = 0; i < shape.rows(); i++) {
            code.getstatic(LANES, "SPECIES", SPECIES).aload(a);
            code.iload(ak[ak.length == 1 ? 0 : i]).iload(k).loadConstant(after).iadd();
            aStep();
            code.imul().iadd();
            if (ak.length == 1) {
                code.loadConstant(i).iadd();
            }
            code.faload().invokestatic(VECTOR, "broadcast", BROADCAST).astore(factor);
            for (int j = 0; j < shape.vectors(); j++) {
                code.aload(factor).aload(multiplied[j]).aload(sums[i][j]).invokevirtual(VECTOR, "fma", FMA).astore(sums[i][j]);
            }
        }
    }

    private CodeBuilder aStep() {
        return switch (shape.a()) {
            case PACKED -> code.loadConstant(shape.rows());
            case BY_ROW -> code.loadConstant(1);
            case BY_COLUMN -> field("aStep", CD_int);
        };
    }

    private CodeBuilder bStep() {
        return shape.packedB() ? code.loadConstant(shape.vectors() * Lanes.COUNT) : field("bStep", CD_int);
    }

    /** The entry {@code at + i · distance}. */
    private void place(String at, String distance, int i) {
        field(at, CD_int);
        if (i > 0) {
            field(distance, CD_int).loadConstant(i).imul().iadd();
        }
    }

    private CodeBuilder vector(Runnable array, Runnable place) {
        code.getstatic(LANES, "SPECIES", SPECIES);
        array.run();
        place.run();
        return code.invokestatic(VECTOR, "fromArray", FROM_ARRAY);
    }

    private CodeBuilder field(String name, ClassDesc type) {
        return code.aload(tile).getfield(TILE, name, type);
    }

    private interface Entry {
        void at(int row, int vector);
    }

    private void each(Entry entry) {
        for (int i = 0; i < shape.rows(); i++) {
            for (int j = 0; j < shape.vectors(); j++) {
                entry.at(i, j);
            }
        }
    }
}
