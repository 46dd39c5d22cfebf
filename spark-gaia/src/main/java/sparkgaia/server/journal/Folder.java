package sparkgaia.server.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** The names in a journal's folder: {@code N.journal}, and {@code N.part} for what is not whole yet. */
final class Folder {
    private static final String WHOLE = ".journal";
    private static final String PART = ".part";
    private static final Pattern NUMBERED = Pattern.compile("[1-9][0-9]{0,17}\\.(journal|part)");

    private Folder() {}

    static Path whole(Path folder, long number) {
        return folder.resolve(number + WHOLE);
    }

    static Path partial(Path folder, long number) {
        return folder.resolve(number + PART);
    }

    /** The highest number of a whole file, or 0. */
    static long newest(Storage storage, Path folder) throws IOException {
        long newest = 0;
        for (String name : storage.list(folder)) {
            if (NUMBERED.matcher(name).matches() && name.endsWith(WHOLE)) {
                newest = Math.max(newest, number(name));
            }
        }
        return newest;
    }

    /** Deletes all but one file: older ones, and beginnings of snapshots. */
    static void clean(Storage storage, Path folder, long kept) throws IOException {
        for (String name : storage.list(folder)) {
            if (NUMBERED.matcher(name).matches() && !name.equals(kept + WHOLE)) {
                storage.delete(folder.resolve(name));
            }
        }
    }

    private static long number(String name) {
        return Long.parseLong(name.substring(0, name.indexOf('.')));
    }
}
