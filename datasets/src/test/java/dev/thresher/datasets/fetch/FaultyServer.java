package dev.thresher.datasets.fetch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/** A mirror on this machine that behaves as badly as it is told to. */
final class FaultyServer implements AutoCloseable {
    enum Manner {
        /** Serves ranges and entity tags properly. */
        GOOD,
        /** Sends everything, whatever range is asked for. */
        IGNORES_RANGE,
        /** Promises the whole, and ends the connection after two thirds and {@link #breakOffOnce a wait}. */
        BREAKS_OFF,
        /** Says in the header that it is half as long as it is. */
        CLAIMS_LESS,
        /** Says in the header that it is longer than it is, and ends the connection after {@link #breakOffOnce a wait}. */
        CLAIMS_MORE,
        /** Offers far more than the file can be. */
        OFFERS_GIGABYTES,
        /** Sends without end and without saying how much. */
        FLOODS,
        /** Right length, wrong bytes. */
        WRONG_BYTES,
        NOT_FOUND,
        SERVER_ERROR,
        /** Answers 416 to every range. */
        NO_SUCH_RANGE,
        /** Answers a range with another one. */
        OTHER_RANGE,
        /** Sends some bytes and then nothing, leaving the connection open. */
        STALLS,
        /** Takes the request and never answers. */
        SILENT
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final byte[] content;
    private volatile Manner manner;
    private volatile String tag = "\"one\"";
    private volatile BooleanSupplier mayBreakOff = () -> true;
    final AtomicLong bytesSent = new AtomicLong();
    /** The Range header of every request, or "all". */
    final List<String> asked = new CopyOnWriteArrayList<>();

    FaultyServer(byte[] content, Manner manner) throws IOException {
        this.content = content;
        this.manner = manner;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/data/");
    }

    void behave(Manner next) {
        manner = next;
    }

    /**
     * Breaks off only once this is true, at the latest after ten seconds: Java's client forgets what it has received but
     * not yet handed on when a connection ends too early, so how much a part keeps would be left to chance.
     */
    void breakOffOnce(BooleanSupplier condition) {
        mayBreakOff = condition;
    }

    void retag(String next) {
        tag = next;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String range = exchange.getRequestHeaders().getFirst("Range");
            asked.add(range == null ? "all" : range);
            exchange.getResponseHeaders().set("ETag", tag);
            String condition = exchange.getRequestHeaders().getFirst("If-Range");
            boolean ranged = range != null && (condition == null || condition.equals(tag));
            switch (manner) {
                case GOOD -> send(exchange, content, ranged ? from(range) : 0, ranged ? 206 : 200, -1, content.length);
                case IGNORES_RANGE -> send(exchange, content, 0, 200, -1, content.length);
                case BREAKS_OFF -> {
                    send(exchange, content, ranged ? from(range) : 0, ranged ? 206 : 200, -1, content.length * 2 / 3);
                    waitToBreakOff();
                }
                case CLAIMS_LESS -> send(exchange, content, 0, 200, content.length / 2, content.length / 2);
                case CLAIMS_MORE -> {
                    send(exchange, content, 0, 200, content.length + 1000, content.length);
                    waitToBreakOff();
                }
                case OFFERS_GIGABYTES -> send(exchange, content, 0, 200, 5_000_000_000L, content.length);
                case FLOODS -> flood(exchange);
                case WRONG_BYTES -> send(exchange, new byte[content.length], 0, 200, -1, content.length);
                case NOT_FOUND -> exchange.sendResponseHeaders(404, -1);
                case SERVER_ERROR -> exchange.sendResponseHeaders(500, -1);
                case NO_SUCH_RANGE -> {
                    if (range == null) {
                        send(exchange, content, 0, 200, -1, content.length);
                    } else {
                        exchange.sendResponseHeaders(416, -1);
                    }
                }
                case OTHER_RANGE -> send(exchange, content, range == null ? 0 : 1, range == null ? 200 : 206, -1, content.length);
                case STALLS -> {
                    send(exchange, content, 0, 200, -1, 1000);
                    await();
                }
                case SILENT -> await();
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private void waitToBreakOff() throws InterruptedException {
        for (int i = 0; i < 1000 && !mayBreakOff.getAsBoolean(); i++) {
            Thread.sleep(10);
        }
    }

    private int from(String range) {
        return Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
    }

    private void send(HttpExchange exchange, byte[] body, int begin, int status, long claim, int end) throws IOException {
        if (status == 206) {
            exchange.getResponseHeaders().set("Content-Range", "bytes " + begin + "-" + (body.length - 1) + "/" + body.length);
        }
        exchange.sendResponseHeaders(status, claim >= 0 ? claim : body.length - begin);
        byte[] part = Arrays.copyOfRange(body, begin, Math.max(begin, end));
        exchange.getResponseBody().write(part);
        exchange.getResponseBody().flush();
        bytesSent.addAndGet(part.length);
    }

    private void flood(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        for (int i = 0; i < 100_000; i++) {
            exchange.getResponseBody().write(new byte[10_000]);
            bytesSent.addAndGet(10_000);
        }
    }

    private void await() throws InterruptedException {
        closing.await(20, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
