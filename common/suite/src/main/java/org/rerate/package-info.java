/** Rerate: point-in-time valuation of baskets of companies. */
package org.rerate;
