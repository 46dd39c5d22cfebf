package sparkgaia.train.linear;

import sparkgaia.core.table.Mix;

import java.util.ArrayList;
import java.util.List;

/** Examples around a centre for each class, that overlap a little: easy to learn, with one best model. */
public final class Clouds {
    public static final int FEATURES = 40;
    public static final int CLASSES = 4;

    private Clouds() {}

    public static List<Example> examples(long seed, int count) {
        var examples = new ArrayList<Example>();
        for (int i = 0; i < count; i++) {
            int label = (int) (Mix.unit(Mix.hash(seed, i)) * CLASSES);
            float[] features = new float[FEATURES];
            for (int feature = 0; feature < FEATURES; feature++) {
                double centre = Mix.unit(Mix.hash(99, label, feature));
                double noise = Mix.unit(Mix.hash(seed, i, feature));
                features[feature] = (float) (0.35 * centre + 0.65 * noise);
            }
            examples.add(new Example(label, features));
        }
        return examples;
    }

    /** The examples dealt to workers in turn. */
    public static List<List<Example>> dealt(List<Example> examples, int workers) {
        var shards = new ArrayList<List<Example>>();
        for (int worker = 0; worker < workers; worker++) {
            shards.add(new ArrayList<>());
        }
        for (int i = 0; i < examples.size(); i++) {
            shards.get(i % workers).add(examples.get(i));
        }
        return shards;
    }

    /** How steep the regularised mean loss still is: zero at the best model, and only there. */
    public static double slope(LogisticTrainer trainer, LinearModel model, List<Example> examples) {
        float[] gradient = new float[model.weights.length];
        examples.forEach(example -> model.addGradient(example, gradient));
        double squares = 0;
        for (int i = 0; i < (trainer.features() + 1) * trainer.classes(); i++) {
            boolean isConstant = i >= trainer.features() * trainer.classes();
            double slope =
                    gradient[i] / examples.size()
                            + (isConstant ? 0 : trainer.l2() * model.weights[i]);
            squares += slope * slope;
        }
        return Math.sqrt(squares);
    }
}
