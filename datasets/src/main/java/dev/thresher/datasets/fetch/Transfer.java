package dev.thresher.datasets.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One request for one file from one mirror: everything from the part's end to the body's end, or a reason why not. */
final class Transfer {
    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)");
    private static final long TICK_MILLIS = 50;
    private static final long REPORT_NANOS = 100_000_000;

    private final HttpClient client;
    private final Duration patience;
    private final FetchProgress progress;
    private final BooleanSupplier cancelled;

    /** The reason why a mirror did not give the file; the next one is tried. */
    static final class Failure extends Exception {
        private static final long serialVersionUID = 1L;

        Failure(String reason) {
            super(reason);
        }

        Failure(String reason, Throwable cause) {
            super(reason, cause);
        }
    }

    Transfer(HttpClient client, Duration patience, FetchProgress progress, BooleanSupplier cancelled) {
        this.client = client;
        this.patience = patience;
        this.progress = progress;
        this.cancelled = cancelled;
    }

    /**
     * Completes {@code part} from {@code address}.
     *
     * @return whether bytes of an earlier attempt were kept
     */
    boolean run(URI address, RemoteFile file, PartFile part) throws Failure {
        long have = part.size();
        HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(patience).header("User-Agent", "thresher")
                .header("Accept-Encoding", "identity");
        if (have > 0) {
            request.header("Range", "bytes=" + have + "-");
            String tag = part.tagOf(address);
            if (tag != null) {
                request.header("If-Range", tag);
            }
        }
        HttpResponse<InputStream> response = send(request.build(), file);
        try (InputStream body = response.body()) {
            long total = accept(response, file, part, have);
            receive(body, total, file, part);
        } catch (IOException e) {
            throw new Failure("broke off: " + reason(e), e);
        }
        return have > 0 && response.statusCode() == 206;
    }

    /** Judges status and headers, and makes the part ready to be appended to. Returns the size of the whole file, or −1. */
    private long accept(HttpResponse<InputStream> response, RemoteFile file, PartFile part, long have) throws Failure {
        OptionalLong length = response.headers().firstValueAsLong("Content-Length");
        long total;
        switch (response.statusCode()) {
            case 200 -> {
                part.clear();
                total = length.orElse(-1);
            }
            case 206 -> {
                Matcher range = CONTENT_RANGE.matcher(response.headers().firstValue("Content-Range").orElse(""));
                if (!range.matches() || Long.parseLong(range.group(1)) != have) {
                    part.clear();
                    throw new Failure("sent another range than was asked for");
                }
                total = range.group(3).equals("*") ? -1 : Long.parseLong(range.group(3));
            }
            case 416 -> {
                part.clear();
                throw new Failure("has no such range (HTTP 416)");
            }
            default -> throw new Failure("HTTP " + response.statusCode());
        }
        if (total > file.maximumBytes()) {
            throw new Failure("offers " + total + " bytes where about " + file.bytes() + " are expected");
        }
        String tag = response.headers().firstValue("ETag").filter(t -> t.startsWith("\"")).orElse(null);
        part.note(response.request().uri(), tag);
        return total;
    }

    private void receive(InputStream body, long total, RemoteFile file, PartFile part) throws IOException, Failure {
        byte[] buffer = new byte[1 << 15];
        long begin = System.nanoTime();
        long first = part.size();
        long have = first;
        long reported = begin - REPORT_NANOS;
        try (Watchdog watchdog = new Watchdog(body, patience, cancelled)) {
            int got;
            while ((got = read(body, buffer, watchdog, file)) >= 0) {
                have += got;
                if (have > file.maximumBytes()) {
                    part.clear();
                    throw new Failure("sends more than " + file.maximumBytes() + " bytes where about " + file.bytes() + " are expected");
                }
                part.append(buffer, got);
                long now = System.nanoTime();
                if (now - reported >= REPORT_NANOS) {
                    reported = now;
                    progress.update(file.name(), have, total, (have - first) * 1e9 / Math.max(1, now - begin));
                }
            }
        }
        if (total >= 0 && have != total) {
            throw new Failure("sent " + have + " of " + total + " bytes");
        }
        progress.update(file.name(), have, have, (have - first) * 1e9 / Math.max(1, System.nanoTime() - begin));
    }

    private int read(InputStream body, byte[] buffer, Watchdog watchdog, RemoteFile file) throws IOException, Failure {
        int got;
        try {
            got = body.read(buffer);
        } catch (IOException e) {
            watchdog.explain(file.name());
            throw e;
        }
        watchdog.explain(file.name());
        watchdog.alive();
        return got;
    }

    /** Sends the request and waits for the headers, looking up every now and then for a cancellation. */
    private HttpResponse<InputStream> send(HttpRequest request, RemoteFile file) throws Failure {
        var answer = client.sendAsync(request, HttpResponse.BodyHandlers.ofInputStream());
        while (true) {
            if (cancelled.getAsBoolean()) {
                answer.cancel(true);
                throw new Cancelled(file.name());
            }
            try {
                return answer.get(TICK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                continue; // the request has a time limit of its own
            } catch (InterruptedException e) {
                answer.cancel(true);
                Thread.currentThread().interrupt();
                throw new Cancelled(file.name());
            } catch (ExecutionException e) {
                throw new Failure(reason(e.getCause()), e);
            }
        }
    }

    private static String reason(Throwable cause) {
        return switch (cause) {
            case HttpTimeoutException _ -> "no answer in time";
            case ConnectException _ -> "cannot connect";
            case UnresolvedAddressException _ -> "unknown host";
            default -> cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage().lines().findFirst().orElse("");
        };
    }
}
