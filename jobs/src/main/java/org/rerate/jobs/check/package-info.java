/** {@code rerate check}: the invariants of stored results, once more. */
package org.rerate.jobs.check;
