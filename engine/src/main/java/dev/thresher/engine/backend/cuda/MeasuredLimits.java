package dev.thresher.engine.backend.cuda;

import dev.thresher.engine.backend.Window;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import jcuda.driver.CUresult;

/**
 * Limits as measured: each product is tried at several densities when it is first asked for, on memory of its own, and what that came to is
 * kept for good ({@code docs/decisions/0017}). Where it cannot be kept or tried, everything is multiplied.
 */
final class MeasuredLimits implements SparseLimits {
    /** Entries of P to a non-zero, at the densities that are tried: from what a list has room for down to where nothing pays that did not before. */
    private static final int[] SHARES = {4, 5, 6, 8, 10, 13, 16, 20, 26, 32, 40, 64, 100};
    private static final double MARGIN = 0.95; // of the time that all entries take, which winning takes
    private static final int NEVER = 0;

    private final KeptVerdicts verdicts;
    private final SparseTrial.Source trials;
    private final String trouble;
    private final List<Choice> choices = new ArrayList<>(); // one a product that was seen

    private record Choice(boolean ofTranspose, Window window, int filters, int stride, int share) {
        boolean is(boolean transposed, Window of, int ofFilters, int ofStride) {
            return ofTranspose == transposed && filters == ofFilters && stride == ofStride && window.equals(of);
        }
    }

    /** @param verdicts of one device, driver and precision */
    MeasuredLimits(KeptVerdicts verdicts, SparseTrial.Source trials) {
        this.verdicts = verdicts;
        this.trials = trials;
        trouble = verdicts.writable();
    }

    @Override
    public String trouble() {
        return trouble;
    }

    @Override
    public int of(long entries, boolean ofTranspose, Window window, int filters, int stride) {
        int share = share(ofTranspose, window, filters, stride);
        return share == NEVER ? 0 : Math.toIntExact(entries / share);
    }

    private int share(boolean ofTranspose, Window window, int filters, int stride) {
        for (int i = 0; i < choices.size(); i++) {
            if (choices.get(i).is(ofTranspose, window, filters, stride)) {
                return choices.get(i).share;
            }
        }
        int share = decide(ofTranspose, window, filters, stride);
        choices.add(new Choice(ofTranspose, window, filters, stride, share));
        return share;
    }

    /** Entries to a non-zero; what is no such number means never. */
    private static int share(String verdict) {
        return verdict.matches("\\d{1,4}") ? Integer.parseInt(verdict) : NEVER;
    }

    private int decide(boolean ofTranspose, Window w, int filters, int stride) {
        String product = "%s %d of %d×%d×%d, window %d×%d, stride %d×%d, padding %d×%d, batch %d".formatted(
                ofTranspose ? "backward" : "forward", filters, w.channels(), w.height(), w.width(), w.kernelHeight(), w.kernelWidth(),
                w.strideHeight(), w.strideWidth(), w.padHeight(), w.padWidth(), stride);
        try {
            String kept = verdicts.of(product);
            return kept != null ? share(kept) : trouble.isEmpty() ? tried(product, ofTranspose, w, filters, stride) : NEVER;
        } catch (IOException _) {
            return NEVER;
        } catch (CudaError e) {
            if (e.code() != CUresult.CUDA_ERROR_OUT_OF_MEMORY) {
                throw e;
            }
            return NEVER;
        }
    }

    /** The first share of which the non-zeros are faster: they are so at all below. */
    private int tried(String product, boolean ofTranspose, Window w, int filters, int stride) throws IOException {
        try (SparseTrial trial = trials.of(ofTranspose, w, filters, stride)) {
            StringBuilder note = new StringBuilder();
            float all = trial.all();
            note.append(String.format(Locale.ROOT, "all %.4f ms", all));
            int slower = -1;
            int faster = SHARES.length;
            while (faster - slower > 1) {
                int middle = (slower + faster) / 2;
                float took = trial.nonZeros(SHARES[middle]);
                note.append(String.format(Locale.ROOT, ", one in %d %.4f ms", SHARES[middle], took));
                if (took < MARGIN * all) {
                    faster = middle;
                } else {
                    slower = middle;
                }
            }
            return share(verdicts.keep(product, Integer.toString(faster == SHARES.length ? NEVER : SHARES[faster]), note.toString()));
        }
    }
}
