package sparkgaia.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.io.PrintWriter;
import java.io.StringWriter;

class ProgressTest {
    @Test
    void whatIsSoonOverSaysNothing() {
        for (boolean isTerminal : new boolean[] {true, false}) {
            var text = new StringWriter();
            try (var progress = new Progress(new PrintWriter(text), isTerminal)) {
                progress.say(() -> "so far");
            }
            assertEquals("", text.toString());
        }
    }
}
