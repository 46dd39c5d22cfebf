package sparkgaia.server.settings;

import java.util.List;

/** Settings that belong together on the page, and what is to be said of all of them. */
public record Section(String title, String says, List<Setting<?>> settings) {
    public Section {
        settings = List.copyOf(settings);
    }
}
