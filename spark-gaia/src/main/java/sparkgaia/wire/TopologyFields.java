package sparkgaia.wire;

import sparkgaia.core.topology.Topology;
import sparkgaia.core.topology.Topology.Forward;
import sparkgaia.core.topology.Topology.Link;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A topology in words: {@code star(0); members 0 1 2; links 0>1 0>2 1>0 2>0; forwards 0:1>2 0:2>1}. */
final class TopologyFields {
    private static final Pattern FORM =
            Pattern.compile("([^;]*); members([^;]*); links([^;]*); forwards([^;]*)");
    private static final Pattern LINK = Pattern.compile("(\\d{1,9})>(\\d{1,9})");
    private static final Pattern FORWARD = Pattern.compile("(\\d{1,9}):(\\d{1,9})>(\\d{1,9})");

    private TopologyFields() {}

    static String text(Topology topology) {
        var links = new ArrayList<String>();
        var forwards = new ArrayList<String>();
        for (int member : topology.members()) {
            for (int to : topology.outgoing(member)) {
                links.add(member + ">" + to);
            }
            for (int from : topology.incoming(member)) {
                for (int to : topology.forwards(member, from)) {
                    forwards.add(member + ":" + from + ">" + to);
                }
            }
        }
        String members =
                Arrays.stream(topology.members())
                        .mapToObj(String::valueOf)
                        .collect(Collectors.joining(" "));
        return topology.name().replace(';', ' ')
                + "; members "
                + members
                + "; links "
                + String.join(" ", links)
                + "; forwards "
                + String.join(" ", forwards);
    }

    static Topology parse(String field, String text, int regions) throws BadJob {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw Fields.wrong(field, text);
        }
        var members = new ArrayList<Integer>();
        for (String member : words(form.group(2))) {
            members.add((int) Fields.number(field, member, 0, regions - 1L));
        }
        var links = new ArrayList<Link>();
        for (String link : words(form.group(3))) {
            int[] ends = numbers(field, LINK, link);
            links.add(new Link(ends[0], ends[1]));
        }
        var forwards = new ArrayList<Forward>();
        for (String forward : words(form.group(4))) {
            int[] ends = numbers(field, FORWARD, forward);
            forwards.add(new Forward(ends[0], ends[1], ends[2]));
        }
        int[] sorted = members.stream().mapToInt(Integer::intValue).toArray();
        return Topology.of(form.group(1), sorted, links, forwards);
    }

    private static String[] words(String text) {
        String trimmed = text.trim();
        return trimmed.isEmpty() ? new String[0] : trimmed.split(" ");
    }

    private static int[] numbers(String field, Pattern form, String text) throws BadJob {
        Matcher matcher = form.matcher(text);
        if (!matcher.matches()) {
            throw Fields.wrong(field, text);
        }
        int[] numbers = new int[matcher.groupCount()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = Integer.parseInt(matcher.group(i + 1));
        }
        return numbers;
    }
}
