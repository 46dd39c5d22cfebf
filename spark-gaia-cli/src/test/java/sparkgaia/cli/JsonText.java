package sparkgaia.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads JSON, strictly: what a program on the other side would do with a report. */
final class JsonText {
    private final String text;
    private int at;

    private JsonText(String text) {
        this.text = text;
    }

    static Object read(String text) {
        var reader = new JsonText(text);
        Object value = reader.value();
        reader.skip();
        if (reader.at != text.length()) {
            throw reader.wrong("the end");
        }
        return value;
    }

    private Object value() {
        skip();
        char next = text.charAt(at);
        if (next == '{') {
            return members();
        }
        if (next == '[') {
            return elements();
        }
        if (next == '"') {
            return characters();
        }
        for (String word : List.of("true", "false", "null")) {
            if (text.startsWith(word, at)) {
                at += word.length();
                return word.equals("null") ? null : Boolean.valueOf(word);
            }
        }
        return number();
    }

    private Map<String, Object> members() {
        var members = new LinkedHashMap<String, Object>();
        at++;
        if (isNext('}')) {
            return members;
        }
        do {
            skip();
            String name = characters();
            expect(':');
            if (members.put(name, value()) != null) {
                throw wrong("one member called " + name);
            }
        } while (isNext(','));
        expect('}');
        return members;
    }

    private List<Object> elements() {
        var elements = new ArrayList<Object>();
        at++;
        if (isNext(']')) {
            return elements;
        }
        do {
            elements.add(value());
        } while (isNext(','));
        expect(']');
        return elements;
    }

    private String characters() {
        expect('"');
        var read = new StringBuilder();
        while (text.charAt(at) != '"') {
            char next = text.charAt(at++);
            if (next < ' ') {
                throw wrong("no control character in a text");
            }
            read.append(next == '\\' ? escaped() : next);
        }
        at++;
        return read.toString();
    }

    private char escaped() {
        char kind = text.charAt(at++);
        if (kind == 'u') {
            at += 4;
            return (char) Integer.parseInt(text.substring(at - 4, at), 16);
        }
        int which = "\"\\/bfnrt".indexOf(kind);
        if (which < 0) {
            throw wrong("an escape");
        }
        return "\"\\/\b\f\n\r\t".charAt(which);
    }

    private Double number() {
        int from = at;
        while (at < text.length() && "+-.0123456789eE".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        String digits = text.substring(from, at);
        if (!digits.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?")) {
            throw wrong("a value");
        }
        return Double.valueOf(digits);
    }

    private boolean isNext(char character) {
        skip();
        if (text.charAt(at) != character) {
            return false;
        }
        at++;
        return true;
    }

    private void expect(char character) {
        if (!isNext(character)) {
            throw wrong("'" + character + "'");
        }
    }

    private void skip() {
        while (at < text.length() && " \n\r\t".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private IllegalArgumentException wrong(String expected) {
        String rest = text.substring(at, Math.min(text.length(), at + 40));
        return new IllegalArgumentException("expected " + expected + " at " + at + ": " + rest);
    }
}
