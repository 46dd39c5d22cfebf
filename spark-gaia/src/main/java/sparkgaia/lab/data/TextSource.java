package sparkgaia.lab.data;

import java.util.List;

/**
 * A kind of text that packages carry; texts of different sources differ in their words, so each is a region by nature.
 *
 * @param packages names under which systems have it, the one that is tried first being first
 * @param inside a part of the path that a text's file has
 * @param without parts of the path that it does not have
 * @param endings of the names of such files, {@code .gz} aside
 */
public record TextSource(
        String name,
        List<String> packages,
        String inside,
        List<String> without,
        List<String> endings) {

    /** Three sources of technical prose: a kernel, a library and a language. */
    public static final List<TextSource> DEBIAN =
            List.of(
                    new TextSource(
                            "linux",
                            List.of("linux-doc-6.1", "linux-doc-6.12", "linux-doc"),
                            "/Documentation/",
                            List.of("/translations/"),
                            List.of(".rst", ".txt", ".yaml")),
                    new TextSource(
                            "openjdk",
                            List.of("openjdk-17-doc", "openjdk-21-doc", "openjdk-25-doc"),
                            "/api/",
                            List.of("/class-use/", "/index-files/"),
                            List.of(".html")),
                    new TextSource(
                            "perl", List.of("perl-doc"), "/pod/", List.of(), List.of(".pod")));

    private static final List<String> USUAL_ENDINGS = List.of(".txt", ".md", ".rst", ".html");

    private static final String PACKED = ".gz";

    public TextSource {
        packages = List.copyOf(packages);
        without = List.copyOf(without);
        endings = List.copyOf(endings);
    }

    /** Somebody's own texts, in no package. */
    public static TextSource own(String name) {
        return new TextSource(name, List.of(), "/", List.of(), USUAL_ENDINGS);
    }

    /** Whether a file is one of the source's texts, by its path with {@code /} between folders. */
    public boolean has(String path) {
        String rooted = "/" + path;
        String plain =
                isPacked(path) ? rooted.substring(0, rooted.length() - PACKED.length()) : rooted;
        return rooted.contains(inside)
                && without.stream().noneMatch(rooted::contains)
                && endings.stream().anyMatch(plain::endsWith);
    }

    public static boolean isPacked(String path) {
        return path.endsWith(PACKED);
    }

    public static boolean isMarkup(String path) {
        return path.endsWith(".html") || path.endsWith(".html" + PACKED);
    }
}
