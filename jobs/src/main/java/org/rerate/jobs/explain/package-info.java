/** {@code rerate explain}: a number taken apart, as text, CSV or JSON. */
package org.rerate.jobs.explain;
