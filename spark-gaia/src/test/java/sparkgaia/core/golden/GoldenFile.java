package sparkgaia.core.golden;

import java.util.ArrayList;
import java.util.List;

/** A text of blocks: commands, {@code ----}, what came of them, an empty line. Comments stand between blocks. */
final class GoldenFile {
    private static final String RULE = "----";

    private final List<String> lines;

    GoldenFile(String text) {
        this.lines = text.lines().toList();
    }

    /** The same text, with what really comes of the commands. */
    String played(Script script) {
        var text = new StringBuilder();
        int at = 0;
        while (at < lines.size()) {
            String line = lines.get(at);
            if (line.isBlank() || line.startsWith("#")) {
                text.append(line).append('\n');
                at++;
                continue;
            }
            var commands = new ArrayList<String>();
            while (at < lines.size() && !lines.get(at).equals(RULE)) {
                commands.add(lines.get(at++));
            }
            if (at == lines.size()) {
                throw new IllegalArgumentException("no " + RULE + " after: " + commands);
            }
            while (at < lines.size() && !lines.get(at).isBlank()) {
                at++;
            }
            commands.forEach(command -> text.append(command).append('\n'));
            text.append(RULE).append('\n');
            for (String command : commands) {
                script.run(command).forEach(out -> text.append(out).append('\n'));
            }
        }
        return text.toString();
    }
}
