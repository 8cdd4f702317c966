package io.gatehouse.web.exchange;

import java.util.concurrent.Executor;

/**
 * Where a handler may go when it must not stay on the I/O thread.
 *
 * @param virtual a virtual thread per task, for waiting
 * @param cpu as many threads as cores, for work of more than 100 us
 */
public record Threads(Executor virtual, Executor cpu) {}
