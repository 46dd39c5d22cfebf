package sparkgaia.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;

class JsonTest {
    @Test
    void whatIsWrittenIsReadBack() {
        var inner = new LinkedHashMap<String, Object>();
        inner.put("quote\" slash\\ tab\t bell\u0007 umlaut\u00e4", "line\nbreak");
        inner.put("nothing", null);
        inner.put("empty", List.of());
        var value = new LinkedHashMap<String, Object>();
        value.put("list", Arrays.asList(1.0, -2.5e-7, 1e300, true, false, null, inner));
        value.put("none", new LinkedHashMap<String, Object>());
        assertEquals(value, JsonText.read(Json.text(value)));
    }

    @Test
    void numbersThatJsonDoesNotHaveAreNull() {
        var value = Arrays.<Object>asList(Double.NaN, Double.POSITIVE_INFINITY, Long.MAX_VALUE);
        assertEquals(
                Arrays.asList(null, null, (double) Long.MAX_VALUE),
                JsonText.read(Json.text(value)));
    }

    @Test
    void whatHasNoFormIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Json.text(new Object()));
    }
}
