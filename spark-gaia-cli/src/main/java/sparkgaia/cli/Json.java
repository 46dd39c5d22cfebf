package sparkgaia.cli;

import java.util.List;
import java.util.Map;

/** Writes JSON from maps, lists, texts, numbers, truths and nulls. Members keep the order of their map. */
final class Json {
    private Json() {}

    static String text(Object value) {
        var text = new StringBuilder();
        write(text, value, "\n");
        return text.append('\n').toString();
    }

    private static void write(StringBuilder to, Object value, String newLine) {
        if (value instanceof Map<?, ?> members) {
            writeMembers(to, members, newLine);
        } else if (value instanceof List<?> elements) {
            writeElements(to, elements, newLine);
        } else if (value instanceof CharSequence characters) {
            writeText(to, characters);
        } else if (value instanceof Double number && !Double.isFinite(number)) {
            to.append("null");
        } else if (value == null || value instanceof Number || value instanceof Boolean) {
            to.append(value);
        } else {
            throw new IllegalArgumentException("JSON has no form for " + value.getClass());
        }
    }

    private static void writeMembers(StringBuilder to, Map<?, ?> members, String newLine) {
        String separator = "{";
        for (Map.Entry<?, ?> member : members.entrySet()) {
            to.append(separator).append(newLine).append("  ");
            writeText(to, member.getKey().toString());
            to.append(": ");
            write(to, member.getValue(), newLine + "  ");
            separator = ",";
        }
        to.append(members.isEmpty() ? "{}" : newLine + "}");
    }

    private static void writeElements(StringBuilder to, List<?> elements, String newLine) {
        String separator = "[";
        for (Object element : elements) {
            to.append(separator).append(newLine).append("  ");
            write(to, element, newLine + "  ");
            separator = ",";
        }
        to.append(elements.isEmpty() ? "[]" : newLine + "]");
    }

    private static void writeText(StringBuilder to, CharSequence characters) {
        to.append('"');
        for (int i = 0; i < characters.length(); i++) {
            char character = characters.charAt(i);
            if (character == '"' || character == '\\') {
                to.append('\\').append(character);
            } else if (character < ' ') {
                to.append(String.format("\\u%04x", (int) character));
            } else {
                to.append(character);
            }
        }
        to.append('"');
    }
}
