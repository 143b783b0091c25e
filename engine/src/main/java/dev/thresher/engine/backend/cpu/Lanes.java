package dev.thresher.engine.backend.cpu;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * The vector width of the SIMD kernels: the machine's preferred one, or what {@code -Dthresher.lanes=8} forces, so that
 * narrower machines' code can be tested on a wide one. A constant, because the compiler only turns vector code into
 * instructions where it knows the width. Only where {@link Simd#usable()}.
 */
final class Lanes {
    static final VectorSpecies<Float> SPECIES = choose(Simd.lanesAskedFor());
    static final int COUNT = SPECIES.length();

    private Lanes() {
    }

    /** What this JVM would take by itself. */
    static int preferred() {
        return FloatVector.SPECIES_PREFERRED.length();
    }

    private static VectorSpecies<Float> choose(Integer forced) {
        return forced == null ? FloatVector.SPECIES_PREFERRED
                : VectorSpecies.of(float.class, VectorShape.forBitSize(forced * Float.SIZE));
    }
}
