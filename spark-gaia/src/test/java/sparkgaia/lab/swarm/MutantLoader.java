package sparkgaia.lab.swarm;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * Loads all of {@code sparkgaia} afresh with a {@link Mutant} in it: the sources that it touches are compiled in memory
 * and laid over the classes as they are.
 */
final class MutantLoader extends ClassLoader {
    private static final Path SOURCES = Path.of("src/main/java");

    private final TreeMap<String, byte[]> overlay = new TreeMap<>();

    private MutantLoader() {
        super(MutantLoader.class.getClassLoader());
    }

    /** The classes as they are, in a loader of their own. */
    static MutantLoader unchanged() {
        return new MutantLoader();
    }

    static MutantLoader of(Mutant mutant) {
        var loader = new MutantLoader();
        loader.compile(mutant.name(), plant(mutant));
        return loader;
    }

    /** The sources that a mutant touches, as they are on the disk, with the bug in them. */
    static Map<String, String> plant(Mutant mutant) {
        var sources = new TreeMap<String, String>();
        for (Mutant.Change change : mutant.changes()) {
            sources.put(
                    change.source(), read(SOURCES.resolve("sparkgaia").resolve(change.source())));
        }
        return mutant.plant(sources);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void compile(String name, Map<String, String> sources) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        var units = sources.entrySet().stream().map(MutantLoader::source).toList();
        var messages = new StringWriter();
        JavaFileManager files = new Overlay(compiler.getStandardFileManager(null, null, null));
        List<String> options =
                List.of("-proc:none", "-nowarn", "-cp", System.getProperty("java.class.path"));
        if (!compiler.getTask(messages, files, null, options, null, units).call()) {
            throw new IllegalStateException("mutant \"" + name + "\": " + messages);
        }
    }

    private static JavaFileObject source(Map.Entry<String, String> source) {
        URI uri = URI.create("string:///sparkgaia/" + source.getKey());
        return new SimpleJavaFileObject(uri, JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoresErrors) {
                return source.getValue();
            }
        };
    }

    /** Keeps what the compiler writes. */
    private final class Overlay extends ForwardingJavaFileManager<JavaFileManager> {
        Overlay(JavaFileManager files) {
            super(files);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location place, String name, JavaFileObject.Kind kind, FileObject sibling) {
            URI uri = URI.create("string:///" + name.replace('.', '/') + ".class");
            return new SimpleJavaFileObject(uri, kind) {
                @Override
                public OutputStream openOutputStream() {
                    return new ByteArrayOutputStream() {
                        @Override
                        public void close() {
                            overlay.put(name, toByteArray());
                        }
                    };
                }
            };
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolves) throws ClassNotFoundException {
        if (!name.startsWith("sparkgaia.")) {
            return super.loadClass(name, resolves);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded == null) {
                byte[] bytes = bytes(name);
                loaded = defineClass(name, bytes, 0, bytes.length);
            }
            return loaded;
        }
    }

    private byte[] bytes(String name) throws ClassNotFoundException {
        byte[] planted = overlay.get(name);
        if (planted != null) {
            return planted;
        }
        String path = name.replace('.', '/') + ".class";
        try (InputStream file = getParent().getResourceAsStream(path)) {
            if (file == null) {
                throw new ClassNotFoundException(name);
            }
            return file.readAllBytes();
        } catch (IOException unreadable) {
            throw new ClassNotFoundException(name, unreadable);
        }
    }
}
