package sparkgaia.wire;

import sparkgaia.core.Job;
import sparkgaia.core.table.Range;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A job in words: named fields in a fixed order, from which every region makes the same {@link Job}. Regions compare
 * their descriptions field by field before they begin, and what a trainer is set to is among the fields, though a
 * sidecar makes nothing of it. No class is ever named in it.
 *
 * @param name what people call the job
 * @param trainer its trainer and the trainer's settings, by name
 */
public record JobDescription(String name, Job job, TreeMap<String, String> trainer) {
    /** In UTF-8. A frame holds it. */
    public static final int TEXT_BYTES_MAX = 1 << 19;

    public static final int NAME_LENGTH_MAX = 128;

    private static final String FORMAT = "1";
    private static final String TRAINER = "trainer.";
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ._()-]*");
    private static final Pattern FIELD = Pattern.compile("[A-Za-z0-9._-]{1,128}");

    public JobDescription {
        checkWord("name of a job", name);
        for (int region = 0; region < job.regions(); region++) {
            checkWord("name of a region", job.name(region));
        }
        trainer = new TreeMap<>(trainer);
        trainer.forEach(JobDescription::checkSetting);
    }

    private static void checkWord(String what, String word) {
        Range.check("length of the " + what, word.length(), 1, NAME_LENGTH_MAX);
        if (!WORD.matcher(word).matches()) {
            throw new IllegalArgumentException(
                    what + " \"" + word + "\": use letters, digits, blanks and . _ - ( )");
        }
    }

    private static void checkSetting(String name, String value) {
        if (!FIELD.matcher(name).matches() || value.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("setting " + name + " of a trainer is no line");
        }
    }

    /** All fields, in their order. */
    public LinkedHashMap<String, String> fields() {
        var fields = new LinkedHashMap<String, String>();
        fields.put("format", FORMAT);
        fields.put("name", name);
        JobFields.write(job, fields);
        trainer.forEach((setting, value) -> fields.put(TRAINER + setting, value));
        return fields;
    }

    public String text() {
        return Fields.text(fields());
    }

    /** What {@link #text} gives, from somebody who is not believed. */
    public static JobDescription parse(String text) throws BadJob {
        if (text.getBytes(StandardCharsets.UTF_8).length > TEXT_BYTES_MAX) {
            throw new BadJob("more than " + TEXT_BYTES_MAX + " bytes");
        }
        Fields fields = Fields.parse(text);
        String format = fields.text("format");
        if (!format.equals(FORMAT)) {
            throw new BadJob(
                    "format "
                            + format
                            + ", this is "
                            + FORMAT
                            + ": run the same release everywhere");
        }
        String name = fields.text("name");
        Job job = JobFields.read(fields);
        var trainer = new TreeMap<>(fields.rest(TRAINER));
        fields.end();
        try {
            return new JobDescription(name, job, trainer);
        } catch (IllegalArgumentException e) {
            throw new BadJob(e.getMessage());
        }
    }

    /** The SHA-256 of the text, in hex: equal descriptions have equal hashes. */
    public String hash() {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    /** In which fields two descriptions differ, as "rank: 32 in eu, 64 in us". */
    public static List<String> differences(
            JobDescription mine, String me, JobDescription theirs, String they) {
        Map<String, String> ours = mine.fields();
        Map<String, String> others = theirs.fields();
        var all = new LinkedHashMap<>(ours);
        others.forEach(all::putIfAbsent);
        var differences = new ArrayList<String>();
        for (String field : all.keySet()) {
            String here = ours.getOrDefault(field, "nothing");
            String there = others.getOrDefault(field, "nothing");
            if (!here.equals(there)) {
                differences.add(field + ": " + here + " in " + me + ", " + there + " in " + they);
            }
        }
        return differences;
    }
}
