package sparkgaia.lab.run.html;

import java.util.ArrayDeque;
import java.util.Locale;

/** XML text in the making: what is opened is closed in order, and every text and attribute is escaped. */
final class Markup {
    private final StringBuilder out = new StringBuilder();
    private final ArrayDeque<String> open = new ArrayDeque<>();

    /** @param attributes names and values in turn; numbers are rounded to a tenth, which is finer than a pixel */
    Markup open(String element, Object... attributes) {
        tag(element, attributes).append(">");
        open.push(element);
        return this;
    }

    Markup close() {
        out.append("</").append(open.pop()).append(">\n");
        return this;
    }

    /** An element without content. */
    Markup empty(String element, Object... attributes) {
        tag(element, attributes).append("/>\n");
        return this;
    }

    /** An element of one text. */
    Markup text(String element, String content, Object... attributes) {
        return open(element, attributes).text(content).close();
    }

    Markup text(String content) {
        out.append(escape(content));
        return this;
    }

    /** Text that is known to be safe inside of an element: a style sheet of our own. */
    Markup raw(String ours) {
        out.append(ours);
        return this;
    }

    private StringBuilder tag(String element, Object... attributes) {
        out.append('<').append(element);
        for (int i = 0; i < attributes.length; i += 2) {
            Object value = attributes[i + 1];
            String text =
                    value instanceof Double number ? tenths(number) : escape(value.toString());
            out.append(' ').append(attributes[i]).append("=\"").append(text).append('"');
        }
        return out;
    }

    static String tenths(double number) {
        return String.format(Locale.ROOT, "%.1f", number);
    }

    static String escape(String text) {
        var escaped = new StringBuilder();
        text.codePoints()
                .forEach(
                        character -> {
                            switch (character) {
                                case '&' -> escaped.append("&amp;");
                                case '<' -> escaped.append("&lt;");
                                case '>' -> escaped.append("&gt;");
                                case '"' -> escaped.append("&quot;");
                                case '\'' -> escaped.append("&#39;");
                                default -> escaped.appendCodePoint(allowed(character));
                            }
                        });
        return escaped.toString();
    }

    /** XML has no form for control characters and halves of pairs. */
    private static int allowed(int character) {
        boolean isText =
                character == '\t'
                        || character == '\n'
                        || character >= 0x20 && character < 0xd800
                        || character >= 0xe000 && character < 0xfffe
                        || character >= 0x10000;
        return isText ? character : 0xfffd;
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
