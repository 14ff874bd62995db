/** Doors to changes of baskets and comparisons of two. */
package org.rerate.jobs.compare;
