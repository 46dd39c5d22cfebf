package sparkgaia.spark;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Which folders are in which region, as {@code eu=s3a://bucket-eu/ratings,us=hdfs://us/ratings} says. A region may have
 * several; none is below another's.
 *
 * @param folders to their regions; whole paths once {@link #qualified}
 */
record RegionPaths(TreeMap<String, String> folders) {
    private static final int FOLDERS_MAX = 4096;
    private static final Pattern REGION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,62}");

    /** @param param the name of the parameter, for messages */
    static RegionPaths parse(String param, String text) {
        var folders = new TreeMap<String, String>();
        for (String one : text.isBlank() ? new String[0] : text.split(",", -1)) {
            int at = one.indexOf('=');
            String region = at < 0 ? "" : one.substring(0, at).strip();
            String folder = one.substring(at + 1).strip();
            if (!REGION.matcher(region).matches() || folder.isEmpty()) {
                throw new IllegalArgumentException(
                        param
                                + ": \""
                                + one.strip()
                                + "\" is not region=folder; give a list such as"
                                + " eu=s3a://bucket-eu/data,us=hdfs://us/data");
            }
            if (folders.putIfAbsent(folder, region) != null || folders.size() > FOLDERS_MAX) {
                throw new IllegalArgumentException(
                        param
                                + ": "
                                + folder
                                + " is named twice, or there are more than "
                                + FOLDERS_MAX
                                + " folders");
            }
        }
        return new RegionPaths(folders);
    }

    boolean isEmpty() {
        return folders.isEmpty();
    }

    /** With scheme and host, as Spark names files. */
    RegionPaths qualified(String param, Configuration hadoop) {
        var whole = new TreeMap<String, String>();
        folders.forEach((folder, region) -> whole.put(whole(folder, hadoop), region));
        for (Map.Entry<String, String> outer : whole.entrySet()) {
            for (Map.Entry<String, String> inner : whole.entrySet()) {
                boolean isOther = !outer.getValue().equals(inner.getValue());
                if (isOther && isBelow(inner.getKey(), outer.getKey())) {
                    throw new IllegalArgumentException(
                            param
                                    + ": "
                                    + inner.getKey()
                                    + " of "
                                    + inner.getValue()
                                    + " is below "
                                    + outer.getKey()
                                    + " of "
                                    + outer.getValue()
                                    + ": name folders that do not overlap");
                }
            }
        }
        return new RegionPaths(whole);
    }

    private static String whole(String folder, Configuration hadoop) {
        var path = new Path(folder);
        try {
            return path.getFileSystem(hadoop).makeQualified(path).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " cannot be looked at: " + e.getMessage(), e);
        }
    }

    private static boolean isBelow(String path, String folder) {
        return path.startsWith(folder)
                && (path.length() == folder.length()
                        || folder.endsWith("/")
                        || path.charAt(folder.length()) == '/');
    }

    /** The region of a file by its whole path, or null. */
    String regionOf(String file) {
        for (Map.Entry<String, String> each : folders.entrySet()) {
            if (isBelow(file, each.getKey())) {
                return each.getValue();
            }
        }
        return null;
    }

    /** By name. */
    List<String> regions() {
        return folders.values().stream().distinct().sorted().toList();
    }

    /** The folders of a region. */
    List<String> of(String region) {
        var found = new ArrayList<String>();
        folders.forEach(
                (folder, its) -> {
                    if (its.equals(region)) {
                        found.add(folder);
                    }
                });
        return found;
    }
}
