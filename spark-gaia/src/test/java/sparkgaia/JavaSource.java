package sparkgaia;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Java file as far as counting needs it: its code without comments and literals, and the bodies
 * in it, found by their braces. Good enough for formatted sources; not a parser.
 */
final class JavaSource {

    /** The lines from a body's first word (its annotations too) to its closing brace. */
    record Body(int firstLine, int lastLine) {
        int lines() {
            return lastLine - firstLine + 1;
        }
    }

    private record Open(boolean isType, boolean isMember, int firstLine) {}

    // Tried in this order at each place: a quote inside a comment is no literal, and the other way
    // round.
    private static final Pattern SILENT =
            Pattern.compile(
                    "/\\*.*?\\*/|//[^\\n]*|\"\"\"(?:\\\\.|.)*?\"\"\"|\"(?:\\\\.|[^\"\\\\\\n])*\"|'(?:\\\\.|[^'\\\\\\n])+'",
                    Pattern.DOTALL);
    private static final Pattern TYPE =
            Pattern.compile("(^|\\W)(class|interface|enum|record)\\s+\\w+");

    private final String code;

    private JavaSource(String code) {
        this.code = code;
    }

    static JavaSource read(Path file) throws IOException {
        return of(Files.readString(file));
    }

    static JavaSource of(String text) {
        return new JavaSource(SILENT.matcher(text).replaceAll(JavaSource::silenced));
    }

    /** How many lines hold code. */
    int codeLines() {
        return (int) code.lines().filter(line -> !line.isBlank()).count();
    }

    /** The methods, constructors and initialisers of all types, nested ones too; not of anonymous ones. */
    List<Body> methods() {
        var methods = new ArrayList<Body>();
        Deque<Open> open = new ArrayDeque<>();
        int line = 1;
        var header = new StringBuilder();
        int headerLine = 0;
        for (char c : code.toCharArray()) {
            if (c == '\n') {
                line++;
            }
            if (c == '{') {
                open.push(opened(header, open, headerLine));
            } else if (c == '}' && !open.isEmpty()) {
                Open closed = open.pop();
                if (closed.isMember()) {
                    methods.add(new Body(closed.firstLine(), line));
                }
            }
            if (c == '{' || c == '}' || c == ';') {
                header.setLength(0);
            } else if (header.length() > 0 || !Character.isWhitespace(c)) {
                headerLine = header.length() == 0 ? line : headerLine;
                header.append(c);
            }
        }
        return methods;
    }

    private static Open opened(CharSequence header, Deque<Open> open, int headerLine) {
        boolean isInType = !open.isEmpty() && open.peek().isType();
        boolean isType = (open.isEmpty() || isInType) && TYPE.matcher(header).find();
        return new Open(isType, isInType && !isType, headerLine);
    }

    private static String silenced(MatchResult found) {
        boolean isComment = found.group().startsWith("/");
        // Line breaks stay, so that lines keep their numbers; a literal stays code.
        String kept = found.group().replaceAll("[^\\n]", isComment ? " " : "_");
        return Matcher.quoteReplacement(kept);
    }
}
