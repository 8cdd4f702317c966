/** Tests of the configuration file: the example, broken files, the generated reference. */
@NullMarked
package io.gatehouse.app.config;

import org.jspecify.annotations.NullMarked;
