package sparkgaia.core.view;

import sparkgaia.core.message.Clocks;

import java.util.ArrayList;
import java.util.List;

/** The versions of the links that a region has begun after the first, oldest first. */
public final class History {
    private final List<Version> begun = new ArrayList<>();

    public void add(Version version) {
        begun.add(version);
    }

    public List<Version> all() {
        return begun;
    }

    /** A version that has begun, or null if it is the first. */
    public Version get(int number) {
        for (Version version : begun) {
            if (version.number() == number) {
                return version;
            }
        }
        return null;
    }

    public boolean isEmpty() {
        return begun.isEmpty();
    }

    public int size() {
        return begun.size();
    }

    /** The newest version, or null if it is the first. */
    public Version newest() {
        return begun.isEmpty() ? null : begun.get(begun.size() - 1);
    }

    /** The number of the view that is in force. */
    public int view() {
        return begun.isEmpty() ? 0 : newest().view();
    }

    /** The version that the view in force began with, or null for the first view. */
    public Version newestView() {
        Version found = null;
        int view = 0;
        for (Version version : begun) {
            found = version.view() > view ? version : found;
            view = version.view();
        }
        return found;
    }

    /** The last clock before the view in force. */
    public int viewFirst() {
        return newestView() == null ? Clocks.NONE : newestView().after();
    }
}
