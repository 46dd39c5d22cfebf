package sparkgaia.lab.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import sparkgaia.train.linear.Example;

import java.util.Arrays;
import java.util.List;

class PicturesTest {
    /** Two pictures of 2 x 4 pixels. */
    private static final byte[] IMAGES = {
        0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 4, //
        0, 51, 102, -1, 0, 51, -1, -1, //
        1, 2, 3, 4, 5, 6, 7, 8
    };

    private static final byte[] LABELS = {0, 0, 8, 1, 0, 0, 0, 2, 9, 3};

    private static List<Example> examples(byte[] images, byte[] labels, int shrink) {
        return Pictures.examples("images", images, "labels", labels, 10, shrink, 100);
    }

    @Test
    void aPixelIsAFeatureFromZeroToOne() {
        List<Example> examples = examples(IMAGES, LABELS, 1);
        assertEquals(2, examples.size());
        assertEquals(9, examples.get(0).label());
        assertEquals(3, examples.get(1).label());
        assertArrayEquals(
                new float[] {0, 0.2f, 0.4f, 1, 0, 0.2f, 1, 1}, examples.get(0).features(), 1e-6f);
    }

    @Test
    void shrunkPixelsAreMeans() {
        List<Example> examples = examples(IMAGES, LABELS, 2);
        assertArrayEquals(new float[] {0.1f, 0.85f}, examples.get(0).features(), 1e-6f);
        assertArrayEquals(new float[] {3.5f / 255, 5.5f / 255}, examples.get(1).features(), 1e-6f);
    }

    @Test
    void noMoreAreReadThanAreWanted() {
        assertEquals(1, Pictures.examples("images", IMAGES, "labels", LABELS, 10, 1, 1).size());
    }

    @Test
    void filesThatAreNotWhatTheyShouldBeAreNamed() {
        refused("images: has 15 bytes, but its header alone is 16", cut(IMAGES, 15), LABELS, 1);
        refused("images: its header announces 16 cells, but 15 follow", cut(IMAGES, 31), LABELS, 1);
        refused("images: begins with 00000801 where 00000803", with(IMAGES, 3, 1), LABELS, 1);
        refused("images: begins with 1f8b0803", with(with(IMAGES, 0, 31), 1, 139), LABELS, 1);
        refused("images: its dimension 2 is 0", with(IMAGES, 11, 0), LABELS, 1);
        refused("images: its dimension 1 is -", with(IMAGES, 4, 128), LABELS, 1);
        byte[] huge = with(with(with(IMAGES, 4, 127), 8, 127), 12, 127);
        refused("images: its header announces more than 2^32 cells", huge, LABELS, 1);
        refused("labels: has 1 labels for the 2 pictures", IMAGES, cut(with(LABELS, 7, 1), 9), 1);
        refused("labels: label 2 is 10, but there are 10 classes", IMAGES, with(LABELS, 9, 10), 1);
        refused("images: its pictures of 2 x 4 pixels cannot be shrunk by 4", IMAGES, LABELS, 4);
    }

    private static void refused(String begin, byte[] images, byte[] labels, int shrink) {
        var refusal = assertThrows(BadIdx.class, () -> examples(images, labels, shrink));
        assertTrue(refusal.getMessage().startsWith(begin), refusal.getMessage());
    }

    private static byte[] cut(byte[] bytes, int length) {
        return Arrays.copyOf(bytes, length);
    }

    private static byte[] with(byte[] bytes, int at, int value) {
        byte[] changed = bytes.clone();
        changed[at] = (byte) value;
        return changed;
    }
}
