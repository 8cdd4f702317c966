/**
 * Owns every line of SQL and JDBC of the product: opening the state folder, migrations, the one
 * writer with its group commit, the read pool, and the JDBC twins of the small stores that are
 * declared beside their users. Decides nothing: what a row means belongs to the package whose
 * interface is implemented here.
 */
@NullMarked
package io.gatehouse.sts.store.jdbc;

import org.jspecify.annotations.NullMarked;
