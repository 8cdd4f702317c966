/** The rules of the house, as tests over the built classes and the sources. */
@NullMarked
package io.gatehouse.app.house;

import org.jspecify.annotations.NullMarked;
