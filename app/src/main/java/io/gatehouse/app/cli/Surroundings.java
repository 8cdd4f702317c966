package io.gatehouse.app.cli;

import io.gatehouse.app.config.load.ConfigurationReader;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.function.Supplier;

/**
 * Everything outside the process that a command may touch.
 *
 * @param folder the working folder
 * @param http made only by commands that call
 */
public record Surroundings(
    BufferedReader in,
    PrintWriter out,
    PrintWriter err,
    Path folder,
    Clock clock,
    SecureRandom random,
    Supplier<HttpClient> http,
    ConfigurationReader configurations) {}
