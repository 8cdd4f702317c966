package io.gatehouse.signing;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Flow;

/** Signs requests of {@code java.net.http}: send what {@link #sign} answers. */
public final class RequestSigner {
  private static final byte[] NOTHING = {};

  private final RequestSealer sealer;

  public RequestSigner(RequestSealer sealer) {
    this.sealer = sealer;
  }

  /**
   * The same request with its proof. The content is read into memory, because its digest stands in
   * the header; the signed request sends those very bytes. A request is signed for one sending.
   */
  public HttpRequest sign(HttpRequest request) {
    var body = request.bodyPublisher().map(RequestSigner::drain).orElse(NOTHING);
    var plain = PlainRequest.of(request.method(), request.uri(), fields(request));
    var signed = HttpRequest.newBuilder(request, (_, _) -> true);
    if (request.bodyPublisher().isPresent()) {
      signed.method(request.method(), HttpRequest.BodyPublishers.ofByteArray(body));
    }
    sealer.seal(plain, body).forEach(field -> signed.setHeader(field.name(), field.value()));
    return signed.build();
  }

  private static List<HeaderField> fields(HttpRequest request) {
    return request.headers().map().entrySet().stream()
        .flatMap(e -> e.getValue().stream().map(value -> new HeaderField(e.getKey(), value)))
        .toList();
  }

  private static byte[] drain(HttpRequest.BodyPublisher publisher) {
    var collected = HttpResponse.BodySubscribers.ofByteArray();
    publisher.subscribe(new OneByOne(collected));
    return collected.getBody().toCompletableFuture().join();
  }

  /** Hands single buffers to a subscriber of lists of buffers. */
  private record OneByOne(HttpResponse.BodySubscriber<byte[]> target)
      implements Flow.Subscriber<ByteBuffer> {
    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      target.onSubscribe(subscription);
    }

    @Override
    public void onNext(ByteBuffer buffer) {
      target.onNext(List.of(buffer));
    }

    @Override
    public void onError(Throwable failure) {
      target.onError(failure);
    }

    @Override
    public void onComplete() {
      target.onComplete();
    }
  }
}
