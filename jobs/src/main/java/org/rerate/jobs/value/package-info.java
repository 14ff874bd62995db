/** Doors to valuing issuers and baskets. */
package org.rerate.jobs.value;
