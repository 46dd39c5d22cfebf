package sparkgaia.server.ledger;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The members of a line by name. Lenient: what is not exactly as {@link Line} writes it is found by writing it again. */
final class Fields {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int DEPTH_MAX = 3;

    private final Map<String, Object> members;

    private Fields(Map<String, Object> members) {
        this.members = members;
    }

    /** An {@link IOException} or {@link IllegalArgumentException} where these bytes are no JSON object. */
    static Fields of(byte[] line) throws IOException {
        try (JsonParser parser = JSON.createParser(line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("no JSON object");
            }
            return new Fields(object(parser, 1));
        }
    }

    private static Map<String, Object> object(JsonParser parser, int depth) throws IOException {
        var members = new LinkedHashMap<String, Object>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            members.put(name, value(parser, parser.nextToken(), depth));
        }
        return members;
    }

    private static Object value(JsonParser parser, JsonToken token, int depth) throws IOException {
        if (depth > DEPTH_MAX || token == null) {
            throw new IllegalArgumentException("too deep, or it ends early");
        }
        return switch (token) {
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case START_OBJECT -> object(parser, depth + 1);
            case START_ARRAY -> {
                var elements = new ArrayList<Object>();
                JsonToken next = parser.nextToken();
                while (next != JsonToken.END_ARRAY) {
                    elements.add(value(parser, next, depth + 1));
                    next = parser.nextToken();
                }
                yield elements;
            }
            default -> throw new IllegalArgumentException("a value of another kind");
        };
    }

    String text(String name) {
        return the(String.class, name, members.get(name));
    }

    long number(String name) {
        return the(Long.class, name, members.get(name));
    }

    int small(String name) {
        return Math.toIntExact(number(name));
    }

    boolean flag(String name) {
        return the(Boolean.class, name, members.get(name));
    }

    SortedMap<String, Long> numbers(String name) {
        var numbers = new TreeMap<String, Long>();
        the(Map.class, name, members.get(name));
        ((Map<?, ?>) members.get(name))
                .forEach((key, value) -> numbers.put((String) key, the(Long.class, name, value)));
        return numbers;
    }

    List<Fields> objects(String name) {
        var objects = new ArrayList<Fields>();
        for (Object element : the(List.class, name, members.get(name))) {
            var copy = new LinkedHashMap<String, Object>();
            ((Map<?, ?>) the(Map.class, name, element))
                    .forEach((key, value) -> copy.put((String) key, value));
            objects.add(new Fields(copy));
        }
        return objects;
    }

    private static <T> T the(Class<T> type, String name, Object value) {
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException(name + " is missing or of another kind");
        }
        return type.cast(value);
    }
}
