/** The door to the upkeep of tables. */
package org.rerate.jobs.maintain;
