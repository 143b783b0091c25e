package dev.thresher.datasets.synth;

/**
 * The figures of {@code synth-colour}, each as a gauge: a function that grows in proportion to the distance from the
 * middle and is 1 on the outline, so that the figure s times as large is where the gauge is below s. All have the area
 * of the unit circle, π, so that none is told by its size.
 */
enum Figure {
    DISC {
        @Override
        double gauge(double x, double y) {
            return Math.sqrt(x * x + y * y);
        }
    },
    SQUARE {
        @Override
        double gauge(double x, double y) {
            return Math.max(Math.abs(x), Math.abs(y)) / HALF_SIDE;
        }
    },
    TRIANGLE {
        @Override
        double gauge(double x, double y) {
            return Math.max(-y, (y + Math.abs(x) * ROOT_3) / 2) / INRADIUS;
        }
    },
    STAR {
        @Override
        double gauge(double x, double y) {
            // Mirrored into the tenth part between a tip, upwards, and the notch to its right; there it is one straight edge.
            double fx = Math.abs(x);
            double fy = y;
            double over = 2 * Math.max(0, COS_36 * fx - SIN_36 * fy);
            fx -= over * COS_36;
            fy += over * SIN_36;
            over = 2 * Math.max(0, -COS_36 * fx - SIN_36 * fy);
            fx = Math.abs(fx + over * COS_36);
            fy += over * SIN_36;
            return ((1 - NOTCH * COS_36) / (NOTCH * SIN_36) * fx + fy) / TIP;
        }
    },
    CROSS {
        @Override
        double gauge(double x, double y) {
            double ax = Math.abs(x);
            double ay = Math.abs(y);
            return Math.min(Math.max(ax / ARM_WIDTH, ay), Math.max(ay / ARM_WIDTH, ax)) / ARM;
        }
    };

    private static final double ROOT_3 = Math.sqrt(3);
    private static final double COS_36 = (1 + Math.sqrt(5)) / 4;
    private static final double SIN_36 = Math.sqrt(1 - COS_36 * COS_36);
    /** Half the side of the square: 4 h² = π. */
    private static final double HALF_SIDE = Math.sqrt(Math.PI) / 2;
    /** Radius of the circle inside the equilateral triangle: 3 √3 ρ² = π. */
    private static final double INRADIUS = Math.sqrt(Math.PI / (3 * ROOT_3));
    /** Distance of the star's notches, in distances of its tips. */
    private static final double NOTCH = 0.5;
    /** Distance of the star's tips: 5 · NOTCH · sin 36° · t² = π. */
    private static final double TIP = Math.sqrt(Math.PI / (5 * NOTCH * SIN_36));
    /** Half the width of the cross's arms, in lengths of the arms. */
    private static final double ARM_WIDTH = 0.4;
    /** Length of the cross's arms from the middle: (8 w − 4 w²) a² = π. */
    private static final double ARM = Math.sqrt(Math.PI / (8 * ARM_WIDTH - 4 * ARM_WIDTH * ARM_WIDTH));

    /** 0 in the middle, 1 on the outline; linear along every ray from the middle. */
    abstract double gauge(double x, double y);
}
