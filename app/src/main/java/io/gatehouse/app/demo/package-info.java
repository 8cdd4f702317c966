/**
 * The demo: a folder with a configuration that a person can read, a few people, clients and keys,
 * and the file that programs drive it by.
 *
 * <p>Owns what is written into the folder and printed. Does not own the node: it is started from
 * the written configuration like any other, and everything is issued through the admin API.
 */
@NullMarked
package io.gatehouse.app.demo;

import org.jspecify.annotations.NullMarked;
