package sparkgaia.lab.data;

import sparkgaia.train.linear.Example;

import java.util.ArrayList;
import java.util.List;

/** Grey pictures with their labels as examples: a feature is a pixel from 0 to 1, row by row from the top. */
public final class Pictures {
    private Pictures() {}

    /**
     * The first {@code most} pictures, or all if there are fewer.
     *
     * @param shrink how many pixels, in both directions, are averaged into one
     */
    public static List<Example> examples(
            String imagesFile,
            byte[] imageBytes,
            String labelsFile,
            byte[] labelBytes,
            int classes,
            int shrink,
            int most) {
        Idx images = Idx.parse(imagesFile, imageBytes, 3);
        Idx labels = Idx.parse(labelsFile, labelBytes, 1);
        int[] sizes = images.sizes();
        if (sizes[0] != labels.sizes()[0]) {
            throw new BadIdx(
                    labelsFile,
                    "has "
                            + labels.sizes()[0]
                            + " labels for the "
                            + sizes[0]
                            + " pictures of "
                            + imagesFile);
        }
        if (shrink < 1 || sizes[1] % shrink != 0 || sizes[2] % shrink != 0) {
            throw new BadIdx(
                    imagesFile,
                    "its pictures of "
                            + sizes[1]
                            + " x "
                            + sizes[2]
                            + " pixels cannot be shrunk by "
                            + shrink);
        }
        var examples = new ArrayList<Example>();
        for (int picture = 0; picture < Math.min(most, sizes[0]); picture++) {
            int label = labels.cell(picture);
            if (label >= classes) {
                throw new BadIdx(
                        labelsFile,
                        "label "
                                + (picture + 1)
                                + " is "
                                + label
                                + ", but there are "
                                + classes
                                + " classes");
            }
            examples.add(new Example(label, features(images, picture, shrink)));
        }
        return examples;
    }

    private static float[] features(Idx images, int picture, int shrink) {
        int height = images.sizes()[1];
        int width = images.sizes()[2];
        float[] features = new float[height / shrink * (width / shrink)];
        float unit = 1.0f / (255 * shrink * shrink);
        for (int at = 0; at < features.length; at++) {
            int top = at / (width / shrink) * shrink;
            int left = at % (width / shrink) * shrink;
            int sum = 0;
            for (int i = 0; i < shrink * shrink; i++) {
                int y = top + i / shrink;
                int x = left + i % shrink;
                sum += images.cell((picture * height + y) * width + x);
            }
            features[at] = sum * unit;
        }
        return features;
    }
}
