/** Tests of API keys, named for the attacks that they answer. */
@NullMarked
package io.gatehouse.apikey;

import org.jspecify.annotations.NullMarked;
