package dev.thresher.app.window.masks;

import dev.thresher.app.masks.WeightTexts;
import dev.thresher.app.window.run.Texts;
import java.util.List;

/**
 * One weight in words.
 *
 * @param index {@code fc1.weight[12, 87]}
 * @param place what it connects
 * @param values W, t, Q and M
 * @param kept whether it was kept, moment by moment
 * @param history when it changed
 */
public record WeightReading(String index, String place, String values, boolean[] kept, String history) {
    private static final int CHANGES = 4;

    static WeightReading of(MaskScene scene, int entry) {
        boolean[] kept = scene.history().of(entry);
        return new WeightReading(scene.layer().index(entry), scene.layer().place(entry),
                WeightTexts.values(scene.weights(), entry, kept[scene.moment()], scene.step()), kept, history(scene, entry, kept));
    }

    private static String history(MaskScene scene, int entry, boolean[] kept) {
        int count = 0;
        for (boolean each : kept) {
            count += each ? 1 : 0;
        }
        List<Integer> changes = scene.history().changes(entry);
        String share = "Kept at " + Texts.count(count) + " of " + Texts.count(kept.length) + " moments";
        if (changes.isEmpty()) {
            return share + ", never changed";
        }
        StringBuilder text = new StringBuilder(share).append(", changed ").append(changes.size() == 1 ? "once" : Texts.count(changes.size()) + " times")
                .append(changes.size() > CHANGES ? ", last " : ": ");
        for (int i = Math.max(0, changes.size() - CHANGES); i < changes.size(); i++) {
            int step = changes.get(i);
            text.append(scene.history().keeps(scene.history().at(step), entry) ? "recovered" : "pruned").append(" by step ").append(Texts.count(step))
                    .append(i < changes.size() - 1 ? ", " : "");
        }
        return text.toString();
    }
}
