package sparkgaia.wire;

import sparkgaia.core.Record.Image;
import sparkgaia.core.message.Message;
import sparkgaia.core.topology.Topology;
import sparkgaia.core.view.Agreement;
import sparkgaia.core.view.Version;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** A part of an image in words, every field of it by its name. */
final class SaidImage {
    private SaidImage() {}

    static String of(Image image) {
        var text = new StringBuilder("Image.").append(image.getClass().getSimpleName());
        for (var field : image.getClass().getRecordComponents()) {
            text.append(' ').append(field.getName()).append(' ');
            try {
                text.append(value(field.getAccessor().invoke(image)));
            } catch (ReflectiveOperationException broken) {
                throw new AssertionError(broken);
            }
        }
        return text.toString();
    }

    private static String value(Object value) {
        if (value instanceof int[] ints) {
            return Arrays.toString(ints);
        } else if (value instanceof byte[] bytes) {
            return "x" + HexFormat.of().formatHex(bytes);
        } else if (value instanceof Message message) {
            return Said.of(message);
        } else if (value instanceof Version version) {
            return Said.version(version);
        } else if (value instanceof Agreement.Consent consent) {
            return "started " + consent.started() + " newest " + Said.version(consent.newest());
        } else if (value instanceof List<?> list
                && !list.isEmpty()
                && list.get(0) instanceof Topology) {
            return Said.topologies(list.stream().map(Topology.class::cast).toList());
        }
        return String.valueOf(value);
    }
}
