package dev.thresher.engine.backend.cuda;

import dev.thresher.datasets.UserError;
import dev.thresher.datasets.catalogue.DataFolders;
import dev.thresher.engine.backend.Window;

/** How few non-zeros a masked weight must have for a product to go over them alone. */
interface SparseLimits {
    /** At any density that lists have room for: for tests and measurements. */
    SparseLimits ALWAYS = (entries, ofTranspose, window, filters, stride) -> NonZeros.capacity(entries);
    /** Never: for tests and measurements. */
    SparseLimits NEVER = (entries, ofTranspose, window, filters, stride) -> 0;

    /**
     * Up to how many non-zeros; 0 where never. The same at every call of a run, and of its continuation: so which way is gone follows from the
     * mask.
     *
     * @param entries of P
     * @param ofTranspose whether it is Pᵀ dY
     * @param stride of the batch
     */
    int of(long entries, boolean ofTranspose, Window window, int filters, int stride);

    /** Why all entries are multiplied where nothing is known yet, in half a line; empty where that can be found out. */
    default String trouble() {
        return "";
    }

    /**
     * Those of a run: as measured on this device, or as the system property {@code thresher.sparse} wants.
     *
     * @param driver as people write its version
     * @throws UserError where the property is nothing known
     */
    static SparseLimits ofRun(DeviceLauncher device, String driver) {
        String wanted = System.getProperty("thresher.sparse", "measured");
        return switch (wanted) {
            case "always" -> ALWAYS;
            case "never" -> NEVER;
            case "measured" -> new MeasuredLimits(new KeptVerdicts(DataFolders.standard(null).cache().resolve("sparse").resolve(name(device, driver))),
                    new SparseTrial.OnDevice(device));
            default -> throw new UserError("-Dthresher.sparse=" + wanted + ": expected measured, always or never");
        };
    }

    /** All that a verdict depends on besides the product. */
    private static String name(DeviceLauncher device, String driver) {
        CudaDevice on = device.device();
        return "%s %d.%d, driver %s, %s".formatted(on.name(), on.major(), on.minor(), driver, device.tf32() ? "tf32" : "fp32")
                .replaceAll("[^A-Za-z0-9.]+", "-") + ".txt";
    }
}
