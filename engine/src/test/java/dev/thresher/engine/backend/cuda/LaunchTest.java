package dev.thresher.engine.backend.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.datasets.Batch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Memory, copies, launches, graphs and fences, through JCuda and a driver that does everything as late as it may. */
class LaunchTest {
    private DeviceLauncher device;
    private DeviceStorage storage;

    @BeforeEach
    void open() {
        device = Emulated.launcher();
        storage = new DeviceStorage(device);
    }

    @AfterEach
    void close() {
        if (device != null) {
            device.close();
            assertThat(Emulated.get("blocks")).as("device memory that was not freed").isZero();
            assertThat(Emulated.get("trampled")).as("writes behind a block").isZero();
        }
    }

    private CudaTensor matrix(int rows, int columns, float first) {
        CudaTensor made = storage.matrix(rows, columns);
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = first + i;
        }
        storage.upload(made, values);
        return made;
    }

    @Test
    void tensorsAreZeroAtFirstAndHoldWhatIsUploaded() {
        CudaTensor tensor = storage.matrix(3, 5);
        assertThat(storage.download(tensor)).containsOnly(0f);
        assertThat(storage.download(matrix(3, 5, 2))).startsWith(2, 3).endsWith(16);
        CudaTensor activation = storage.activation(2, 40);
        assertThat(activation.stride()).isEqualTo(64);
        assertThat(activation.address() % 128).isZero();
    }

    @Test
    void aBatchLiesOnTheDeviceWithItsOwnPadding() {
        Batch batch = new Batch(3, 50);
        for (int count : new int[] {50, 17, 32}) {
            batch.reshape(3, count);
            for (int f = 0; f < 3; f++) {
                for (int n = 0; n < count; n++) {
                    batch.features()[f * batch.stride() + n] = 100 * f + n + count;
                }
            }
            CudaTensor images = storage.activation(3, 50);
            storage.load(batch, images);
            batch.reshape(3, 50);
            Arrays.fill(batch.features(), -1); // the next batch is gathered while this one is on its way
            float[] stored = storage.stored(images);
            assertThat(images.stride()).isEqualTo(count > 32 ? 64 : 32);
            for (int i = 0; i < stored.length; i++) {
                int n = i % images.stride();
                assertThat(stored[i]).isEqualTo(n < count ? 100 * (i / images.stride()) + n + count : 0);
            }
        }
    }

    @Test
    void moreBatchesThanThereArePlacesKeepTheirOrder() {
        Batch batch = new Batch(1, 32);
        batch.reshape(1, 32);
        CudaTensor images = storage.activation(1, 32);
        List<CudaTensor> kept = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            batch.features()[0] = i;
            storage.load(batch, images);
            CudaTensor copy = storage.activation(1, 32);
            storage.copy(images, copy);
            kept.add(copy);
        }
        for (int i = 0; i < 9; i++) {
            assertThat(storage.download(kept.get(i))[0]).isEqualTo(i);
        }
    }

    /** Four copies, of which one writes another place each time. */
    private void list(CudaTensor from, CudaTensor... to) {
        for (CudaTensor target : to) {
            storage.copy(from, target);
        }
        device.await(device.fence());
    }

    @Test
    void aListSeenASecondTimeBecomesAGraphWhoseStructsAreChanged() {
        CudaTensor a = matrix(4, 8, 1);
        CudaTensor b = matrix(4, 8, 50);
        CudaTensor[] to = {storage.matrix(4, 8), storage.matrix(4, 8), storage.matrix(4, 8), storage.matrix(4, 8)};
        for (int time = 0; time < 6; time++) {
            CudaTensor from = time % 2 == 0 ? a : b;
            long graphs = Emulated.get("graph_launches");
            long patched = device.graphs().patched();
            list(from, to);
            assertThat(Emulated.get("graph_launches") - graphs).as("time " + time).isEqualTo(time < 2 ? 0 : 1);
            assertThat(device.graphs().patched() - patched).as("time " + time).isEqualTo(time < 2 ? 0 : 4);
            for (CudaTensor target : to) {
                assertThat(storage.download(target)).isEqualTo(storage.download(from));
            }
        }
        list(b, to[0], to[1], to[2], storage.matrix(4, 8)); // the sources are as they were, one target is not
        assertThat(device.graphs().patched()).isEqualTo(4 * 4 + 1);
        assertThat(device.graphs().count()).isEqualTo(1);
    }

    @Test
    void anotherGridIsAnotherList() {
        CudaTensor small = matrix(1, 8, 1);
        CudaTensor large = matrix(10, 300, 1);
        for (int time = 0; time < 3; time++) {
            list(small, storage.matrix(1, 8), storage.matrix(1, 8), storage.matrix(1, 8), storage.matrix(1, 8));
            list(large, storage.matrix(10, 300), storage.matrix(10, 300), storage.matrix(10, 300), storage.matrix(10, 300));
        }
        assertThat(device.graphs().count()).isEqualTo(2);
        assertThat(device.graphs().launched()).isEqualTo(2);
    }

    @Test
    void anOldDriverGetsNoGraphs() {
        device.close();
        device = new DeviceLauncher(CudaDevices.asked().devices().getFirst(), 11_080, false);
        storage = new DeviceStorage(device);
        CudaTensor from = matrix(2, 2, 1);
        for (int time = 0; time < 4; time++) {
            list(from, storage.matrix(2, 2), storage.matrix(2, 2), storage.matrix(2, 2), storage.matrix(2, 2));
        }
        assertThat(device.graphs().count()).isZero();
    }

    @Test
    void resultsAreThoseOfTheirFenceThoughALaterStepIsUnderWay() {
        Kernel finite = device.kernel("transfer", "all_finite");
        List<Long> arrived = new ArrayList<>();
        ResultSlot slot = device.result(1, done -> arrived.add(done.whole(0)));
        CudaTensor whole = matrix(1, 3, 1);
        CudaTensor broken = matrix(1, 3, Float.NaN);
        List<Long> fences = new ArrayList<>();
        for (CudaTensor tensor : new CudaTensor[] {whole, broken, whole}) {
            device.launch(finite, 1, 1, 1, 64, 1, 0, device.args().pointer(tensor).pointer(slot).int64(3).int32(3).int32(3));
            device.expect(slot);
            fences.add(device.fence());
        }
        assertThat(arrived).as("nobody waited").isEmpty();
        device.await(fences.get(0));
        assertThat(arrived).containsExactly(1L);
        device.await(fences.get(2));
        assertThat(arrived).containsExactly(1L, 0L, 1L);
        device.await(device.fence());
        assertThat(arrived).hasSize(3);
    }

    @Test
    void finiteLooksAtWhatMeansSomethingOnly() {
        assertThat(storage.finite(matrix(3, 700, 1))).isTrue();
        for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
            CudaTensor tensor = storage.matrix(1, 5);
            storage.upload(tensor, new float[] {1, 2, 3, 4, bad});
            assertThat(storage.finite(tensor)).isFalse();
        }
    }

    @Test
    void wholeNumbersStayUntilTheirStepIsDone() {
        int[] labels = new int[5000];
        long first = 0;
        for (int step = 0; step < 12; step++) {
            labels[0] = step;
            long address = device.ints(labels, 5000);
            first = step == 0 ? address : first;
            CudaTensor seen = storage.matrix(1, 1);
            device.launch(device.kernel("transfer", "copy_numbers"), 1, 1, 1, 32, 1, 0, device.args().int64(address).pointer(seen).int64(1));
            device.fence();
            labels[0] = -1;
            assertThat(Float.floatToRawIntBits(storage.download(seen)[0])).isEqualTo(step);
        }
    }

    @Test
    void scratchGrowsAndStays() {
        long small = device.scratch(1000);
        assertThat(device.scratch(500)).isEqualTo(small);
        device.scratch(100_000);
        assertThat(device.scratch(100_000)).isEqualTo(device.scratch(10));
    }

    @Test
    void aStructHasItsLongMembersFirst() {
        assertThatThrownBy(() -> device.args().int32(1).int64(2)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> device.result(1 << 20, slot -> { })).isInstanceOf(IllegalStateException.class);
    }
}
