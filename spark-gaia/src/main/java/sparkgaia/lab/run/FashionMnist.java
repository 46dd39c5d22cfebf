package sparkgaia.lab.run;

import sparkgaia.lab.data.BadIdx;
import sparkgaia.lab.data.Pictures;
import sparkgaia.train.linear.Example;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Fashion-MNIST: pictures of ten kinds of clothes, to learn from and held out; or others in files of the same form. */
public record FashionMnist(List<Example> train, List<Example> test) {
    /** The Debian package that carries it. */
    public static final String PACKAGE = "dataset-fashion-mnist";

    public static final int CLASSES = 10;

    /** A label is a byte. */
    private static final int CLASSES_MAX = 256;

    /** Pixels in each direction, before they are shrunk. */
    public static final int SIDE = 28;

    private static final String FOLDER = "usr/share/datasets/fashion-mnist";

    /** 60,000 pictures are 47 MB unpacked. */
    private static final int FILE_BYTES_MAX = 64 << 20;

    /**
     * Reads the first pictures of both sets, as many as are wanted, or all if there are fewer.
     *
     * @param unpacked where the package was unpacked
     * @param shrink how many pixels, in both directions, are averaged into one: 2 leaves 14 x 14
     */
    public static FashionMnist load(Path unpacked, int shrink, int trainMax, int testMax)
            throws IOException {
        return read(unpacked.resolve(FOLDER), CLASSES, shrink, trainMax, testMax);
    }

    /** Reads pictures of up to 256 classes from a folder that has files of the same names. */
    public static FashionMnist read(Path folder, int shrink, int trainMax, int testMax)
            throws IOException {
        return read(folder, CLASSES_MAX, shrink, trainMax, testMax);
    }

    private static FashionMnist read(
            Path folder, int classes, int shrink, int trainMax, int testMax) throws IOException {
        List<Example> train = examples(folder, "train", classes, shrink, trainMax);
        List<Example> test = examples(folder, "t10k", classes, shrink, testMax);
        int expected = train.get(0).features().length;
        int found = test.get(0).features().length;
        if (expected != found) {
            throw new BadIdx(
                    images("t10k"),
                    "its pictures have "
                            + found
                            + " pixels, but those of "
                            + images("train")
                            + " have "
                            + expected);
        }
        return new FashionMnist(train, test);
    }

    /** One more than the highest label. */
    public int classes() {
        return 1
                + Stream.concat(train.stream(), test.stream())
                        .mapToInt(Example::label)
                        .max()
                        .orElseThrow();
    }

    private static String images(String set) {
        return set + "-images-idx3-ubyte.gz";
    }

    private static List<Example> examples(
            Path folder, String set, int classes, int shrink, int most) throws IOException {
        String images = images(set);
        String labels = set + "-labels-idx1-ubyte.gz";
        return Pictures.examples(
                images,
                unzip(folder, images),
                labels,
                unzip(folder, labels),
                classes,
                shrink,
                most);
    }

    private static byte[] unzip(Path folder, String file) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(folder.resolve(file)))) {
            byte[] bytes = in.readNBytes(FILE_BYTES_MAX + 1);
            if (bytes.length > FILE_BYTES_MAX) {
                throw new BadIdx(file, "is larger than " + FILE_BYTES_MAX + " bytes unpacked");
            }
            return bytes;
        } catch (NoSuchFileException e) {
            throw new BadIdx(
                    file,
                    "is not in "
                            + folder
                            + ": unpack the package "
                            + PACKAGE
                            + " or files like its");
        } catch (ZipException | EOFException e) {
            throw new BadIdx(file, "cannot be unpacked (" + e.getMessage() + "): fetch it again");
        }
    }
}
