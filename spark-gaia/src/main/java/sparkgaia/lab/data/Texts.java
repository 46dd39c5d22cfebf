package sparkgaia.lab.data;

import sparkgaia.core.table.Mix;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What is read out of a text. */
public final class Texts {
    static final int LETTERS_MIN = 3;
    static final int LETTERS_MAX = 20;

    private static final Pattern UNSEEN =
            Pattern.compile(
                    "(?is)<(script|style|head|nav|header|footer)\\b.*?</\\1\\s*>|<!--.*?-->");
    private static final Pattern TAG = Pattern.compile("<[^>]*>");
    private static final Pattern ENTITY = Pattern.compile("&[#a-zA-Z0-9]{1,31};");

    private Texts() {}

    /** A page without its markup, and without what is on every page. */
    public static String withoutMarkup(String html) {
        String seen = UNSEEN.matcher(html).replaceAll(" ");
        return ENTITY.matcher(TAG.matcher(seen).replaceAll(" ")).replaceAll(" ");
    }

    /** The words in their order: runs of 3 to 20 letters from a to z, small or not, told small. */
    static List<String> words(String text) {
        var words = new ArrayList<String>();
        var word = new StringBuilder();
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : ' ';
            if (c >= 'a' && c <= 'z') {
                word.append(c);
            } else if (c >= 'A' && c <= 'Z') {
                word.append((char) (c - 'A' + 'a'));
            } else {
                if (word.length() >= LETTERS_MIN && word.length() <= LETTERS_MAX) {
                    words.add(word.toString());
                }
                word.setLength(0);
            }
        }
        return words;
    }

    /** A hash of a name, the same everywhere. */
    public static long hash(long salt, String name) {
        long hash = Mix.hash(salt, name.length());
        for (int i = 0; i < name.length(); i++) {
            hash = Mix.hash(hash, name.charAt(i));
        }
        return hash;
    }
}
