package sparkgaia.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;

/** What a command line came to. */
record Answer(int status, String out, String err) {
    static Answer to(String... line) {
        var out = new StringWriter();
        var err = new StringWriter();
        int status = Gaia.run(line, new PrintWriter(out, true), new PrintWriter(err, true));
        return new Answer(status, out.toString(), err.toString());
    }

    Answer fails(int expected, String words) {
        assertEquals(expected, status, err);
        assertTrue(err.startsWith("gaia: "), err);
        assertTrue(err.contains(words), err);
        assertEquals("", out);
        return this;
    }

    Answer isDone() {
        assertEquals(0, status, err);
        assertEquals("", err);
        return this;
    }
}
