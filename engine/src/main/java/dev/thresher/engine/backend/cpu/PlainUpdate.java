package dev.thresher.engine.backend.cpu;

/** The optimisers' updates in plain loops. */
final class PlainUpdate {
    private PlainUpdate() {
    }

    /** v ← momentum · v + g + decay · p; p ← p − η v, or by Nesterov's look ahead. */
    static void sgd(float[] parameter, float[] gradient, float[] velocity, float learningRate, float momentum, boolean nesterov, float weightDecay) {
        for (int i = 0; i < parameter.length; i++) {
            float decayed = gradient[i] + weightDecay * parameter[i];
            velocity[i] = momentum * velocity[i] + decayed;
            parameter[i] -= learningRate * (nesterov ? decayed + momentum * velocity[i] : velocity[i]);
        }
    }

    /**
     * @param step η and the correction of the first moment
     * @param root what corrects the root of the second ({@link dev.thresher.engine.backend.AdamRates})
     */
    static void adam(float[] parameter, float[] gradient, float[] first, float[] second, float step, float root, float beta1, float beta2,
                     float epsilon, float weightDecay) {
        for (int i = 0; i < parameter.length; i++) {
            float decayed = gradient[i] + weightDecay * parameter[i];
            first[i] = beta1 * first[i] + (1 - beta1) * decayed;
            second[i] = beta2 * second[i] + (1 - beta2) * decayed * decayed;
            parameter[i] -= step * first[i] / ((float) Math.sqrt(second[i]) * root + epsilon);
        }
    }
}
