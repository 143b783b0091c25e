package dev.thresher.engine.backend.cuda;

import dev.thresher.engine.backend.Window;

/** One product, to be timed over all of P and over its non-zeros; lists are made each time. Milliseconds. */
interface SparseTrial extends AutoCloseable {
    /** Makes trials. */
    interface Source {
        /** @throws CudaError where the device has no memory for it */
        SparseTrial of(boolean ofTranspose, Window window, int filters, int stride);
    }

    /** What all entries of P take. */
    float all();

    /** What the non-zeros take where one in so many entries is one. */
    float nonZeros(int share);

    @Override
    void close();

    /** Trials on the device, each on memory that it gives back. */
    final class OnDevice implements Source {
        private final DeviceLauncher device;
        private TapProducts overAll;
        private TapProducts overNonZeros;

        OnDevice(DeviceLauncher device) {
            this.device = device;
        }

        @Override
        public SparseTrial of(boolean ofTranspose, Window window, int filters, int stride) {
            if (overAll == null) {
                overAll = new TapProducts(device, SparseLimits.NEVER);
                overNonZeros = new TapProducts(device, SparseLimits.ALWAYS);
            }
            return new Timed(ofTranspose, window, filters, stride);
        }

        private final class Timed implements SparseTrial {
            private final boolean ofTranspose;
            private final Window w;
            private final int filters;
            private final int n;
            private final long bytes;
            private final DevicePointer lent;
            private final CudaTensor p;
            private final long x;
            private final long y;
            private long end; // of what is taken

            private Timed(boolean ofTranspose, Window w, int filters, int n) {
                this.ofTranspose = ofTranspose;
                this.w = w;
                this.filters = filters;
                this.n = n;
                device.finish(); // what fails from here on is the trial
                long ofP = aligned(CudaTensor.bytes(filters, w.filterSize(), false));
                long ofX = 4L * w.inputs() * n;
                long ofY = 4L * filters * w.positions() * n;
                bytes = ofP + ofX + ofY + NonZeros.bytes(filters, w.filterSize());
                lent = device.lend(bytes);
                overAll.clear(lent.address(), bytes / 4);
                p = CudaTensor.matrix(lent.address(), filters, w.filterSize());
                x = lent.address() + ofP;
                y = x + ofX;
                end = y + ofY;
                p.masked(new NonZeros(this::take));
            }

            private long take(long size) {
                long at = end;
                end += aligned(size);
                return at;
            }

            private static long aligned(long size) {
                return Math.ceilDiv(size, 256) * 256;
            }

            @Override
            public float all() {
                return time(overAll);
            }

            @Override
            public float nonZeros(int share) {
                float[] values = new float[Math.toIntExact(p.size())];
                for (int from = 0; from + share <= values.length; from += share) {
                    values[from + Math.floorMod(from * 0x9E3779B9 >>> 7, share)] = 1; // somewhere: as scattered as a mask may be
                }
                device.upload(p.address(), values, values.length);
                return time(overNonZeros);
            }

            private float time(TapProducts products) {
                long inPlane = (long) w.height() * w.width() * n;
                long outPlane = (long) w.positions() * n;
                return device.milliseconds(() -> {
                    p.changed();
                    if (ofTranspose) {
                        products.backward(w, p, filters, y, n, outPlane, x, n, inPlane, n);
                    } else {
                        products.forward(w, p, null, filters, x, n, inPlane, y, n, outPlane, n, false);
                    }
                });
            }

            @Override
            public void close() {
                device.giveBack(lent, bytes);
            }
        }
    }
}
