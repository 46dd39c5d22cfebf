package sparkgaia.server.settings;

import java.util.List;

/** What settings say of themselves: a page, and a file to begin with. */
public final class SettingsPage {
    private static final int COLUMNS = 100;

    private SettingsPage() {}

    /** The page of the docs, generated whole. */
    public static String markdown(String introduction, List<Section> sections) {
        var page = new StringBuilder(introduction);
        for (Section section : sections) {
            page.append("\n## ").append(section.title()).append("\n\n");
            page.append(section.says()).append("\n\n");
            page.append("| setting | default | is | for |\n|---|---|---|---|\n");
            for (Setting<?> setting : section.settings()) {
                page.append("| `").append(setting.name()).append("` | ");
                page.append(
                        setting.isRequired() ? "must be given" : "`" + setting.fallback() + "`");
                page.append(" | ").append(setting.kind().words());
                page.append(" | ").append(setting.says()).append(" |\n");
            }
        }
        return page.toString();
    }

    /** A file with every setting explained; what must be given is an example, the rest is commented out. */
    public static String example(String introduction, List<Section> sections) {
        var file = new StringBuilder();
        comment(file, introduction);
        for (Section section : sections) {
            file.append('\n');
            comment(file, "---- " + section.title() + " ----");
            comment(file, section.says());
            for (Setting<?> setting : section.settings()) {
                file.append('\n');
                comment(file, setting.says() + " It is " + setting.kind().words() + ".");
                file.append(setting.isRequired() ? "" : "# ")
                        .append(setting.nameFor("virginia"))
                        .append(" = ")
                        .append(setting.example())
                        .append('\n');
            }
        }
        return file.toString();
    }

    private static void comment(StringBuilder file, String text) {
        var line = new StringBuilder("#");
        for (String word : text.replace("`", "").split("\\s+")) {
            if (line.length() + 1 + word.length() > COLUMNS) {
                file.append(line).append('\n');
                line.setLength(1);
            }
            line.append(' ').append(word);
        }
        file.append(line).append('\n');
    }
}
