package sparkgaia;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A member of the JDK that must not be called or referred to, and what to use in its place.
 *
 * @param owner the full name of the class that the member is called on
 * @param member matches the member's name and erased parameters, as in {@code <init>()} or {@code
 *     now(java.time.ZoneId)}
 * @param instead what to do, for the one who ran into the ban
 */
record Ban(String owner, Pattern member, String instead) {

    private static final String ANY_PARAMETERS = "\\(.*\\)";

    /** Bans every member of the class, constructors too. */
    static Ban everythingOf(String owner, String instead) {
        return new Ban(owner, Pattern.compile(".*"), instead);
    }

    /** Bans the members with these names, whatever their parameters. */
    static Ban named(String owner, String names, String instead) {
        return new Ban(owner, Pattern.compile("(" + names + ")" + ANY_PARAMETERS), instead);
    }

    /** Bans all constructors. */
    static Ban construction(String owner, String instead) {
        return named(owner, "<init>", instead);
    }

    /** Bans exactly one member. */
    static Ban exactly(String owner, String member, String instead) {
        return new Ban(owner, Pattern.compile(Pattern.quote(member)), instead);
    }

    /** Holds for a class that uses none of the banned members, be it by call or method reference. */
    static ArchCondition<JavaClass> heeds(List<Ban> bans) {
        return new ArchCondition<>("use none of " + bans.size() + " banned members") {
            @Override
            public void check(JavaClass user, ConditionEvents events) {
                for (JavaAccess<?> access : user.getAccessesFromSelf()) {
                    for (Ban ban : bans) {
                        if (ban.concerns(access)) {
                            String message = access.getDescription() + ": " + ban.instead();
                            events.add(SimpleConditionEvent.violated(access, message));
                        }
                    }
                }
            }
        };
    }

    private boolean concerns(JavaAccess<?> access) {
        return access.getTargetOwner().getName().equals(owner)
                && member.matcher(signatureOf(access)).matches();
    }

    private static String signatureOf(JavaAccess<?> access) {
        // The full name is owner.member(parameters), or owner.field.
        return access.getTarget()
                .getFullName()
                .substring(access.getTargetOwner().getName().length() + 1);
    }
}
