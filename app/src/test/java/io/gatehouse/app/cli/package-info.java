/** Tests of the commands, in process, against an admin API that records. */
@NullMarked
package io.gatehouse.app.cli;

import org.jspecify.annotations.NullMarked;
