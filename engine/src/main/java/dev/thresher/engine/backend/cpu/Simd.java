package dev.thresher.engine.backend.cpu;

import dev.thresher.datasets.UserError;

/**
 * What this JVM has for the SIMD kernels. Asking loads none of the vector classes, which may be absent.
 *
 * @param module whether the module {@code jdk.incubator.vector} is there
 * @param compiled whether the JVM turns vector code into vector instructions; without its optimising compiler it does not
 * @param preferredLanes floats in the vectors that the JVM prefers; 0 without the module
 * @param forcedLanes what {@code -Dthresher.lanes} says; null for nothing
 * @param processorLanes floats in the processor's vectors; 0 where that is not known
 */
public record Simd(boolean module, boolean compiled, int preferredLanes, Integer forcedLanes, int processorLanes) {
    /** The kernels' tiles are made for at least this many. */
    private static final int LEAST = 4;
    private static final int MOST = 16;
    private static final String MODULE = "jdk.incubator.vector";
    private static final String LANES = "thresher.lanes";

    /** @throws UserError where {@code -Dthresher.lanes} is not a width that the kernels have */
    public static Simd ofThisJvm() {
        boolean module = present();
        String info = System.getProperty("java.vm.info", "");
        return new Simd(module, !info.contains("emulated-client") && !info.contains("interpreted"),
                module ? Lanes.preferred() : 0, lanesAskedFor(), ProcessorLanes.count());
    }

    private static boolean present() {
        try {
            Class.forName(MODULE + ".FloatVector", false, Simd.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError _) {
            return false;
        }
    }

    /** Null where none are forced. */
    static Integer lanesAskedFor() {
        String text = System.getProperty(LANES, "");
        if (text.isBlank()) {
            return null;
        }
        Integer forced = Integer.getInteger(LANES);
        if (forced == null || forced < LEAST || forced > MOST || Integer.bitCount(forced) != 1) {
            throw new UserError("-D" + LANES + "=" + text + ": the kernels are made for 4, 8 or 16 lanes; give one of them, or leave it out");
        }
        return forced;
    }

    /** Floats that a vector of the kernels holds; 0 where they cannot run. */
    public int lanes() {
        return !module ? 0 : forcedLanes != null ? forcedLanes : preferredLanes;
    }

    /** Whether the SIMD kernels can run; otherwise the plain implementation does their work. */
    public boolean usable() {
        return lanes() >= LEAST;
    }

    /** What is lost against a JVM that has all that the processor offers, in half a line; empty where nothing is. */
    public String loss() {
        if (!module) {
            return "this JVM has no module " + MODULE + ": the plain kernels train on one thread, with the same results but many times slower";
        }
        if (!usable()) {
            return "this JVM uses no vectors on this processor: the plain kernels train on one thread, with the same results but many times slower";
        }
        if (!compiled) {
            return "this JVM runs without its optimising compiler and makes no vector instructions: training is many times slower";
        }
        if (lanes() < Math.max(processorLanes, preferredLanes)) {
            return "vectors of %d floats are used, and the processor has some of %d: products take up to %d times as long"
                    .formatted(lanes(), Math.max(processorLanes, preferredLanes), Math.max(processorLanes, preferredLanes) / lanes());
        }
        return "";
    }

    /** What brings it back; empty where nothing is lost. */
    public String remedy() {
        if (!module) {
            return "start Thresher on a whole JDK 25; if it is one, set JAVA_TOOL_OPTIONS=\"--add-modules " + MODULE + "\"";
        }
        if (loss().isEmpty()) {
            return "";
        }
        if (forcedLanes != null && usable() && compiled) {
            return "leave out -D" + LANES + "=" + forcedLanes;
        }
        return usable() && compiled ? "try JAVA_TOOL_OPTIONS=-XX:UseAVX=" + (processorLanes > 8 ? 3 : 2)
                : "leave out -Xint, -XX:TieredStopAtLevel, -XX:UseAVX and -XX:UseSSE, or start Thresher on another JDK 25";
    }
}
