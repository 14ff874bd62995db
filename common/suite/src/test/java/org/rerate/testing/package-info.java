/**
 * What tests stand on: the shared session, comparison of rows, random rows, the shared data.
 *
 * <p>Belongs here: what more than one test needs. Must not come here: expectations. {@link
 * org.rerate.testing.SparkTestBase} is the only class that knows spark-testing-base.
 */
package org.rerate.testing;
