package dev.thresher.engine.backend.cuda;

/**
 * What operations are made of: kernels, launched in the order of the calls. Launches are collected, and go to the device together
 * ({@code docs/decisions/0013}); so whatever a call hands over has to lie in its struct or on the device.
 */
interface Launcher {
    /**
     * A kernel of the resource {@code module.sm_75.ptx}, or where there is none of {@code module.sm_80.ptx}. Looked up once, when an
     * operation is made.
     */
    Kernel kernel(String module, String name);

    /** The writer for the struct of the next launch. */
    Args args();

    /** The writer for the struct of the next launch, which has what that of the launch just made has. */
    Args again();

    /** @param args what {@link #args()} or {@link #again()} gave, filled */
    void launch(Kernel kernel, int gridX, int gridY, int gridZ, int blockX, int blockY, int sharedBytes, Args args);

    /** Memory that holds anything, and is the caller's until the next request: one operation asks once. Grows while a run warms up. */
    long scratch(long bytes);

    /** Memory of one's own, zero at first, until the backend is closed; at a multiple of 256 bytes. */
    long memory(long bytes);

    /**
     * A slot for kernels to report in, made once for each receiver.
     *
     * @param doubles how many numbers of eight bytes
     * @param delivery called by the thread that waits for the fence after each {@link #expect}
     */
    ResultSlot result(int doubles, ResultSlot.Delivery delivery);

    /** Says that a launch just made fills the slot. One that is awaited already is waited for first, so that none is lost. */
    void expect(ResultSlot slot);

    /** The address, for kernels to read, of a copy of some whole numbers; it stays until what is issued before the next fence is done. */
    long ints(int[] values, int count);

    /**
     * The address of an {@code int}: 0 while all losses of this backend's training were finite. The kernels of losses make it 1; those that
     * change parameters, thresholds, what optimisers remember or running statistics do nothing where it is not 0.
     */
    long guard();

    /** Whether products may round their factors to tf32, on a device that has it. */
    boolean tf32();

    /** How many blocks run at a time at least. */
    int multiprocessors();
}
