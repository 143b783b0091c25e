package dev.thresher.engine.backend.cuda;

import jcuda.driver.CUdeviceptr;

/** A place in a device's memory whose number can be told, so that structs and tensors can hold it. */
final class DevicePointer extends CUdeviceptr {
    DevicePointer() {
    }

    private DevicePointer(long address) {
        super(new CUdeviceptr(), address);
    }

    static DevicePointer at(long address) {
        return new DevicePointer(address);
    }

    long address() {
        return getNativePointer() + getByteOffset();
    }
}
